import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import type { AccountId, ConferenceId, IdMaker, OperatorId, ParticipantId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import { SYSTEM } from '../conference/commands.js';
import type { Fact } from '../conference/events.js';
import type { ConferenceRunner } from './conference-runner.js';
import type {
  Operator,
  OverRequest,
  QueuedRequest,
  RequestOutcome,
  TakeOutcome,
} from './operator-request.js';
import type { OperatorLine, OperatorRequest } from './ports.js';

export interface OperatorRunnerOptions {
  readonly conferences: ConferenceRunner;
  readonly ids: IdMaker;
  readonly clock: Clock;
  /** Who is on duty now, in the order in which they are called. */
  readonly onDuty: () => readonly Operator[];
  /** A request that nobody took for so long is given up. */
  readonly waitMs: number;
  /** A request is over, for the answer-time report [S44]. */
  readonly over?: (request: OverRequest) => void;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** Somebody who waits for an operator. */
interface Waiting {
  readonly request: OperatorRequest;
  /** Whose conference it is: the request can end with it, and nobody could tell any more. */
  readonly account: AccountId | undefined;
  readonly askedMs: UtcMs;
  readonly untilMs: MonotonicMs;
  /** Called for it already, in this round. */
  readonly tried: Set<OperatorId>;
  /** Being called for it now. */
  calling: ParticipantId | undefined;
  /** An operator has taken it by hand: nobody else is called for it meanwhile. */
  taken: boolean;
}

interface Speaking {
  readonly conference: ConferenceId;
  readonly askedMs: UtcMs;
  readonly operator: OperatorId | undefined;
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
  readonly #speaking = new Map<ParticipantId, Speaking>();
  readonly #watchers = new Set<() => void>();
  #nextRoundMs: MonotonicMs | undefined;

  constructor(options: OperatorRunnerOptions) {
    this.#options = options;
    options.conferences.serveOperators(this);
    options.conferences.watch(({ conference, fact }) => this.#onFact(conference, fact));
  }

  wanted(request: OperatorRequest): void {
    this.counters.add('wanted');
    const { conferences, onDuty, clock, waitMs } = this.#options;
    const askedMs = clock.utcNow();
    const untilMs = later(clock.now(), waitMs);
    const waiting: Waiting = {
      request,
      account: conferences.service.state(request.conference)?.definition.account,
      askedMs,
      untilMs,
      tried: new Set(),
      calling: undefined,
      taken: false,
    };
    if (onDuty().length === 0) {
      this.counters.add('noneOnDuty');
      this.#over(waiting, 'none-on-duty');
      return this.#unavailable(request);
    }
    this.#queue.set(request.participant, waiting);
    this.#assign();
    this.#changed();
  }

  /** The conference gives up whoever is being called for it. */
  notWanted(participant: ParticipantId): void {
    const waiting = this.#queue.get(participant);
    if (waiting !== undefined) this.#leaveQueue(waiting, 'given-up');
    if (this.#speaking.delete(participant)) this.#changed();
  }

  /** Who waits, the longest first, and who speaks with an operator. */
  requests(): readonly QueuedRequest[] {
    const waiting = [...this.#queue.values()].map(({ request, askedMs, calling }): QueuedRequest => {
      const { conference, participant } = request;
      const operator = calling === undefined ? undefined : this.#busy.get(calling)?.operator;
      return {
        conference,
        participant,
        askedMs,
        state: operator === undefined ? 'waiting' : 'calling',
        operator,
      };
    });
    const speaking = [...this.#speaking].map(([participant, { conference, askedMs, operator }]) => {
      return { conference, participant, askedMs, state: 'speaking', operator } as const;
    });
    return [...waiting, ...speaking];
  }

  /** By hand: this operator's telephone rings, and whoever else is called for it is given up. */
  take(participant: ParticipantId, operator: Operator): TakeOutcome {
    const waiting = this.#queue.get(participant);
    if (waiting === undefined) return 'not-waiting';
    if ([...this.#busy.values()].some((busy) => busy.operator === operator.id)) return 'busy';
    waiting.taken = true;
    const { calling } = waiting;
    if (calling !== undefined) {
      const { conference } = waiting.request;
      // Its failure must not call the next one of the row.
      waiting.calling = undefined;
      this.#options.conferences.dispatch({ type: 'hang-up', participant: calling }, conference, SYSTEM);
    }
    this.#call(waiting, operator);
    this.#options.rescheduled();
    return this.#queue.has(participant) ? 'calling' : 'not-waiting';
  }

  /** The caller goes back into the room; the operator is let go. */
  giveBack(participant: ParticipantId): boolean {
    const conference =
      this.#queue.get(participant)?.request.conference ?? this.#speaking.get(participant)?.conference;
    if (conference === undefined) return false;
    return this.#options.conferences.dispatch({ type: 'step-in', participant }, conference, SYSTEM).result.ok;
  }

  /** Told after each change of the queue; returns how to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Who is on duty, or whose telephone it is, has changed. */
  dutyChanged(): void {
    this.#assign();
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
    for (const waiting of this.#queue.values()) {
      if (nowMs < waiting.untilMs) break;
      this.counters.add('noneInTime');
      this.#leaveQueue(waiting, 'none-in-time');
      this.#unavailable(waiting.request);
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
        for (const waiting of this.#queue.values())
          if (waiting.calling === fact.participant) this.#answered(waiting, fact.participant);
        return;
      case 'call-failed':
      case 'left':
        return this.#release(fact.participant);
      case 'closed':
        this.#conferenceClosed(conference);
        return this.#assign();
      default:
        return;
    }
  }

  #release(operator: ParticipantId): void {
    if (!this.#busy.delete(operator)) return;
    for (const waiting of this.#queue.values()) {
      if (waiting.calling !== operator) continue;
      waiting.calling = undefined;
      waiting.taken = false;
    }
    this.#assign();
    this.#changed();
  }

  #answered(waiting: Waiting, operator: ParticipantId): void {
    const { conference, participant } = waiting.request;
    const { askedMs } = waiting;
    this.#speaking.set(participant, { conference, askedMs, operator: this.#busy.get(operator)?.operator });
    this.#leaveQueue(waiting, 'answered');
  }

  #conferenceClosed(conference: ConferenceId): void {
    for (const [participant, busy] of this.#busy)
      if (busy.conference === conference) this.#busy.delete(participant);
    for (const waiting of this.#queue.values())
      if (waiting.request.conference === conference) this.#leaveQueue(waiting, 'given-up');
    for (const [participant, speaking] of this.#speaking)
      if (speaking.conference === conference) this.#speaking.delete(participant);
    this.#changed();
  }

  #leaveQueue(waiting: Waiting, outcome: RequestOutcome): void {
    // A call that fails at once may have ended it already.
    if (!this.#queue.delete(waiting.request.participant)) return;
    this.#over(waiting, outcome);
    this.#changed();
  }

  #over({ request, account, askedMs, calling }: Waiting, outcome: RequestOutcome): void {
    const { conference, participant } = request;
    const operator = calling === undefined ? undefined : this.#busy.get(calling)?.operator;
    const overMs = this.#options.clock.utcNow();
    this.#options.over?.({ conference, account, participant, askedMs, overMs, outcome, operator });
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #assign(): void {
    for (const waiting of this.#queue.values()) {
      if (waiting.calling !== undefined || waiting.taken) continue;
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
    if (result.ok) return this.#changed();
    // It has left the queue meanwhile.
    this.#busy.delete(operator);
    this.#leaveQueue(waiting, 'given-up');
  }
}
