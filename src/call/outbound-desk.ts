import type { Account } from '../accounts/account.js';
import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import type { AccountId } from '../base/ids.js';
import { maskNumber, type Log } from '../base/log.js';
import { fail, ok } from '../base/result.js';
import { later, type MonotonicMs } from '../base/units.js';
import { barOf, type BarringRules } from '../dialing/barring.js';
import type { BarCode } from '../dialing/call-result.js';
import type { OutboundPlan, OutboundRequest } from '../dialing/outbound-plan.js';
import type { OutgoingQuota, QuotaPlace } from '../dialing/outgoing-quota.js';
import { plansFor } from '../dialing/trunk-choice.js';
import type { Trunk } from '../dialing/trunk.js';
import type { Outbound, OutboundCall } from './ports.js';
import type { TrunkLoad } from './trunk-load.js';
import type { TrunkTable } from './trunk-table.js';
import type { TrunkWatch } from './trunk-watch.js';

/** What the store knows of a call that is wanted. */
export interface CallFacts {
  /** Undefined: the request names none, or there is none of that id. */
  readonly payer: Account | undefined;
  /** Whoever has the number has opted out of such calls. */
  readonly optedOut: boolean;
  /** The payer has called this number before. */
  readonly calledBefore: boolean;
}

export interface DialingFacts {
  find(payer: AccountId | undefined, e164: string, done: (facts: CallFacts | 'unavailable') => void): void;
}

export interface OutboundDeskOptions {
  readonly trunks: TrunkTable;
  readonly watch: Pick<TrunkWatch, 'isUp' | 'targetsOf' | 'called'>;
  /** Of the direction 'outbound'. */
  readonly load: TrunkLoad;
  readonly facts: DialingFacts;
  readonly quota: OutgoingQuota;
  readonly rules: BarringRules;
  /** By the tariff of now, in micro-yuan a minute; undefined: there is no price [S47]. */
  readonly priceOf: (e164: string) => number | undefined;
  /** By the name that the trunk's credentials give it. */
  readonly secretOf: (name: string) => string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

type Done = Parameters<Outbound['plan']>[1];

interface Waiting {
  readonly request: OutboundRequest;
  readonly facts: CallFacts;
  readonly done: Done;
  readonly untilMs: MonotonicMs;
}

const COUNTS = ['asked', 'planned', 'barred', 'waited', 'storeDown', 'trunkFull', 'failedOver'] as const;
/** Calls that wait for the rate of their trunk: a group call of 50, and many at once. */
const WAITING_MAX = 2_000;
const WAIT_MS = 60_000;
/** A trunk's rate lets one more call through after this at the latest: rates are whole calls a second. */
const RETRY_MS = 50;
/** An answer that is older says nothing of the trunk's state [C14]. */
const FRESH_MS = 30_000;

/**
 * Every call of ours passes here before anything is sent: bars, limits, trunks, numbers [S40] [S41] [C19].
 * Where only the rate of the trunks stands in the way the call waits for its turn [S35].
 */
export class OutboundDesk implements Outbound {
  readonly counters = new Counters(COUNTS);
  readonly #options: OutboundDeskOptions;
  #waiting: Waiting[] = [];
  #retryAtMs: MonotonicMs | undefined;

  constructor(options: OutboundDeskOptions) {
    this.#options = options;
  }

  plan(request: OutboundRequest, done: Done): void {
    this.counters.add('asked');
    const { facts, rules, priceOf, clock } = this.#options;
    const { account, purpose, called } = request;
    facts.find(account, called.e164, (found) => {
      if (found === 'unavailable') {
        this.counters.add('storeDown');
        return done(fail({ code: 'NO_TRUNK' }));
      }
      const { payer, optedOut } = found;
      if (account !== undefined && payer === undefined) return this.#bar(request, 'OUTGOING_STOPPED', done);
      const priced = priceOf(called.e164) !== undefined;
      const bar = barOf({ e164: called.e164, purpose, payer, priced, optedOut }, rules);
      if (bar !== undefined) return this.#bar(request, bar, done);
      this.#choose({ request, facts: found, done, untilMs: later(clock.now(), WAIT_MS) });
    });
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#retryAtMs;
  }

  /** In the order they came; whoever still finds no turn waits on. */
  tick(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#retryAtMs = undefined;
    for (const one of waiting) this.#choose(one);
  }

