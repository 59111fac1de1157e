import type { LegClosed } from '../../src/billing/leg-record.js';

/** What was seen of one call on the wire, at the server's edge. */
export interface WireCall {
  answeredMs?: number;
  ackedMs?: number;
  byeMs?: number;
  byeBy?: 'caller' | 'us';
  finalStatus?: number;
}

/** The media path loses its last packet some time before the engine says so; it counts in beats. */
const BEAT_MS = 20;

/**
 * Watches the SIP that reaches and leaves the server, with nothing of the server's own parser, and keeps for
 * each call the instants that its record must tell [S48].
 */
export class WireTimeline {
  readonly calls = new Map<string, WireCall>();

  in(text: string, nowMs: number): void {
    const call = this.#call(text);
    const method = text.slice(0, text.indexOf(' '));
    if (method === 'BYE') this.#bye(call, 'caller', nowMs);
    // A re-INVITE tells that our 200 has come as well as its ACK (RFC 5407 §3.1.4).
    const isReinvite = method === 'INVITE' && /^To:.*;tag=/im.test(text);
    if ((method === 'ACK' || isReinvite) && call.answeredMs !== undefined) call.ackedMs ??= nowMs;
  }

  out(text: string, nowMs: number): void {
    const call = this.#call(text);
    if (text.startsWith('BYE ')) return this.#bye(call, 'us', nowMs);
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
    if (status < 200 || !/^CSeq: *\d+ +INVITE/im.test(text)) return;
    call.finalStatus ??= status;
    if (status < 300) call.answeredMs ??= nowMs;
  }

  /** What the record of a call should say of its length; undefined: it cannot be told from the wire. */
  durationMs({ reason }: LegClosed, callId: string, lastPacketMs: number | undefined): number | undefined {
    const { answeredMs, ackedMs, byeMs } = this.calls.get(callId) ?? {};
    if (answeredMs === undefined) return 0;
    const endMs = reason === 'media-lost' ? lastPacketMs : byeMs;
    if (ackedMs === undefined || (byeMs !== undefined && ackedMs > byeMs)) return 0;
    return endMs === undefined ? undefined : Math.max(0, endMs - answeredMs);
  }

  /** How far the record may be from the wire. */
  toleranceMs({ reason }: LegClosed): number {
    return reason === 'media-lost' ? BEAT_MS : 0;
  }

  #bye(call: WireCall, by: 'caller' | 'us', nowMs: number): void {
    if (call.byeMs !== undefined) return;
    call.byeMs = nowMs;
    call.byeBy = by;
  }

  #call(text: string): WireCall {
    const callId = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
    let call = this.calls.get(callId);
    if (call === undefined) this.calls.set(callId, (call = {}));
    return call;
  }
}
