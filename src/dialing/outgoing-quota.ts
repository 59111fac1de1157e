import type { OutgoingRights } from '../accounts/account.js';
import { Counters } from '../base/counters.js';
import type { AccountId } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';
import { AccountUse, HOUR_MS, type LimitCode, type NewLeg, type UseSlot } from './account-use.js';
import { suddenRise, type Rise } from './sudden-rise.js';

export interface QuotaRequest extends NewLeg {
  readonly account: AccountId;
  readonly e164: string;
  readonly rights: OutgoingRights;
}

/** One leg's place among the limits of its account. */
export interface QuotaPlace {
  /** Once. 0: it was never answered. */
  over(spokenMs: number, nowMs: UtcMs): void;
}

export type QuotaOutcome = Result<QuotaPlace, { readonly code: LimitCode | 'UNAVAILABLE' }>;

/** The limits of outgoing calls. Nodes will share them: the answer comes by callback. */
export interface OutgoingQuota {
  take(request: QuotaRequest, nowMs: UtcMs, done: (outcome: QuotaOutcome) => void): void;
}

/** What outlives the process of it; written behind. */
export interface UseStore {
  /** The slots of the last day. */
  recent(account: AccountId, done: (slots: readonly UseSlot[] | 'unavailable') => void): void;
  called(account: AccountId, e164: string, isNewNumber: boolean, nowMs: UtcMs): void;
  spent(account: AccountId, spent: MicroYuan, nowMs: UtcMs): void;
}

/** For an administrator: an account calls as it never did, or has run into a limit [S41]. */
export type OutgoingAlarm =
  | { readonly type: 'sudden-rise'; readonly account: AccountId; readonly rise: Rise }
  | { readonly type: 'limit'; readonly account: AccountId; readonly code: LimitCode };

const COUNTS = ['taken', 'limited', 'unavailable', 'alarms'] as const;
/** The same alarm of the same account is not repeated sooner. */
const REPEAT_MS = HOUR_MS;
/** Alarms remembered, so that they are not repeated; one more is told and not remembered. */
const ALARMS_MAX = 10_000;

/** The limits on a single node: an account's use is read from the store when its first leg comes up. */
export class NodeQuota implements OutgoingQuota {
  readonly counters = new Counters(COUNTS);
  readonly #store: UseStore;
  readonly #alarm: (alarm: OutgoingAlarm) => void;
  /** Of the accounts that have legs. */
  readonly #uses = new Map<AccountId, AccountUse>();
  readonly #alarmed = new Map<string, UtcMs>();

  constructor(store: UseStore, alarm: (alarm: OutgoingAlarm) => void) {
    this.#store = store;
    this.#alarm = alarm;
  }

  take(request: QuotaRequest, nowMs: UtcMs, done: (outcome: QuotaOutcome) => void): void {
    const use = this.#uses.get(request.account);
    if (use !== undefined) return done(this.#takeFrom(use, request, nowMs));
    this.#store.recent(request.account, (slots) => {
      if (slots === 'unavailable') {
        this.counters.add('unavailable');
        return done(fail({ code: 'UNAVAILABLE' }));
      }
      // Another leg may have come up meanwhile and read the same.
      const loaded = this.#uses.get(request.account) ?? new AccountUse(slots);
      done(this.#takeFrom(loaded, request, nowMs));
    });
  }

  #takeFrom(use: AccountUse, request: QuotaRequest, nowMs: UtcMs): QuotaOutcome {
    const { account, rights } = request;
    const taken = use.take(request, rights, nowMs);
    if (!taken.ok) {
      const { code } = taken.error;
      this.counters.add('limited');
      this.#alarmOnce({ type: 'limit', account, code }, code, nowMs);
      return fail({ code });
    }
    this.counters.add('taken');
    this.#uses.set(account, use);
    this.#store.called(account, request.e164, request.isNewNumber, nowMs);
    this.#watchRise(use, account, 'legs', nowMs);
    const place = taken.value;
    return ok({
      over: (spokenMs, endMs) => {
        const spent = use.release(place, spokenMs, endMs);
        if (spent > 0) this.#store.spent(account, spent, endMs);
        this.#watchRise(use, account, 'spent', endMs);
        if (use.legs === 0) this.#uses.delete(account);
      },
    });
  }

  #watchRise(use: AccountUse, account: AccountId, of: Rise['of'], nowMs: UtcMs): void {
    const rise = suddenRise(use, of, nowMs);
    if (rise !== undefined) this.#alarmOnce({ type: 'sudden-rise', account, rise }, of, nowMs);
  }

  #alarmOnce(alarm: OutgoingAlarm, kind: string, nowMs: UtcMs): void {
    const name = `${alarm.account} ${kind}`;
    const lastMs = this.#alarmed.get(name);
    if (lastMs !== undefined && nowMs - lastMs < REPEAT_MS) return;
    this.#forgetOldAlarms(nowMs);
    if (this.#alarmed.size < ALARMS_MAX) this.#alarmed.set(name, nowMs);
    this.counters.add('alarms');
    this.#alarm(alarm);
  }

  #forgetOldAlarms(nowMs: UtcMs): void {
    for (const [name, atMs] of this.#alarmed) if (nowMs - atMs >= REPEAT_MS) this.#alarmed.delete(name);
  }
}
