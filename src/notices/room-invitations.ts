import type { Room } from '../accounts/room.js';
import { utcMs, type UtcMs } from '../base/units.js';
import { occurrencesOf } from '../booking/occurrences.js';
import type { Guest } from './meeting.js';

/** Whom the owner named: a contact, everybody of a group, or somebody typed in. */
export type Invitee =
  | { readonly contactId: string }
  | { readonly groupId: string }
  | { readonly name: string; readonly email: string; readonly number: string };

/** 与会者 of a room, and how they are told [S2] [S9]. */
export interface RoomInvitations {
  readonly invitees: readonly Invitee[];
  /** The people that these were when they were named; changes of the contacts do not reach them. */
  readonly guests: readonly Guest[];
  /** 「发送邮件通知」 */
  readonly notify: boolean;
  readonly notifyBySms: boolean;
  /** So long before each start; 0: none. */
  readonly reminderMs: number;
}

export const DEFAULT_INVITATIONS: RoomInvitations = {
  invitees: [],
  guests: [],
  notify: true,
  notifyBySms: false,
  reminderMs: 900_000,
};

export const INVITATION_LIMITS = {
  inviteesMax: 500,
  guestsMax: 1_000,
  reminderMsMax: 7 * 86_400_000,
} as const;

/** When the next reminder is due, and of which start; undefined: none is to come. */
export function nextReminder(
  room: Pick<Room, 'startMs' | 'durationMs' | 'recurrence'>,
  { guests, notify, notifyBySms, reminderMs }: RoomInvitations,
  timeZone: string,
  afterMs: UtcMs,
): { readonly atMs: UtcMs; readonly occurrenceMs: UtcMs } | undefined {
  if (reminderMs === 0 || guests.length === 0 || !(notify || notifyBySms)) return undefined;
  const next = occurrencesOf(room, timeZone).find(({ startMs }) => startMs - reminderMs > afterMs);
  return next && { atMs: utcMs(next.startMs - reminderMs), occurrenceMs: next.startMs };
}

/** Nobody is told of what is over. */
export function isOver(
  room: Pick<Room, 'startMs' | 'durationMs' | 'recurrence'>,
  timeZone: string,
  nowMs: UtcMs,
): boolean {
  return !occurrencesOf(room, timeZone).some(({ endMs }) => endMs > nowMs);
}
