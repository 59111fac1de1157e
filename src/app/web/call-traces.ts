import type {
  CallFilter,
  CallTrace,
  CallTraces,
  MessageTrace,
  TraceResult,
} from '../../api/admin/call-traces.js';
import { TRACE_RESULTS } from '../../api/admin/call-traces.js';
import type { LegId } from '../../base/ids.js';
import { callFailureOf } from '../../call/call-result-of.js';
import type { CallRunner } from '../../call/call-runner.js';
import { ladderOf, tracedOutcome, tracedParties, type TracedOutcome } from '../../sip/io/call-trace.js';
import type { MessageMemory } from '../../sip/io/message-memory.js';
import type { RememberedCall } from '../../sip/io/remembered-call.js';

/** Brings the remembered messages of the calls together with their legs. */
export class RememberedTraces implements CallTraces {
  readonly #messages: Pick<MessageMemory, 'of' | 'newestFirst'>;
  readonly #calls: Pick<CallRunner, 'legOf' | 'live'>;

  constructor(
    messages: Pick<MessageMemory, 'of' | 'newestFirst'>,
    calls: Pick<CallRunner, 'legOf' | 'live'>,
  ) {
    this.#messages = messages;
    this.#calls = calls;
  }

  list(filter: CallFilter, after: string | undefined, limit: number): readonly CallTrace[] {
    const all = this.#messages.newestFirst();
    const start = after === undefined ? 0 : all.findIndex(({ callId }) => callId === after) + 1;
    // What the page before ended with is forgotten: so is all that would follow.
    if (after !== undefined && start === 0) return [];
    const found: RememberedCall[] = [];
    for (let at = start; at < all.length && found.length < limit; at++)
      if (this.#fits(all[at]!, filter)) found.push(all[at]!);
    const described = this.#described();
    return found.map((call) => this.#trace(call, described));
  }

  find(id: string): { readonly call: CallTrace; readonly messages: readonly MessageTrace[] } | undefined {
    const call =
      this.#messages.of(id) ?? this.#messages.newestFirst().find((other) => this.#legOf(other) === id);
    return call && { call: this.#trace(call, this.#described()), messages: ladderOf(call) };
  }

  #fits(call: RememberedCall, { number, trunk, result, leg }: CallFilter): boolean {
    if (trunk !== undefined && call.owner?.trunk !== trunk) return false;
    if (leg !== undefined && this.#legOf(call) !== leg) return false;
    if (number !== undefined && !holdsNumber(call, number)) return false;
    return result === undefined || resultOf(call, tracedOutcome(call)) === result;
  }

  #trace(call: RememberedCall, described: ReadonlyMap<LegId, string>): CallTrace {
    const outcome = tracedOutcome(call);
    const leg = this.#legOf(call);
    return {
      callId: call.callId,
      leg,
      described: leg && described.get(leg),
      ...tracedParties(call),
      trunk: call.owner?.trunk,
      beganMs: call.messages[0]!.atMs,
      endedMs: call.endedMs,
      result: resultOf(call, outcome),
      status: outcome.answered ? 200 : outcome.status,
      messages: call.messages.length,
      leftOut: call.leftOut,
    };
  }

  #described(): ReadonlyMap<LegId, string> {
    return new Map(this.#calls.live().map(({ leg, described }) => [leg, described]));
  }

  #legOf({ owner }: RememberedCall): LegId | undefined {
    return owner && this.#calls.legOf(owner.session);
  }
}

/** Most calls are told apart without reading their INVITE. */
function holdsNumber(call: RememberedCall, number: string): boolean {
  if (!call.messages[0]!.text.includes(number)) return false;
  const { from, to } = tracedParties(call);
  return from.includes(number) || to.includes(number);
}

function resultOf({ isLive }: RememberedCall, outcome: TracedOutcome): TraceResult {
  const { answered, rang, status, q850Cause } = outcome;
  if (isLive) return answered ? 'up' : 'calling';
  if (answered) return 'answered';
  const { result } = callFailureOf({ status, q850Cause, rang });
  return TRACE_RESULTS.find((one) => one === result) ?? 'failed';
}
