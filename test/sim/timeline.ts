import { INTRUDER_TAG } from './intruder.js';
import type { LegClosed } from '../../src/billing/leg-record.js';

/** What was seen of one call on the wire, at the server's edge. */
export interface WireCall {
  /** Of the last INVITE or re-INVITE. */
  inviteCSeq?: number;
  answeredMs?: number;
  /** The first ACK that came before the end. */
  ackedMs?: number;
  byeMs?: number;
  /** Since when a BYE of ours had to wait for the ACK of our last 2xx (RFC 3261 §15). */
  heldFromMs?: number;
  /** Our last 2xx to an INVITE that has no ACK yet, and when the last ACK came. */
  unackedMs?: number | undefined;
  lastAck?: { readonly atMs: number; readonly of2xxMs: number };
}

/** A length that a record may tell. */
export interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
}

const NO_DURATION: DurationRange = { minMs: 0, maxMs: 0 };
/** When the media may have ended. */
export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * Watches the SIP that reaches and leaves the server, with nothing of the server's own parser, and keeps for
 * each call the instants that its record must tell [S48].
 */
export class WireTimeline {
  readonly calls = new Map<string, WireCall>();

  in(text: string, nowMs: number): void {
    if (text.includes(INTRUDER_TAG)) return;
    const call = this.#call(text);
    const method = text.slice(0, text.indexOf(' '));
    if (method === 'BYE') this.#bye(call, nowMs);
    if (isAnswer(text)) call.answeredMs ??= nowMs;
    const cseq = Number(/^CSeq: *(\d+)/im.exec(text)?.[1] ?? 0);
    // The next re-INVITE tells as well as the ACK that our 2xx has come (RFC 5407 §3.1.4).
    const isReinvite = method === 'INVITE' && call.inviteCSeq !== undefined && cseq > call.inviteCSeq;
    if (method === 'INVITE') call.inviteCSeq = cseq;
    if ((method !== 'ACK' && !isReinvite) || call.answeredMs === undefined) return;
    if (call.byeMs === undefined) call.ackedMs ??= nowMs;
    if (call.unackedMs !== undefined) call.lastAck = { atMs: nowMs, of2xxMs: call.unackedMs };
    call.unackedMs = undefined;
  }

  out(text: string, nowMs: number): void {
    const call = this.#call(text);
    if (text.startsWith('BYE ')) return this.#bye(call, nowMs);
    // The answer to a call of ours counts once we have acknowledged it [S48].
    if (text.startsWith('ACK ') && call.answeredMs !== undefined) call.ackedMs ??= nowMs;
    if (!isAnswer(text)) return;
    call.answeredMs ??= nowMs;
    call.unackedMs ??= nowMs;
  }

  /** What the record of a call should say of its length; undefined: it cannot be told from the wire. */
  duration({ reason, hungUpBy }: LegClosed, callId: string, mediaEnd: TimeRange): DurationRange | undefined {
    const { answeredMs, ackedMs, byeMs, heldFromMs } = this.calls.get(callId) ?? {};
    if (answeredMs === undefined || ackedMs === undefined) return NO_DURATION;
    if (byeMs === undefined) return undefined;
    const lastingMs = (endMs: number): number => Math.max(0, endMs - answeredMs);
    if (reason === 'media-lost')
      return { minMs: lastingMs(mediaEnd.fromMs), maxMs: lastingMs(mediaEnd.untilMs) };
    // Our end counts from the decision; the BYE may have waited, or the caller's have come before it.
    return { minMs: lastingMs(hungUpBy === 'us' ? (heldFromMs ?? byeMs) : byeMs), maxMs: lastingMs(byeMs) };
  }

  #bye(call: WireCall, nowMs: number): void {
    if (call.byeMs !== undefined) return;
    call.byeMs = nowMs;
    if (call.unackedMs !== undefined) call.heldFromMs = call.unackedMs;
    else if (call.lastAck?.atMs === nowMs) call.heldFromMs = call.lastAck.of2xxMs;
  }

  #call(text: string): WireCall {
    const callId = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
    let call = this.calls.get(callId);
    if (call === undefined) this.calls.set(callId, (call = {}));
    return call;
  }
}

const isAnswer = (text: string): boolean =>
  text.startsWith('SIP/2.0 2') && /^CSeq: *\d+ +INVITE/im.test(text);
