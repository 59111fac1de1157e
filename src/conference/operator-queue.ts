import { BoundedMap } from '../base/bounded-map.js';
import { Counters } from '../base/counters.js';
import type { ConferenceId, OperatorId, ParticipantId } from '../base/ids.js';
import { later, type MonotonicMs } from '../base/units.js';
import type { CalledParty } from '../dialing/called-party.js';

/** 人工坐席 who takes requests by phone. */
export interface OperatorOnDuty {
  readonly id: OperatorId;
  readonly called: CalledParty;
  /** Minutes of the house's local day; over midnight when it closes before it opens. Undefined: always. */
  readonly hours?: { readonly openMinute: number; readonly closeMinute: number };
}

export interface OperatorRules {
  /** A request that nobody has answered for so long is given up [S14]. */
  readonly waitMs: number;
  /** When nobody is left who was not tried in vain, the round begins again after so long. */
  readonly retryMs: number;
  readonly requestsMax: number;
}

export const DEFAULT_OPERATOR_RULES: OperatorRules = { waitMs: 120_000, retryMs: 10_000, requestsMax: 1_000 };

export type OperatorInput =
  /** Who is on duty, in the order in which they are tried; calls that are up go on. */
  | { readonly type: 'duty'; readonly operators: readonly OperatorOnDuty[] }
  | { readonly type: 'wanted'; readonly conference: ConferenceId; readonly participant: ParticipantId }
  /** The party has returned to its room, or is gone. */
  | { readonly type: 'not-wanted'; readonly participant: ParticipantId }
  /** The operator has pressed 1 and is on the line. */
  | { readonly type: 'answered'; readonly participant: ParticipantId }
  /** The call to the operator, or its line, is over: busy, no answer, hung up. Always once for an `assign`. */
  | { readonly type: 'over'; readonly operator: OperatorId }
  | { readonly type: 'timer' };

export type OperatorEffect =
  /** This operator is to be called onto the line of the party: `assign-operator`. */
  | {
      readonly type: 'assign';
      readonly conference: ConferenceId;
      readonly participant: ParticipantId;
      readonly operator: OperatorId;
      readonly called: CalledParty;
    }
  /** `operator-unavailable` */
  | { readonly type: 'unavailable'; readonly conference: ConferenceId; readonly participant: ParticipantId };

/** When it is, on the clock of the machine and on the wall of the house. */
export interface OperatorTime {
  readonly nowMs: MonotonicMs;
  readonly minuteOfDay: number;
}

interface Request {
  readonly conference: ConferenceId;
  readonly participant: ParticipantId;
  readonly sinceMs: MonotonicMs;
  /** Whose phone rings for it, or who speaks with it. */
  operator: OperatorId | undefined;
  answered: boolean;
  /** Who did not take it in this round. */
  readonly tried: Set<OperatorId>;
  /** The pause before the next round. */
  retryAtMs: MonotonicMs | undefined;
}

/** How requests were answered so far: the answer-time report [S44]. */
export interface AnswerTimes {
  readonly waiting: number;
  readonly answered: number;
  readonly unavailable: number;
  readonly abandoned: number;
  readonly waitMsTotal: number;
  readonly waitMsLongest: number;
}

/**
 * Requests for an operator in the order they came; each rings one free operator after another [S14]. An
 * operator is taken from `assign` to `over`, whatever becomes of the request meanwhile.
 */
export class OperatorQueue {
  readonly counters = new Counters(['wanted', 'answered', 'unavailable', 'abandoned', 'notTaken', 'full']);
  readonly #rules: OperatorRules;
  readonly #requests: BoundedMap<ParticipantId, Request>;
  #onDuty: readonly OperatorOnDuty[] = [];
  /** Who rings or speaks, and for whom; undefined: for a request that is gone. */
  readonly #taken = new Map<OperatorId, ParticipantId | undefined>();
  /** The one who was taken last is tried last. */
  readonly #lastTaken = new Map<OperatorId, number>();
  #assignments = 0;
  #waitMsTotal = 0;
  #waitMsLongest = 0;

  constructor(rules: OperatorRules = DEFAULT_OPERATOR_RULES) {
    this.#rules = rules;
    this.#requests = new BoundedMap(rules.requestsMax);
  }

