import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import type { ConferenceId, IdMaker, OperatorId, ParticipantId } from '../base/ids.js';
import { later, type MonotonicMs } from '../base/units.js';
import { SYSTEM } from '../conference/commands.js';
import type { Fact } from '../conference/events.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { ConferenceRunner } from './conference-runner.js';
import type { OperatorLine, OperatorRequest } from './ports.js';

export interface Operator {
  readonly id: OperatorId;
  readonly called: CalledParty;
}

export interface OperatorRunnerOptions {
  readonly conferences: ConferenceRunner;
  readonly ids: IdMaker;
  readonly clock: Clock;
  /** Who is on duty now, in the order in which they are called. */
  readonly onDuty: () => readonly Operator[];
  /** A request that nobody took for so long is given up. */
  readonly waitMs: number;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** Somebody who waits for an operator. */
interface Waiting {
  readonly request: OperatorRequest;
  readonly untilMs: MonotonicMs;
  /** Called for it already, in this round. */
  readonly tried: Set<OperatorId>;
  /** Being called for it now. */
  calling: ParticipantId | undefined;
}

interface Busy {
  readonly operator: OperatorId;
  readonly conference: ConferenceId;
}

/** When all have been tried in vain, they are tried again after this. */
const NEXT_ROUND_MS = 5_000;

/** Finds an operator for who presses `*0`: one after another is called, first come, first served [S14]. */
export class OperatorRunner implements OperatorLine {
  readonly counters = new Counters(['wanted', 'called', 'noneOnDuty', 'noneInTime']);
  readonly #options: OperatorRunnerOptions;
  readonly #queue = new Map<ParticipantId, Waiting>();
  /** Operators who are being called or speak, by the participant that each is in the conference. */
  readonly #busy = new Map<ParticipantId, Busy>();
  #nextRoundMs: MonotonicMs | undefined;

  constructor(options: OperatorRunnerOptions) {
    this.#options = options;
    options.conferences.serveOperators(this);
    options.conferences.watch(({ conference, fact }) => this.#onFact(conference, fact));
  }

  wanted(request: OperatorRequest): void {
    this.counters.add('wanted');
    const { onDuty, clock, waitMs } = this.#options;
    if (onDuty().length === 0) {
      this.counters.add('noneOnDuty');
      return this.#unavailable(request);
    }
    const untilMs = later(clock.now(), waitMs);
    this.#queue.set(request.participant, { request, untilMs, tried: new Set(), calling: undefined });
    this.#assign();
  }

  /** The conference gives up whoever is being called for it. */
  notWanted(participant: ParticipantId): void {
    this.#queue.delete(participant);
  }

  nextDeadline(): MonotonicMs | undefined {
    // All wait equally long: the first is due first.
    const [first] = this.#queue.values();
    const [roundMs, untilMs] = [this.#nextRoundMs, first?.untilMs];
    if (roundMs === undefined || untilMs === undefined) return roundMs ?? untilMs;
    return roundMs < untilMs ? roundMs : untilMs;
  }

  tick(): void {
    const nowMs = this.#options.clock.now();
    for (const { request, untilMs } of this.#queue.values()) {
      if (nowMs < untilMs) break;
      this.counters.add('noneInTime');
      this.#queue.delete(request.participant);
      this.#unavailable(request);
    }
    if (this.#nextRoundMs === undefined || nowMs < this.#nextRoundMs) return;
    this.#nextRoundMs = undefined;
    for (const { tried } of this.#queue.values()) tried.clear();
    this.#assign();
  }

  #unavailable({ participant, conference }: OperatorRequest): void {
    const { conferences } = this.#options;
    conferences.dispatch({ type: 'operator-unavailable', participant }, conference, SYSTEM);
  }

  #onFact(conference: ConferenceId, fact: Fact): void {
    switch (fact.type) {
      case 'entered':
        for (const [participant, { calling }] of this.#queue)
          if (calling === fact.participant) this.#queue.delete(participant);
        return;
      case 'call-failed':
      case 'left':
        return this.#release(fact.participant);
      case 'closed':
        for (const [participant, busy] of this.#busy)
          if (busy.conference === conference) this.#busy.delete(participant);
        return this.#assign();
      default:
        return;
    }
  }

  #release(operator: ParticipantId): void {
    if (!this.#busy.delete(operator)) return;
    for (const waiting of this.#queue.values()) if (waiting.calling === operator) waiting.calling = undefined;
    this.#assign();
  }

  #assign(): void {
    for (const waiting of this.#queue.values()) {
      if (waiting.calling !== undefined) continue;
      const operator = this.#freeFor(waiting);
      if (operator !== undefined) this.#call(waiting, operator);
      else if (this.#free().length > 0) this.#nextRoundMs ??= later(this.#options.clock.now(), NEXT_ROUND_MS);
    }
    this.#options.rescheduled();
  }

  #freeFor({ tried }: Waiting): Operator | undefined {
    return this.#free().find(({ id }) => !tried.has(id));
  }

  #free(): readonly Operator[] {
    const busy = new Set([...this.#busy.values()].map(({ operator }) => operator));
    return this.#options.onDuty().filter(({ id }) => !busy.has(id));
  }

  #call(waiting: Waiting, { id, called }: Operator): void {
    const { conferences, ids } = this.#options;
    const { participant, conference } = waiting.request;
    const operator = ids.next<ParticipantId>();
    waiting.tried.add(id);
    waiting.calling = operator;
    this.#busy.set(operator, { operator: id, conference });
    this.counters.add('called');
    const { result } = conferences.dispatch(
      { type: 'assign-operator', participant, operator, called },
      conference,
      SYSTEM,
    );
    if (result.ok) return;
    // It has left the queue meanwhile.
    this.#busy.delete(operator);
    this.#queue.delete(participant);
  }
}
