import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import { stackOf } from '../base/errors.js';
import type { ConferenceId, ParticipantId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Result } from '../base/result.js';
import { later, type MonotonicMs } from '../base/units.js';
import { SYSTEM, type CommandBody } from '../conference/commands.js';
import type { ConferenceDefinition } from '../conference/definition.js';
import type { BarCode, CallFailure, CallResult } from '../dialing/call-result.js';
import type { OutboundRequest } from '../dialing/outbound-plan.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import { greetingFlow } from '../ivr/greeting-flow.js';
import type { ConferenceRunner, DialEffect, GiveUpEffect } from './conference-runner.js';
import { PacedLines } from './paced-lines.js';
import type { OutgoingCall, OutgoingCalls } from './outgoing-calls.js';
import type { Outbound, OutboundCall } from './ports.js';

export interface DiallerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly conferences: ConferenceRunner;
  readonly outbound: Outbound;
  readonly calls: OutgoingCalls;
  readonly pace: DialPace;
  readonly keyTimes: KeyTimes;
  /** 「不再接收此类来电请按9」 [S41] */
  readonly offersOptOut: boolean;
  readonly rescheduled: () => void;
}

export interface DialPace {
  /** Of one conference [S35]; a trunk's own rate can be lower. */
  readonly perSecond: number;
  /** Calls that may wait at once, of all conferences. */
  readonly waitingMax: number;
}

export const DEFAULT_DIAL_PACE: DialPace = { perSecond: 10, waitingMax: 10_000 };

/** An invitation from its dialling to its one end: `enter`, or `call-failed`. */
interface Dial {
  readonly effect: DialEffect;
  readonly definition: ConferenceDefinition;
  /** `waiting` for its turn, `planning` until it is known how it goes out, `gated` until its trunk may. */
  state: 'waiting' | 'planning' | 'gated' | 'calling' | 'ended';
  outbound: OutboundCall | undefined;
  call: OutgoingCall | undefined;
  /** It may be hearing its farewell. */
  isGivenUp: boolean;
}

/** A plan that has not come by then does not come. */
const PLAN_MS_MAX = 15_000;
/** An operator who does not take the phone soon leaves the caller to the next one [S14]. */
const OPERATOR_RING_MS_MAX = 20_000;

/**
 * Calls the parties that the conferences invite, the group of each at a pace, and tells what becomes of each:
 * always exactly one end.
 */
export class Dialler {
  readonly counters = new Counters(['dialled', 'queueFull', 'planTimeouts', 'faults']);
  readonly #options: DiallerOptions;
  readonly #dials = new Map<ParticipantId, Dial>();
  /** Until the pace of the conference allows it. */
  readonly #turns: PacedLines<ConferenceId, Dial>;
  /** Until the rate of the trunk allows it. */
  readonly #gates: PacedLines<string, Dial>;
  readonly #planning = new DeadlineQueue<Dial>();
  #stopped = false;

  constructor(options: DiallerOptions) {
    this.#options = options;
    this.#turns = new PacedLines(options.pace.waitingMax);
    this.#gates = new PacedLines(options.pace.waitingMax);
  }

  /** Calls that have no leg yet. */
  get waiting(): number {
    return this.#turns.size + this.#gates.size + this.#planning.size;
  }

