import type { AccountId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { GuestNotice, OrganiserNotice } from './notice.js';
import type { NewOutboxItem, OutboxId } from './outbox-item.js';

interface Around {
  readonly account: AccountId;
  readonly nextId: () => OutboxId;
  readonly nowMs: UtcMs;
}

/** Only a mobile takes text messages. */
const MOBILE = /^\+861[3-9]\d{9}$/;

export const mailItems = (notices: readonly GuestNotice[], around: Around): readonly NewOutboxItem[] =>
  notices
    .filter(({ guest }) => guest.email !== '')
    .map((notice) => itemOf('mail', notice, notice.meeting.room, around));

export const smsItems = (notices: readonly GuestNotice[], around: Around): readonly NewOutboxItem[] =>
  notices
    .filter(({ guest }) => MOBILE.test(guest.number))
    .map((notice) => itemOf('sms', notice, notice.meeting.room, around));

export const organiserItem = (notice: OrganiserNotice, around: Around): NewOutboxItem =>
  itemOf('mail', notice, notice.meeting.room, around);

function itemOf(
  kind: 'mail' | 'sms',
  notice: GuestNotice | OrganiserNotice,
  room: RoomId,
  { account, nextId, nowMs }: Around,
): NewOutboxItem {
  const payload = JSON.stringify(notice);
  return { id: nextId(), kind, account, subject: room, dueMs: nowMs, payload, createdMs: nowMs };
}
