import type { AccountId, BookingId, ConferenceId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';
import type { CalledParty } from '../dialing/called-party.js';

export interface BookedParty extends CalledParty {
  /** As the one who booked calls it. */
  readonly name?: string;
}

/** 预约会议: an instant conference that the platform begins by itself, the host first [S37]. */
export interface Booking {
  readonly id: BookingId;
  readonly account: AccountId;
  readonly name: string;
  readonly startMs: UtcMs;
  readonly host: BookedParty;
  readonly parties: readonly BookedParty[];
  /** What the conference may cost in all; undefined: as much as the account can pay. */
  readonly costMax: MicroYuan | undefined;
  readonly status: BookingStatus;
  /** When the platform rings the host next; rises with each try. */
  readonly nextTryMs: UtcMs;
  readonly tries: number;
  readonly conference: ConferenceId | undefined;
  readonly createdMs: UtcMs;
  /** Rises with every change by people; what is written of its course leaves it. */
  readonly version: number;
}

export type BookingStatus =
  | 'booked'
  /** The host is being rung, or is in. */
  | 'started'
  | 'done'
  | 'cancelled'
  /** 主持人未应答: rung three times in vain; free. */
  | 'host-unreachable'
  /** The server was down at its time for longer than a late start makes sense. */
  | 'missed'
  /** Its account was closed meanwhile. */
  | 'account-closed'
  /** The number of its host was moved to another account meanwhile, or removed. */
  | 'host-not-own';

/** The host and everybody else. */
export const partiesOf = ({ parties }: Pick<Booking, 'parties'>): number => parties.length + 1;

/** Busy or silent, the host is rung again so long after the first time [S37]. */
const AGAIN_AFTER_MS = [2 * 60_000, 5 * 60_000];
/**
 * A server that was down rings late rather than never, but nobody waits for a meeting for longer than this:
 * the rule for missed starts.
 */
export const LATE_START_MS_MAX = 10 * 60_000;

export type NextStep =
  | { readonly type: 'ring' }
  | { readonly type: 'give-up'; readonly status: 'missed' | 'account-closed' | 'host-not-own' };

/** What may have become another since it was booked. */
export interface BookedFor {
  readonly accountActive: boolean;
  /** Whoever answers it gets the chair, and the account pays. */
  readonly hostIsOwn: boolean;
}

/** What a booking whose time has come leads to. */
export function stepOf(booking: Booking, { accountActive, hostIsOwn }: BookedFor, nowMs: UtcMs): NextStep {
  if (!accountActive) return { type: 'give-up', status: 'account-closed' };
  if (!hostIsOwn) return { type: 'give-up', status: 'host-not-own' };
  const tooLate = nowMs > booking.nextTryMs + LATE_START_MS_MAX;
  return tooLate ? { type: 'give-up', status: 'missed' } : { type: 'ring' };
}

/** After a ring that nobody confirmed: when the next one is due, or undefined when that was the last. */
export function nextTry(booking: Booking, nowMs: UtcMs): UtcMs | undefined {
  const afterMs = AGAIN_AFTER_MS[booking.tries - 1];
  if (afterMs === undefined) return undefined;
  const plannedMs = booking.startMs + afterMs;
  // After a late start the pauses are kept rather than the clock times.
  const earliestMs = nowMs + 60_000;
  return (plannedMs < earliestMs ? earliestMs : plannedMs) as UtcMs;
}
