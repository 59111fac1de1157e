import type { AccountId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import { mailAddress, mobileNumber } from './meeting.js';
import type { GuestNotice, OrganiserNotice } from './notice.js';
import type { NewOutboxItem, OutboxId } from './outbox-item.js';

interface Around {
  readonly account: AccountId;
  readonly nextId: () => OutboxId;
  readonly nowMs: UtcMs;
}

export const mailItems = (notices: readonly GuestNotice[], around: Around): readonly NewOutboxItem[] =>
  notices
    .filter(({ guest }) => mailAddress(guest) !== '')
    .map((notice) => itemOf('mail', notice, notice.meeting.room, around));

export const smsItems = (notices: readonly GuestNotice[], around: Around): readonly NewOutboxItem[] =>
  notices
    .filter(({ guest }) => mobileNumber(guest) !== '')
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