  handle(input: OperatorInput, time: OperatorTime): readonly OperatorEffect[] {
    const refused = this.#take(input, time);
    return [...refused, ...this.#expire(time), ...this.#assign(time)];
  }

  nextDeadline(): MonotonicMs | undefined {
    let next: MonotonicMs | undefined;
    for (const request of this.#requests.values()) {
      if (request.answered) continue;
      const overMs = later(request.sinceMs, this.#rules.waitMs);
      const { retryAtMs } = request;
      const atMs = retryAtMs !== undefined && retryAtMs < overMs ? retryAtMs : overMs;
      if (next === undefined || atMs < next) next = atMs;
    }
    return next;
  }

  answerTimes(): AnswerTimes {
    const { answered, unavailable, abandoned } = this.counters.snapshot();
    const waiting = [...this.#requests.values()].filter((request) => !request.answered).length;
    const [waitMsTotal, waitMsLongest] = [this.#waitMsTotal, this.#waitMsLongest];
    return { waiting, answered, unavailable, abandoned, waitMsTotal, waitMsLongest };
  }

  describe(): string {
    const { waiting, answered } = this.answerTimes();
    return `operators ${this.#onDuty.length} on duty ${this.#taken.size} taken, ${waiting} waiting ${answered} answered`;
  }

  #take(input: OperatorInput, { nowMs }: OperatorTime): readonly OperatorEffect[] {
    switch (input.type) {
      case 'duty':
        this.#onDuty = input.operators;
        for (const id of this.#lastTaken.keys())
          if (!input.operators.some((operator) => operator.id === id)) this.#lastTaken.delete(id);
        return [];
      case 'wanted':
        return this.#want(input.conference, input.participant, nowMs);
      case 'not-wanted':
        this.#forget(input.participant);
        return [];
      case 'answered':
        this.#answer(input.participant, nowMs);
        return [];
      case 'over':
        this.#free(input.operator);
        return [];
      case 'timer':
        return [];
    }
  }

  #want(conference: ConferenceId, participant: ParticipantId, nowMs: MonotonicMs): readonly OperatorEffect[] {
    this.counters.add('wanted');
    const request: Request = {
      conference,
      participant,
      sinceMs: nowMs,
      operator: undefined,
      answered: false,
      tried: new Set(),
      retryAtMs: undefined,
    };
    if (this.#requests.set(participant, request)) return [];
    this.counters.add('full');
    this.counters.add('unavailable');
    return [{ type: 'unavailable', conference, participant }];
  }

  #answer(participant: ParticipantId, nowMs: MonotonicMs): void {
    const request = this.#requests.get(participant);
    if (request === undefined || request.answered || request.operator === undefined) return;
    request.answered = true;
    const waitMs = nowMs - request.sinceMs;
    this.counters.add('answered');
    this.#waitMsTotal += waitMs;
    this.#waitMsLongest = Math.max(this.#waitMsLongest, waitMs);
  }

  #forget(participant: ParticipantId): void {
    const request = this.#requests.get(participant);
    if (request === undefined) return;
    if (!request.answered) this.counters.add('abandoned');
    this.#drop(request);
  }

  /** Its operator stays taken until its call is over. */
  #drop({ participant, operator }: Request): void {
    this.#requests.delete(participant);
    if (operator !== undefined) this.#taken.set(operator, undefined);
  }

  #free(operator: OperatorId): void {
    const participant = this.#taken.get(operator);
    this.#taken.delete(operator);
    const request = participant === undefined ? undefined : this.#requests.get(participant);
    if (request === undefined) return;
    if (request.answered) {
      this.#requests.delete(request.participant);
      return;
    }
    this.counters.add('notTaken');
    request.operator = undefined;
    request.tried.add(operator);
  }

  /** Waited too long, or nobody is on duty who could ever take it. */
  #expire({ nowMs, minuteOfDay }: OperatorTime): readonly OperatorEffect[] {
    const nobody = !this.#onDuty.some((operator) => isOpen(operator, minuteOfDay));
    const effects: OperatorEffect[] = [];
    for (const request of this.#requests.values()) {
      const { conference, participant, sinceMs, answered, operator } = request;
      const overdue = nowMs >= later(sinceMs, this.#rules.waitMs);
      if (answered || (!overdue && !(nobody && operator === undefined))) continue;
      this.counters.add('unavailable');
      this.#drop(request);
      effects.push({ type: 'unavailable', conference, participant });
    }
    return effects;
  }

  #assign({ nowMs, minuteOfDay }: OperatorTime): readonly OperatorEffect[] {
    const effects: OperatorEffect[] = [];
    const open = this.#onDuty.filter((operator) => isOpen(operator, minuteOfDay));
    for (const request of this.#requests.values()) {
      const pausing = request.retryAtMs !== undefined && nowMs < request.retryAtMs;
      if (request.operator !== undefined || pausing) continue;
      request.retryAtMs = undefined;
      const operator = this.#freeFor(request, open);
      if (operator !== undefined) effects.push(this.#assigned(request, operator));
      else if (request.tried.size > 0) {
        request.retryAtMs = later(nowMs, this.#rules.retryMs);
        request.tried.clear();
      }
    }
    return effects;
  }

  #freeFor({ tried }: Request, open: readonly OperatorOnDuty[]): OperatorOnDuty | undefined {
    const rank = ({ id }: OperatorOnDuty): number => this.#lastTaken.get(id) ?? 0;
    return open
      .filter(({ id }) => !this.#taken.has(id) && !tried.has(id))
      .toSorted((one, other) => rank(one) - rank(other))[0];
  }

  #assigned(request: Request, { id: operator, called }: OperatorOnDuty): OperatorEffect {
    const { conference, participant } = request;
    request.operator = operator;
    this.#taken.set(operator, participant);
    this.#lastTaken.set(operator, ++this.#assignments);
    return { type: 'assign', conference, participant, operator, called };
  }
}

function isOpen({ hours }: OperatorOnDuty, minuteOfDay: number): boolean {
  if (hours === undefined) return true;
  const { openMinute, closeMinute } = hours;
  const afterOpening = minuteOfDay >= openMinute;
  const beforeClosing = minuteOfDay < closeMinute;
  return openMinute <= closeMinute ? afterOpening && beforeClosing : afterOpening || beforeClosing;
}
