import type { Room } from '../accounts/room.js';
import type { UtcMs } from '../base/units.js';
import { withNamesOfDates } from '../booking/occurrence-changes.js';
import { isTellingChange, type AddressOf, type Guest, type Meeting, type Told } from './meeting.js';
import type { GuestNotice } from './notice.js';

interface Invited {
  readonly told: Told;
  readonly guests: readonly Guest[];
}

/**
 * What the guests are to be told when a room with its guests becomes another: who came is invited, who went is
 * told that it is off, all others hear of what they would notice [S9]. Undefined before: it is new; after: it
 * is removed. Who is who goes by where this way out reaches them: a new e-mail address is nothing to a telephone.
 */
export function roomNotices(
  before: Invited | undefined,
  after: Invited | undefined,
  replyTo: string,
  addressOf: AddressOf,
): readonly GuestNotice[] {
  const to = (told: Told, guest: Guest) => ({ ...told, guest, replyTo });
  if (after === undefined) {
    if (before === undefined) return [];
    // The room is gone, so its last version stands for the one that takes it back.
    const told = withSequence(before.told, before.told.meeting.sequence + 1);
    return before.guests.map((guest) => ({ ...to(told, guest), type: 'cancellation' }));
  }
  const { told, guests } = after;
  if (before === undefined) return guests.map((guest) => ({ ...to(told, guest), type: 'invitation' }));
  const known = new Set(before.guests.map(addressOf));
  const wanted = new Set(guests.map(addressOf));
  const gone = withSequence(before.told, told.meeting.sequence);
  const added = guests.filter((guest) => !known.has(addressOf(guest)));
  const removed = before.guests.filter((guest) => !wanted.has(addressOf(guest)));
  const staying = guests.filter((guest) => known.has(addressOf(guest)));
  return [
    ...added.map((guest): GuestNotice => ({ ...to(told, guest), type: 'invitation' })),
    ...removed.map((guest): GuestNotice => ({ ...to(gone, guest), type: 'cancellation' })),
    ...staying.flatMap((guest) => changesFor(before.told.meeting, told, (of) => to(of, guest))),
  ];
}

function changesFor(
  before: Meeting,
  told: Told,
  to: (told: Told) => Told & Pick<GuestNotice, 'guest' | 'replyTo'>,
): readonly GuestNotice[] {
  const { meeting } = told;
  if (!isTellingChange(before, meeting)) return [];
  const cancelled = newlyCancelled(before, meeting);
  const notices: GuestNotice[] = [];
  if (cancelled.length > 0) {
    const startsMs = cancelled.map((plannedStartMs) => startOf(plannedStartMs, before));
    notices.push({ ...to(told), type: 'occurrences-cancelled', plannedStartsMs: cancelled, startsMs });
  }
  // Nothing but cancelled dates: the calendar needs no more than these.
  if (!onlyCancelled(before, meeting, cancelled)) notices.push({ ...to(told), type: 'update' });
  return notices;
}

function newlyCancelled(before: Meeting, after: Meeting): readonly UtcMs[] {
  if (before.recurrence === null || after.recurrence === null) return [];
  const known = new Set(cancelledStarts(before));
  return cancelledStarts(after).filter((startMs) => !known.has(startMs));
}

function startOf(plannedStartMs: UtcMs, { recurrence }: Meeting): UtcMs {
  const exception = recurrence?.exceptions.find((one) => one.plannedStartMs === plannedStartMs);
  return exception?.instead?.startMs ?? plannedStartMs;
}

const cancelledStarts = ({ recurrence }: Meeting): readonly UtcMs[] =>
  (recurrence?.exceptions ?? [])
    .filter(({ instead }) => instead === undefined || instead === null)
    .map(({ plannedStartMs }) => plannedStartMs);

function onlyCancelled(before: Meeting, after: Meeting, cancelled: readonly UtcMs[]): boolean {
  if (cancelled.length === 0 || after.recurrence === null) return false;
  const exceptions = after.recurrence.exceptions.filter(
    ({ plannedStartMs }) => !cancelled.includes(plannedStartMs),
  );
  return !isTellingChange(before, { ...after, recurrence: { ...after.recurrence, exceptions } });
}

const withSequence = (told: Told, sequence: number): Told => ({
  ...told,
  meeting: { ...told.meeting, sequence },
});

/** `version` counts from 1, SEQUENCE from 0. */
export const meetingOf = (room: Room, timeZone: string, accessNumbers: readonly string[]): Meeting => ({
  room: room.id,
  name: room.name,
  organiser: room.organiser,
  roomNumber: room.number,
  attendeePassword: room.attendeePassword,
  startMs: room.startMs,
  durationMs: room.durationMs,
  recurrence: withNamesOfDates(room.recurrence, room, timeZone) ?? null,
  timeZone,
  accessNumbers,
  sequence: room.version - 1,
});