  #choose(wanted: Waiting): void {
    const { trunks, load, clock } = this.#options;
    const { account, called } = wanted.request;
    const route = { account, calledE164: called.e164 };
    const nowMs = clock.now();
    const plans = plansFor(
      route,
      trunks.all,
      (trunk) => this.#isReachable(trunk) && load.capOf(trunk, nowMs) !== 'CALLS_AT_ONCE',
    );
    if (plans.length === 0) return this.#bar(wanted.request, 'NO_TRUNK', wanted.done);
    const first = plans.findIndex(({ trunk }) => load.enter(trunk, nowMs) === undefined);
    if (first < 0) return this.#wait(wanted, nowMs);
    this.#takeQuota(wanted, plans.slice(first));
  }

  #wait(wanted: Waiting, nowMs: MonotonicMs): void {
    if (this.#waiting.length >= WAITING_MAX || wanted.untilMs <= nowMs) {
      return this.#bar(wanted.request, 'NO_TRUNK', wanted.done);
    }
    this.counters.add('waited');
    this.#waiting.push(wanted);
    this.#retryAtMs ??= later(nowMs, RETRY_MS);
    this.#options.rescheduled();
  }

  /** The first of the plans holds a place on its trunk. */
  #takeQuota(wanted: Waiting, plans: readonly OutboundPlan[]): void {
    const { quota, priceOf, load, clock } = this.#options;
    const { request, facts, done } = wanted;
    if (facts.payer === undefined) return this.#planned(plans, undefined, done);
    const leg = {
      account: facts.payer.id,
      e164: request.called.e164,
      rights: facts.payer.outgoing,
      microYuanPerMinute: priceOf(request.called.e164) ?? 0,
      isNewNumber: !facts.calledBefore,
    };
    quota.take(leg, clock.utcNow(), (place) => {
      if (place.ok) return this.#planned(plans, place.value, done);
      load.leave(plans[0]!.trunk.id);
      if (place.error.code !== 'UNAVAILABLE') return this.#bar(request, place.error.code, done);
      this.counters.add('storeDown');
      done(fail({ code: 'NO_TRUNK' }));
    });
  }

  #planned(plans: readonly OutboundPlan[], place: QuotaPlace | undefined, done: Done): void {
    this.counters.add('planned');
    done(ok(this.#callOf(plans, place)));
  }

  #callOf(plans: readonly OutboundPlan[], place: QuotaPlace | undefined): OutboundCall {
    const { watch, load, clock, secretOf } = this.#options;
    /** Whose trunk holds a place for this call, and whether anything was sent there. */
    let held: OutboundPlan | undefined = plans[0];
    let isTried = false;
    let isOver = false;
    return {
      plans,
      enter: (plan) => {
        if (isOver) return false;
        if (plan !== held) {
          if (held !== undefined) load.leave(held.trunk.id);
          // The next one is tried only when this one gave no answer, or 503 [C4].
          if (held !== undefined && isTried) watch.called(held.trunk.id, 'unreachable');
          held = undefined;
          if (!this.#isReachable(plan.trunk) || load.enter(plan.trunk, clock.now()) !== undefined) {
            this.counters.add('trunkFull');
            return false;
          }
          this.counters.add('failedOver');
          held = plan;
        }
        isTried = true;
        return true;
      },
      targetsOf: ({ trunk }) => watch.targetsOf(trunk),
      passwordOf: ({ trunk }) => {
        const name = trunk.outbound.credentials?.secret;
        return name === undefined ? undefined : secretOf(name);
      },
      over: (how, spokenMs) => {
        if (isOver) return;
        isOver = true;
        if (held !== undefined) load.leave(held.trunk.id);
        // Busy, rejected or given up tells nothing of the trunk, and an answer of long ago not of now.
        const tells = how === 'unreachable' || (how === 'answered' && spokenMs < FRESH_MS);
        if (held !== undefined && isTried && tells) watch.called(held.trunk.id, how);
        place?.over(spokenMs, clock.utcNow());
      },
    };
  }

  #isReachable(trunk: Trunk): boolean {
    const { watch } = this.#options;
    return watch.isUp(trunk.id) && watch.targetsOf(trunk).length > 0;
  }

  #bar({ account, called, purpose }: OutboundRequest, code: BarCode, done: Done): void {
    this.counters.add('barred');
    this.#options.log.info({ account, called: maskNumber(called.e164), purpose, code }, 'a call was barred');
    done(fail({ code }));
  }
}
