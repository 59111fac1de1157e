import type { Random } from './random.js';
import type { Brand, UtcMs } from './units.js';

/** UUIDv7 text (RFC 9562 §5.7): sorts by creation time, so that indexes grow at one end. */
export type Id<Name extends string> = Brand<string, Name>;

export type AccountId = Id<'AccountId'>;
export type RoomId = Id<'RoomId'>;
export type ConferenceId = Id<'ConferenceId'>;
export type ParticipantId = Id<'ParticipantId'>;
export type LegId = Id<'LegId'>;
/** A private line of two beside a conference: consult or operator. */
export type LineId = Id<'LineId'>;
export type RecordingId = Id<'RecordingId'>;
/** A few seconds that a caller has spoken, kept by the mixer: a name [S3]. */
export type ClipId = Id<'ClipId'>;
export type BookingId = Id<'BookingId'>;
export type OperatorId = Id<'OperatorId'>;

/** Ids that rise strictly within one maker, also within a millisecond and when the clock steps back. */
export class IdMaker {
  readonly #random: Random;
  readonly #utcNow: () => UtcMs;
  #lastMs = 0;
  #sequence = 0;

  constructor(random: Random, utcNow: () => UtcMs) {
    this.#random = random;
    this.#utcNow = utcNow;
  }

  next<T extends Id<string>>(): T {
    const nowMs = Math.floor(this.#utcNow());
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs;
      // Half of the 12-bit field is left as room to count up within the millisecond.
      this.#sequence = this.#random.u32() & 0x7ff;
    } else if (++this.#sequence > 0xfff) {
      this.#lastMs += 1;
      this.#sequence = 0;
    }
    const time = this.#lastMs.toString(16).padStart(12, '0');
    const sequence = (0x7000 | this.#sequence).toString(16);
    const high = this.#random.u32();
    const low = this.#random.u32();
    const variant = (0x8000 | (high & 0x3fff)).toString(16);
    const rest = (high >>> 16).toString(16).padStart(4, '0') + low.toString(16).padStart(8, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-${sequence}-${variant}-${rest}` as T;
  }
}

/** Sorts before every id that is made from that instant on, and after every older one. */
export const idFloor = (fromMs: UtcMs): string => {
  const time = Math.floor(fromMs).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-`;
};
