import { DeadlineQueue } from '../base/deadline-queue.js';
import type { AccountId, ConferenceId } from '../base/ids.js';
import { later, type MonotonicMs } from '../base/units.js';
import type { AccountFunds } from './charging-store.js';
import { runwayMs, type PaidLeg } from './runway.js';

export type LowBalance = {
  readonly type: 'balance-low';
  readonly conference: ConferenceId;
  readonly minutes: 5 | 1;
};

/** The lowest first: who is told of one minute is not told of five. */
const THRESHOLDS = [1, 5] as const;
const MINUTE_MS = 60_000;
/** Money that lasts longer is looked at again so often: other nodes and recharges change it. */
const LOOK_AGAIN_MS = 60_000;
/** Legs that join together are looked at together. */
const SETTLE_MS = 1_000;
/** After the store could not tell. */
const RETRY_MS = 5_000;
const LIMIT_MS = 6 * MINUTE_MS;

interface WatchedAccount {
  recharges: number | undefined;
  /** What each conference was told already; a recharge arms it again. */
  readonly told: Map<ConferenceId, Set<5 | 1>>;
}

/** Tells each conference of an account once when 5 minutes, and when 1 minute, of all its legs remain [S49]. */
export class BalanceWatch {
  readonly #accounts = new Map<AccountId, WatchedAccount>();
  readonly #reads = new DeadlineQueue<AccountId>();

  /** A leg has joined, or money has come: the balance is read soon. */
  changed(account: AccountId, nowMs: MonotonicMs): void {
    if (!this.#accounts.has(account)) {
      this.#accounts.set(account, { recharges: undefined, told: new Map() });
    }
    // Never put off: where somebody joins every moment the balance is read all the same.
    const soonMs = later(nowMs, SETTLE_MS);
    const dueMs = this.#reads.deadlineOf(account);
    if (dueMs === undefined || soonMs < dueMs) this.#reads.set(account, soonMs);
  }

  /** Its last leg has gone. */
  forget(account: AccountId): void {
    this.#accounts.delete(account);
    this.#reads.delete(account);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#reads.next();
  }

  /** An account whose balance must be read now. */
  takeDue(nowMs: MonotonicMs): AccountId | undefined {
    return this.#reads.take(nowMs);
  }

  /** The answer to a read; `legs` are those of the account that are up, by conference. */
  funds(
    account: AccountId,
    funds: AccountFunds | 'unavailable',
    legs: ReadonlyMap<ConferenceId, readonly PaidLeg[]>,
    nowMs: MonotonicMs,
  ): readonly LowBalance[] {
    const watched = this.#accounts.get(account);
    if (watched === undefined) return [];
    if (funds === 'unavailable') {
      this.#reads.set(account, later(nowMs, RETRY_MS));
      return [];
    }
    for (const conference of watched.told.keys()) if (!legs.has(conference)) watched.told.delete(conference);
    const leftMs = runwayMs([...legs.values()].flat(), funds.available, nowMs, LIMIT_MS);
    if (watched.recharges !== undefined && funds.recharges !== watched.recharges) rearm(watched, leftMs);
    watched.recharges = funds.recharges;
    this.#reads.set(account, later(nowMs, lookAgainAfter(leftMs)));
    const low = THRESHOLDS.find((minutes) => leftMs <= minutes * MINUTE_MS);
    return low === undefined ? [] : tell(watched, legs.keys(), low);
  }
}

function rearm(watched: WatchedAccount, leftMs: number): void {
  for (const minutes of THRESHOLDS) {
    if (leftMs <= minutes * MINUTE_MS) continue;
    for (const told of watched.told.values()) told.delete(minutes);
  }
}

function tell(
  watched: WatchedAccount,
  conferences: Iterable<ConferenceId>,
  low: 5 | 1,
): readonly LowBalance[] {
  const effects: LowBalance[] = [];
  for (const conference of conferences) {
    const told = watched.told.get(conference) ?? new Set();
    watched.told.set(conference, told);
    if (told.has(low)) continue;
    for (const minutes of THRESHOLDS) if (minutes >= low) told.add(minutes);
    effects.push({ type: 'balance-low', conference, minutes: low });
  }
  return effects;
}

/** Money runs out with time itself, so the next threshold is met when the runway says, if nobody joins. */
function lookAgainAfter(leftMs: number): number {
  const next = THRESHOLDS.findLast((minutes) => leftMs > minutes * MINUTE_MS);
  const untilNext = next === undefined ? LOOK_AGAIN_MS : leftMs - next * MINUTE_MS;
  return Math.max(SETTLE_MS / 2, Math.min(LOOK_AGAIN_MS, untilNext));
}