  dial(effect: DialEffect): void {
    const { conferences, clock } = this.#options;
    const { conference, participant } = effect;
    const definition = conferences.service.state(conference)?.definition;
    // Closed by what was decided after it: there is nobody left to tell.
    if (definition === undefined) return;
    const dial: Dial = {
      effect,
      definition,
      state: 'waiting',
      outbound: undefined,
      call: undefined,
      isGivenUp: false,
    };
    this.#dials.set(participant, dial);
    if (this.#stopped) return this.#end(dial, failed('failed', 41));
    const nowMs = clock.now();
    if (isAwaited(dial)) this.#plan(dial, nowMs);
    else if (!this.#turns.add(conference, dial, nowMs)) return this.#tooMany(dial);
    this.tick();
  }

  giveUp({ participant, farewell, language }: Omit<GiveUpEffect, 'type'>): void {
    const dial = this.#dials.get(participant);
    if (dial === undefined || dial.isGivenUp) return;
    dial.isGivenUp = true;
    if (dial.call !== undefined) dial.call.giveUp(farewell, language);
    else this.#end(dial, failed('cancelled', 16));
  }

  /** It has given up its invitations; what it may have left is given up here. */
  conferenceClosed(conference: ConferenceId): void {
    for (const { effect, definition } of this.#dials.values()) {
      const { participant } = effect;
      const { language } = definition;
      if (effect.conference === conference) this.giveUp({ participant, farewell: undefined, language });
    }
  }

  /** No call is made any more; those that wait are over. */
  stop(): void {
    this.#stopped = true;
    for (const dial of this.#dials.values()) {
      if (dial.call === undefined) this.#end(dial, failed('cancelled', 41));
    }
  }

  nextDeadline(): MonotonicMs | undefined {
    const due = [this.#turns.nextDeadline(), this.#gates.nextDeadline(), this.#planning.next()];
    return due.reduce((first, next) =>
      first === undefined || (next !== undefined && next < first) ? next : first,
    );
  }

  tick(): void {
    const nowMs = this.#options.clock.now();
    const { perSecond } = this.#options.pace;
    for (;;) {
      const dial = this.#turns.take(nowMs, () => perSecond);
      if (dial === undefined) break;
      this.#plan(dial, nowMs);
    }
    for (;;) {
      // The turn is taken here, where it was waited for: who comes to the trunk a little late has it still.
      const dial = this.#gates.take(
        nowMs,
        ({ outbound }) => trunkRateOf(outbound),
        ({ outbound }) => outbound?.takeTurn() ?? 0,
      );
      if (dial === undefined) break;
      this.#hold(dial, false);
      this.#guarded(dial, () => this.#place(dial));
    }
    for (let late = this.#planning.take(nowMs); late !== undefined; late = this.#planning.take(nowMs)) {
      this.counters.add('planTimeouts');
      this.#end(late, failed('failed', 41));
    }
    this.#options.rescheduled();
  }

  #plan(dial: Dial, nowMs: MonotonicMs): void {
    dial.state = 'planning';
    this.#planning.set(dial, later(nowMs, PLAN_MS_MAX));
    this.#guarded(dial, () => {
      this.#options.outbound.plan(requestOf(dial), (plans) =>
        this.#guarded(dial, () => this.#onPlans(dial, plans)),
      );
    });
  }

  #onPlans(dial: Dial, plans: Result<OutboundCall, { readonly code: BarCode }>): void {
    this.#planning.delete(dial);
    if (dial.state !== 'planning') {
      // Given up meanwhile, or too late: the place among the limits is free again.
      if (plans.ok) plans.value.over('failed', 0);
      return;
    }
    if (plans.ok) return this.#gate(dial, plans.value);
    const { code: bar } = plans.error;
    const result: CallResult = bar === 'NO_TRUNK' ? 'congested' : 'barred';
    this.#end(dial, { ...failed(result, result === 'barred' ? 21 : 34), bar });
  }

  /** One of a group at a time waits for a trunk, so that each conference has its turn there too. */
  #gate(dial: Dial, outbound: OutboundCall): void {
    dial.outbound = outbound;
    const trunk = outbound.plans[0]?.trunk;
    if (trunk === undefined || trunkRateOf(outbound) === 0) return this.#place(dial);
    if (!this.#gates.add(trunk.id, dial, this.#options.clock.now(), isAwaited(dial)))
      return this.#tooMany(dial);
    dial.state = 'gated';
    this.#hold(dial, true);
    this.tick();
  }

  #hold(dial: Dial, held: boolean): void {
    if (!isAwaited(dial)) this.#turns.hold(dial.effect.conference, held, this.#options.clock.now());
  }

  #tooMany(dial: Dial): void {
    this.counters.add('queueFull');
    this.#end(dial, failed('congested', 34));
  }

  #place(dial: Dial): void {
    const { outbound } = dial;
    if (outbound === undefined) return;
    // From here on its place among the limits is the call's own.
    dial.outbound = undefined;
    dial.state = 'calling';
    this.counters.add('dialled');
    try {
      dial.call = this.#call(dial, outbound);
    } catch (thrown) {
      outbound.over('failed', 0);
      throw thrown;
    }
  }

  #call(dial: Dial, outbound: OutboundCall): OutgoingCall {
    const { keyTimes, offersOptOut: optOut } = this.#options;
    const { participant, called, language, greeting } = dial.effect;
    const answeredByHand = called.browser !== undefined;
    const tell = (command: CommandBody): void => this.#tell(dial, command);
    return this.#options.calls.place(
      {
        called,
        outbound,
        service: greeting === 'operator' ? 'operator' : dial.definition.kind,
        ringMs: ringMsOf(dial.effect),
        language,
        invited: dial.effect,
        flowOf: (plays) => greetingFlow(greeting, { language, keyTimes, plays, optOut, answeredByHand }),
      },
      {
        ringing: (leg, early) => tell({ type: 'call-ringing', participant, leg, early }),
        ready: (leg) => tell({ type: 'call-answered', participant, leg }),
        seated: () => this.#forget(dial),
        over: (failure) => this.#end(dial, failure),
      },
    );
  }

  /** Not in, whatever the reason: told once. */
  #end(dial: Dial, failure: CallFailure): void {
    if (dial.state === 'ended') return;
    // Nobody was called: the place among the limits is free again.
    dial.outbound?.over('failed', 0);
    this.#forget(dial);
    const { participant } = dial.effect;
    this.#tell(dial, { type: 'call-failed', participant, failure });
  }

  #forget(dial: Dial): void {
    const { participant, conference } = dial.effect;
    this.#planning.delete(dial);
    if (dial.state === 'waiting') this.#turns.remove(conference, dial);
    if (dial.state === 'gated') {
      this.#gates.remove(dial.outbound?.plans[0]?.trunk.id ?? '', dial);
      this.#hold(dial, false);
    }
    dial.state = 'ended';
    if (this.#dials.get(participant) === dial) this.#dials.delete(participant);
  }

  #tell({ effect }: Dial, command: CommandBody): void {
    this.#options.conferences.dispatch(command, effect.conference, SYSTEM);
  }

  #guarded(dial: Dial, work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.error(
        { participant: dial.effect.participant, error: stackOf(thrown) },
        'fault of a call that was to be made',
      );
      this.#end(dial, failed('failed', 41));
    }
  }
}

const failed = (result: CallResult, q850Cause: number): CallFailure => ({
  result,
  sipStatus: 0,
  q850Cause,
});

/** Somebody waits for this very call: it takes no turn of its conference, and goes first at its trunk. */
const isAwaited = ({ effect: { greeting } }: Dial): boolean =>
  greeting !== 'invited' && greeting !== 'press-1';

/** Calls in a second that its first trunk takes; 0: as many as come. */
const trunkRateOf = (outbound: OutboundCall | undefined): number =>
  outbound?.plans[0]?.trunk.outbound.callsPerSecondMax ?? 0;

const ringMsOf = ({ greeting, ringMs }: DialEffect): number =>
  greeting === 'operator' ? Math.min(ringMs, OPERATOR_RING_MS_MAX) : ringMs;

/** An operator's call is the house's own. */
function requestOf({ effect, definition }: Dial): OutboundRequest {
  const { called, conference, greeting } = effect;
  if (greeting === 'operator') return { account: undefined, conference, called, purpose: 'operator' };
  const host = greeting === 'host' || greeting === 'host-again';
  return { account: definition.account, conference, called, purpose: host ? 'host' : 'invitation' };
}
