import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { OutboxKind, WaitingItem } from '../../../src/notices/outbox-item.js';
import type { GuestNotice } from '../../../src/notices/notice.js';
import { superseding } from '../../../src/notices/superseded.js';

const noticeOf = (type: GuestNotice['type']): GuestNotice =>
  ({ type, guest: { name: '李', email: 'li@example.cn', number: '+8613800000001' } }) as GuestNotice;

/** What becomes of a notice that waits, and of the one that comes, when nothing was tried yet. */
function meeting(kind: OutboxKind, waiting: GuestNotice['type'], newer: GuestNotice['type'], tries = 0) {
  const item = { id: 'o', kind, payload: JSON.stringify(noticeOf(waiting)), tries, isOnItsWay: false };
  const addressOf = () => 'li';
  const told = { notices: [noticeOf(newer)], addressOf, starts: new Set<never>() };
  const { notices, outdated } = superseding([item as unknown as WaitingItem], kind, told);
  return { told: notices.map(({ type }) => type), isOutdated: outdated.length > 0 };
}

const test = suite('superseded notices');

test('a mail of a change names the dates that were cancelled, a text of it does not', () => {
  assert.ok(meeting('mail', 'occurrences-cancelled', 'update').isOutdated);
  assert.not(meeting('sms', 'occurrences-cancelled', 'update').isOutdated);
  assert.ok(meeting('sms', 'occurrences-cancelled', 'cancellation').isOutdated);
});

test('who was never invited is told of no cancellation, unless a try may have arrived', () => {
  assert.equal(meeting('mail', 'invitation', 'cancellation'), { told: [], isOutdated: true });
  assert.equal(meeting('mail', 'invitation', 'cancellation', 1), {
    told: ['cancellation'],
    isOutdated: true,
  });
  assert.equal(meeting('sms', 'invitation', 'update', 1), { told: ['invitation'], isOutdated: true });
});

test.run();
