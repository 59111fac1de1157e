import type { LegId } from '../../base/ids.js';
import type { CallResult } from '../../dialing/call-result.js';

/** The calls whose SIP messages are remembered. */
export interface CallTraces {
  /** Those that began last first, at most `limit`, after the call of this Call-ID. */
  list(filter: CallFilter, after: string | undefined, limit: number): readonly CallTrace[];
  /** By its Call-ID, or by the id of a leg: of several attempts of a leg the last. */
  find(id: string): { readonly call: CallTrace; readonly messages: readonly MessageTrace[] } | undefined;
}

export interface CallFilter {
  /** Part of the number of either party. */
  readonly number?: string | undefined;
  readonly trunk?: string | undefined;
  readonly result?: TraceResult | undefined;
  readonly leg?: string | undefined;
}

/** On its way, up, over after it was answered, or why it was not. */
export const TRACE_RESULTS = [
  'calling',
  'up',
  'answered',
  'busy',
  'no-answer',
  'bad-number',
  'rejected',
  'congested',
  'failed',
  'cancelled',
] as const satisfies readonly ('calling' | 'up' | 'answered' | CallResult)[];
export type TraceResult = (typeof TRACE_RESULTS)[number];

/** One call, from its INVITE on. */
export interface CallTrace {
  readonly callId: string;
  /** Undefined: it was refused before it became one. */
  readonly leg: LegId | undefined;
  /** State and dialogue in one line, while it is up. */
  readonly described: string | undefined;
  readonly direction: 'in' | 'out';
  readonly trunk: string | undefined;
  readonly peer: string;
  readonly from: string;
  readonly to: string;
  readonly beganMs: number;
  readonly endedMs: number | undefined;
  readonly result: TraceResult;
  /** The final answer; 0: none. */
  readonly status: number;
  readonly messages: number;
  /** From the middle, because they were too many. */
  readonly leftOut: number;
}

/** A SIP message as it went over the wire. */
export interface MessageTrace {
  readonly atMs: number;
  readonly direction: 'received' | 'sent';
  readonly peer: string;
  readonly transport: string | undefined;
  readonly startLine: string;
  readonly text: string;
  readonly cut: boolean;
}
