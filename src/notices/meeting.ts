import type { Language } from '../accounts/account.js';
import type { Recurrence } from '../accounts/room.js';
import type { RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

/** What invitees are told of a room. The chair's password is not among it, so no text to them can hold it. */
export interface Meeting {
  readonly room: RoomId;
  readonly name: string;
  readonly organiser: string;
  readonly roomNumber: string;
  /** Empty: attendees press `#` alone. */
  readonly attendeePassword: string;
  readonly startMs: UtcMs;
  readonly durationMs: number;
  readonly recurrence: Recurrence | null;
  readonly timeZone: string;
  /** What callers dial, as it is written in the country. */
  readonly accessNumbers: readonly string[];
  /** Rises with every change: SEQUENCE of its calendar event. */
  readonly sequence: number;
}

/** Somebody who is invited: reached by mail, by telephone, or both. */
export interface Guest {
  readonly name: string;
  /** Empty: none. */
  readonly email: string;
  /** E.164; empty: none. */
  readonly number: string;
}

/** The same person, though the name may have been corrected. */
export const guestKey = ({ email, number }: Guest): string => (email === '' ? number : email.toLowerCase());

/** Where one way out reaches a guest; empty: nowhere. */
export type AddressOf = (guest: Guest) => string;

/** Only a mobile takes text messages. */
const MOBILE = /^\+861[3-9]\d{9}$/;

export const mailAddress: AddressOf = ({ email }) => email.toLowerCase();
export const mobileNumber: AddressOf = ({ number }) => (MOBILE.test(number) ? number : '');

/** Everything that is told of a meeting in one language. */
export interface Told {
  readonly meeting: Meeting;
  readonly language: Language;
}

/**
 * One tap dials, waits, and keys room number and password: `,` is a pause, and `%23` the `#`, which would end
 * the link [S10].
 */
export function telLink({ accessNumbers, roomNumber, attendeePassword }: Meeting): string | undefined {
  const [number] = accessNumbers;
  if (number === undefined) return undefined;
  return `tel:${number.replace(/[^\d+]/g, '')},,${roomNumber}%23,,${attendeePassword}%23`;
}

/** What an invitee would notice: without any of it a change is not worth a mail. */
export function isTellingChange(before: Meeting, after: Meeting): boolean {
  const visible = ({ sequence: _sequence, accessNumbers: _numbers, ...shown }: Meeting): string =>
    JSON.stringify({ ...shown, recurrence: shown.recurrence });
  return visible(before) !== visible(after);
}
