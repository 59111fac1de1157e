import type { Account } from '../accounts/account.js';
import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import type { AccountId } from '../base/ids.js';
import { maskNumber, type Log } from '../base/log.js';
import { fail, ok, type Result } from '../base/result.js';
import { linesLeft } from '../booking/capacity.js';
import { barOf, type BarringRules } from '../dialing/barring.js';
import type { BarCode } from '../dialing/call-result.js';
import { parseCallee } from '../dialing/callee.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { OutboundPlan, OutboundRequest } from '../dialing/outbound-plan.js';
import type { OutgoingQuota, QuotaPlace } from '../dialing/outgoing-quota.js';
import { plansFor } from '../dialing/trunk-choice.js';
import type { Trunk } from '../dialing/trunk.js';
import type { Outbound, OutboundCall } from './ports.js';
import { TrunkHistory } from './trunk-history.js';
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
  /** Lines that bookings are about to need, and that this request must leave to them [S37]. */
  readonly linesHeldFrom: (request: OutboundRequest) => number;
  readonly clock: Clock;
  readonly log: Log;
}

type Done = Parameters<Outbound['plan']>[1];

const COUNTS = ['asked', 'planned', 'barred', 'storeDown', 'trunkFull', 'failedOver'] as const;
/** An answer that is older says nothing of the trunk's state [C14]. */
const FRESH_MS = 30_000;

/**
 * Every call of ours passes here before anything is sent: bars, limits, trunks, numbers [S40] [S41] [C19].
 */
export class OutboundDesk implements Outbound {
  readonly counters = new Counters(COUNTS);
  /** What became of the calls of each trunk. */
  readonly history = new TrunkHistory();
  readonly #options: OutboundDeskOptions;

  constructor(options: OutboundDeskOptions) {
    this.#options = options;
  }

  plan(request: OutboundRequest, done: Done): void {
    this.counters.add('asked');
    const { account, called } = request;
    this.#options.facts.find(account, called.e164, (facts) => {
      if (facts === 'unavailable') return this.#storeDown(done);
      const bar = this.#barOf(request, facts);
      if (bar !== undefined) return this.#bar(request, bar, done);
      const plans = this.#plansFor(request);
      if (plans.length === 0) return this.#bar(request, 'NO_TRUNK', done);
      this.#takeQuota(request, facts, plans, done);
    });
  }

  /** Whom a number means, and whether it may be called as things stand [S40] [S41]; nothing is taken. */
  check(
    keyed: string,
    account: AccountId | undefined,
    done: (result: Result<CalledParty, { readonly code: BarCode }>) => void,
  ): void {
    const party = parseCallee(keyed);
    if (!party.ok) return done(party);
    const called = party.value;
    this.#options.facts.find(account, called.e164, (facts) => {
      // Who cannot be looked up now is looked up again when the call is made.
      if (facts === 'unavailable') return done(party);
      const request = { account, conference: undefined, called, purpose: 'invitation' } as const;
      const code = this.#barOf(request, facts);
      done(code === undefined ? party : fail({ code }));
    });
  }

  #barOf({ account, called, purpose }: OutboundRequest, { payer, optedOut }: CallFacts): BarCode | undefined {
    if (account !== undefined && payer === undefined) return 'OUTGOING_STOPPED';
    const { rules, priceOf } = this.#options;
    const priced = priceOf(called.e164) !== undefined;
    return barOf({ e164: called.e164, purpose, payer, priced, optedOut }, rules);
  }

  /** A trunk at its rate has room again within a second: only one that is full is passed over. */
  #plansFor(request: OutboundRequest): readonly OutboundPlan[] {
    const { account, called } = request;
    const { trunks, load, clock } = this.#options;
    if (this.#linesLeft(request) < 1) return [];
    const nowMs = clock.now();
    const isUsable = (trunk: Trunk): boolean =>
      this.#isReachable(trunk) && load.capOf(trunk, nowMs) !== 'CALLS_AT_ONCE';
    return plansFor({ account, calledE164: called.e164 }, trunks.all, isUsable);
  }

  /** Of all trunks together that calls can go out on. */
  #linesLeft(request: OutboundRequest): number {
    const { trunks, load, linesHeldFrom } = this.#options;
    const usable = trunks.all.filter((trunk) => trunk.enabled && this.#isReachable(trunk));
    const caps = usable.map(({ outbound }) => outbound.callsMax);
    const linesMax = caps.includes(0) ? 0 : caps.reduce((sum, cap) => sum + cap, 0);
    const taken = usable.reduce((sum, { id }) => sum + load.callsOf(id), 0);
    return usable.length === 0 ? 0 : linesLeft(taken, linesHeldFrom(request), linesMax);
  }

  #takeQuota(request: OutboundRequest, facts: CallFacts, plans: readonly OutboundPlan[], done: Done): void {
    const { quota, priceOf, clock } = this.#options;
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
      if (place.error.code === 'UNAVAILABLE') return this.#storeDown(done);
      this.#bar(request, place.error.code, done);
    });
  }

  #planned(plans: readonly OutboundPlan[], place: QuotaPlace | undefined, done: Done): void {
    this.counters.add('planned');
    done(ok(this.#callOf(plans, place)));
  }

  #callOf(plans: readonly OutboundPlan[], place: QuotaPlace | undefined): OutboundCall {
    const { watch, load, clock, secretOf } = this.#options;
    /** Whose trunk holds a place for this call. */
    let held: OutboundPlan | undefined;
    /** On whose rate it has had its turn. */
    let turn: Trunk | undefined;
    let isOver = false;
    let sentMs = clock.now();
    return {
      plans,
      takeTurn: () => {
        const trunk = plans[0]?.trunk;
        const waitMs = trunk === undefined ? 0 : load.takeTurn(trunk, clock.now());
        if (waitMs === 0) turn = trunk;
        return waitMs;
      },
      enter: (plan, unreachable) => {
        if (isOver) return false;
        if (held !== undefined) {
          load.leave(held.trunk.id);
          if (unreachable) watch.called(held.trunk.id, 'unreachable');
          this.counters.add('failedOver');
          held = undefined;
        }
        const { trunk } = plan;
        if (!this.#isReachable(trunk) || load.enter(trunk, clock.now(), trunk === turn) !== undefined) {
          this.counters.add('trunkFull');
          return false;
        }
        held = plan;
        sentMs = clock.now();
        this.history.sent(plan.trunk.id);
        return true;
      },
      targetsOf: ({ trunk }) => watch.targetsOf(trunk),
      passwordOf: ({ trunk }) => {
        const name = trunk.outbound.credentials?.secret;
        return name === undefined ? undefined : secretOf(name);
      },
      rang: () => {
        if (held !== undefined) this.history.rang(held.trunk.id, clock.now() - sentMs);
      },
      over: (how, spokenMs) => {
        if (isOver) return;
        isOver = true;
        if (held !== undefined) load.leave(held.trunk.id);
        if (held !== undefined && how === 'answered') this.history.answered(held.trunk.id);
        // Busy, rejected or given up tells nothing of the trunk, and an answer of long ago not of now.
        const tells = how === 'unreachable' || (how === 'answered' && spokenMs < FRESH_MS);
        if (held !== undefined && tells) watch.called(held.trunk.id, how);
        place?.over(spokenMs, clock.utcNow());
      },
    };
  }

  /** Nobody can tell who may be called: congested, and worth another try. */
  #storeDown(done: Done): void {
    this.counters.add('storeDown');
    done(fail({ code: 'NO_TRUNK' }));
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
