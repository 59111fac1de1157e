import type { LegClosed, LegEndReason, LegOpened } from '../billing/leg-record.js';
import type { LegId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import type { LegStats, MixerCommand, MixerEvent } from '../mixer/mixer.js';
import type { IncomingInvite, Q850Cause, SessionId, SipCommand, SipEvent } from '../sip/endpoint-api.js';
import type { CallRoute } from './call-router.js';
import { endSignal, refusalSignal, type RefusalCode } from './end-reason.js';
import { MediaSilence } from './media-silence.js';
import type { OfferAnswer } from './offer-answer.js';

/**
 * One leg from INVITE to its stored record: signalling, media and record in step, nothing of the product.
 *
 *   opening    the media leg is being opened; nothing is stored, nothing was answered
 *   recording  the leg record is being stored; 200 OK waits for it [S50]
 *   answered   200 OK was sent; the ACK is awaited
 *   settling   ACKed; the first prompt waits until the media path stands [C23]
 *   up         the caller hears and is heard
 *   closing    the dialog is over; the statistics of the media leg are awaited
 *   closed     the record is handed to the store; the call can be forgotten
 */
type CallState = 'opening' | 'recording' | 'answered' | 'settling' | 'up' | 'closing' | 'closed';

export type CallInput =
  | { readonly type: 'start' }
  | { readonly type: 'sip'; readonly event: Exclude<SipEvent, { type: 'incoming' }> }
  | { readonly type: 'media'; readonly event: MixerEvent }
  | { readonly type: 'opened-stored'; readonly stored: boolean }
  | { readonly type: 'end'; readonly reason: LegEndReason }
  | { readonly type: 'timer' };

export type CallEffect =
  | { readonly type: 'sip'; readonly command: SipCommand }
  | { readonly type: 'mixer'; readonly command: MixerCommand }
  /** To be stored, then answered with `opened-stored`. */
  | { readonly type: 'store-opened'; readonly opened: LegOpened }
  | { readonly type: 'store-dialog'; readonly dialog: string }
  | { readonly type: 'store-closed'; readonly closed: LegClosed }
  /** The caller may be spoken to. */
  | { readonly type: 'ready' }
  /** The leg has left whatever it was in. Said once, also for a call that was never ready. */
  | { readonly type: 'over'; readonly reason: LegEndReason }
  /** Nothing more will come. */
  | { readonly type: 'closed' };

export interface CallFacts {
  readonly leg: LegId;
  readonly session: SessionId;
  readonly invite: IncomingInvite;
  readonly route: CallRoute;
  readonly node: string;
  readonly epoch: number;
  /** From the ACK to `ready`, so that the first syllable is not cut [C23]. */
  readonly firstPromptDelayMs: number;
}

interface Ending {
  readonly reason: LegEndReason;
  readonly hungUpBy: 'peer' | 'us';
  readonly status: number;
  readonly cause: number;
  readonly atMs: MonotonicMs;
  readonly utcMs: UtcMs;
}

const NO_STATS: LegStats = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  packetsLate: 0,
  packetsDuplicate: 0,
  packetsForeign: 0,
  framesConcealed: 0,
  jitterMs: 0,
  driftPpm: 0,
  roundTripMs: undefined,
  remoteLost: undefined,
  mos: 0,
};

export class CallMachine {
  readonly facts: CallFacts;
  readonly #media: OfferAnswer;
  #state: CallState = 'opening';
  #ringUtcMs: UtcMs | undefined;
  #answeredMs: MonotonicMs | undefined;
  #acked = false;
  #row: 'none' | 'pending' | 'stored' = 'none';
  #stats: LegStats | undefined;
  #answerSdp = '';
  #readyAtMs: MonotonicMs | undefined;
  readonly #silence = new MediaSilence();
  #ending: Ending | undefined;

  constructor(facts: CallFacts, media: OfferAnswer) {
    this.facts = facts;
    this.#media = media;
  }

  get state(): CallState {
    return this.#state;
  }

  /** From our 200 OK to the end. */
  get isAnswered(): boolean {
    return this.#state === 'answered' || this.#state === 'settling' || this.#state === 'up';
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#state === 'settling' ? this.#readyAtMs : undefined;
  }

  describe(): string {
    const { route, leg } = this.facts;
    return `call ${leg} ${route.service.service} on ${route.trunk}: ${this.#state}`;
  }

  handle(input: CallInput, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    switch (input.type) {
      case 'start':
        return this.#start(utcMs);
      case 'sip':
        return this.#onSip(input.event, nowMs, utcMs);
      case 'media':
        return this.#onMedia(input.event, nowMs, utcMs);
      case 'opened-stored':
        return this.#onStored(input.stored, nowMs, utcMs);
      case 'end':
        return this.#end(input.reason, nowMs, utcMs);
      case 'timer':
        return this.#onTimer(nowMs);
    }
  }

  #start(utcMs: UtcMs): readonly CallEffect[] {
    this.#ringUtcMs = utcMs;
    const { session, leg } = this.facts;
    return [
      { type: 'sip', command: { type: 'progress', session, status: 180 } },
      this.#mixer({ type: 'open-leg', leg, media: this.#media.media }),
    ];
  }

  #onMedia(event: MixerEvent, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    switch (event.type) {
      case 'leg-opened':
        return this.#onLegOpened(event.port, utcMs);
      case 'leg-refused':
        this.#stats = NO_STATS;
        return [...this.#refuse(event.code, nowMs, utcMs), ...this.#recordWhenKnown()];
      case 'leg-closed':
        return this.#onLegClosed(event.stats);
      case 'leg-failed':
        return this.#end('fault', nowMs, utcMs);
      case 'media-silent':
        return this.#onMediaSilent(event.silentMs, nowMs, utcMs);
      default:
        return [];
    }
  }

  #onMediaSilent(silentMs: number, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    if (this.#silence.reported(silentMs, nowMs) === 'end') return this.#endLost(nowMs, utcMs);
    return [{ type: 'sip', command: { type: 'probe', session: this.facts.session } }];
  }

  /** Charged to its last packet [S48]. */
  #endLost(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    return this.#end('media-lost', nowMs, utcMs, this.#silence.lastedMs(nowMs));
  }

  #onLegOpened(port: number, utcMs: UtcMs): readonly CallEffect[] {
    if (this.#state !== 'opening') return [];
    this.#answerSdp = this.#media.describe(port);
    this.#state = 'recording';
    this.#row = 'pending';
    return [{ type: 'store-opened', opened: this.#opened(utcMs) }];
  }

  #opened(utcMs: UtcMs): LegOpened {
    const { leg, node, epoch, invite, route } = this.facts;
    return {
      leg,
      node,
      epoch,
      trunk: route.trunk,
      direction: 'in',
      callingNumber: route.caller.delivered,
      callingE164: route.caller.e164,
      calledNumber: route.called.delivered,
      calledE164: route.called.e164,
      service: route.service.service,
      sipCallId: invite.callId,
      dialog: JSON.stringify(invite.dialog),
      ringMs: this.#ringUtcMs ?? utcMs,
      answerMs: utcMs,
      codec: this.#media.media?.codec ?? '',
      ptimeMs: this.#media.media?.ptimeMs ?? 0,
    };
  }

  #onStored(stored: boolean, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    this.#row = stored ? 'stored' : 'none';
    // The caller may have given up while the row was on its way: then it is closed at once.
    if (this.#state === 'closing') return this.#recordWhenKnown();
    if (!stored) return this.#refuse('STORE_UNAVAILABLE', nowMs, utcMs);
    this.#state = 'answered';
    this.#answeredMs = nowMs;
    return [{ type: 'sip', command: { type: 'accept', session: this.facts.session, sdp: this.#answerSdp } }];
  }

  #onSip(
    event: Exclude<SipEvent, { type: 'incoming' }>,
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[] {
    switch (event.type) {
      case 'confirmed':
        return this.#onConfirmed(event.sdp, nowMs, utcMs);
      case 'reinvite':
        return this.#onReinvite(event.sdp);
      case 'reinvite-confirmed':
        return event.sdp === undefined ? [] : this.#applyAnswer(event.sdp, nowMs, utcMs);
      case 'target-refreshed':
        return [{ type: 'store-dialog', dialog: JSON.stringify(event.dialog) }];
      case 'probed':
        return event.alive ? [] : this.#endLost(nowMs, utcMs);
      case 'ended':
        return this.#onEnded(event, nowMs, utcMs);
      default:
        return [];
    }
  }

  #onConfirmed(sdp: string | undefined, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    if (this.#state !== 'answered') return [];
    this.#acked = true;
    this.#state = 'settling';
    this.#readyAtMs = later(nowMs, this.facts.firstPromptDelayMs);
    if (sdp !== undefined) return this.#applyAnswer(sdp, nowMs, utcMs);
    // RFC 3261 §13.2.2.4: the ACK had to bring the answer to our offer. There is nobody to send media to.
    return this.#media.media === undefined ? this.#end('rejected', nowMs, utcMs) : [];
  }

  #applyAnswer(sdp: string, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const applied = this.#media.applyAnswer(sdp);
    if (!applied.ok) return this.#end('rejected', nowMs, utcMs);
    return [this.#mixer({ type: 'update-leg', leg: this.facts.leg, media: applied.value })];
  }

  #onReinvite(sdp: string | undefined): readonly CallEffect[] {
    const { session, leg } = this.facts;
    if (sdp === undefined) {
      return [{ type: 'sip', command: { type: 'accept-reinvite', session, sdp: this.#media.offerAgain() } }];
    }
    const answered = this.#media.receiveOffer(sdp);
    if (!answered.ok) return [{ type: 'sip', command: { type: 'reject-reinvite', session, status: 488 } }];
    return [
      this.#mixer({ type: 'update-leg', leg, media: answered.value }),
      { type: 'sip', command: { type: 'accept-reinvite', session, sdp: this.#media.answer() } },
    ];
  }

  #onTimer(nowMs: MonotonicMs): readonly CallEffect[] {
    if (this.#state !== 'settling' || this.#readyAtMs === undefined || nowMs < this.#readyAtMs) return [];
    this.#state = 'up';
    return [{ type: 'ready' }];
  }

  /** Ended by the peer or by the network. */
  #onEnded(
    event: Extract<SipEvent, { type: 'ended' }>,
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[] {
    const reason: LegEndReason =
      event.by === 'cancel' ? 'cancelled' : event.by === 'peer' ? 'hung-up' : 'no-ack';
    const hungUpBy = event.by === 'peer' || event.by === 'cancel' ? 'peer' : 'us';
    const cause = event.cause?.cause ?? endSignal(reason).cause;
    return this.#close({ reason, hungUpBy, status: event.status ?? 200, cause, atMs: nowMs, utcMs });
  }

  /** Ended by us: BYE when it was answered, a final refusal before. The silence at its end counts no time [S48]. */
  #end(reason: LegEndReason, nowMs: MonotonicMs, nowUtcMs: UtcMs, silentMs = 0): readonly CallEffect[] {
    if (this.#ending !== undefined) return [];
    const { status, cause } = endSignal(reason);
    const talkedMs = this.#answeredMs === undefined ? 0 : nowMs - this.#answeredMs;
    const uncountedMs = Math.min(silentMs, talkedMs);
    const atMs = later(nowMs, -uncountedMs);
    const utcMs = (nowUtcMs - uncountedMs) as UtcMs;
    const closing = this.#close({ reason, hungUpBy: 'us', status, cause, atMs, utcMs });
    return [this.#hangUp(status, { cause }), ...closing];
  }

  /** The media side or the store cannot take the call. */
  #refuse(code: RefusalCode, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    if (this.#ending !== undefined) return [];
    const { status, cause } = refusalSignal(code);
    const closing = this.#close({ reason: 'rejected', hungUpBy: 'us', status, cause, atMs: nowMs, utcMs });
    return [this.#hangUp(status, { cause }), ...closing];
  }

  #hangUp(status: number, cause: Q850Cause): CallEffect {
    const { session } = this.facts;
    const command: SipCommand =
      this.#answeredMs === undefined
        ? { type: 'reject', session, status, cause }
        : { type: 'bye', session, cause };
    return { type: 'sip', command };
  }

  #close(ending: Ending): readonly CallEffect[] {
    if (this.#ending !== undefined) return [];
    this.#ending = ending;
    this.#state = 'closing';
    const over: CallEffect = { type: 'over', reason: ending.reason };
    // A leg that was refused, or is closed already, has its statistics and nothing to close.
    if (this.#stats !== undefined) return [over];
    return [this.#mixer({ type: 'close-leg', leg: this.facts.leg }), over];
  }

  #onLegClosed(stats: LegStats): readonly CallEffect[] {
    this.#stats = stats;
    return this.#recordWhenKnown();
  }

  /** The record is written once, when the statistics and the fate of the opening row are both known. */
  #recordWhenKnown(): readonly CallEffect[] {
    if (this.#state !== 'closing' || this.#row === 'pending') return [];
    if (this.#stats === undefined || this.#ending === undefined) return [];
    this.#state = 'closed';
    if (this.#row === 'none') return [{ type: 'closed' }];
    return [{ type: 'store-closed', closed: this.#closed(this.#ending, this.#stats) }, { type: 'closed' }];
  }

  #closed(ending: Ending, stats: LegStats): LegClosed {
    // An answer counts once it was acknowledged [S48].
    const durationMs = this.#acked && this.#answeredMs !== undefined ? ending.atMs - this.#answeredMs : 0;
    return {
      leg: this.facts.leg,
      endMs: ending.utcMs,
      durationMs: Math.round(durationMs),
      reason: ending.reason,
      hungUpBy: ending.hungUpBy,
      codec: this.#media.media?.codec ?? '',
      ptimeMs: this.#media.media?.ptimeMs ?? 0,
      sipStatus: ending.status,
      q850Cause: ending.cause,
      packetsReceived: stats.packetsReceived,
      packetsSent: stats.packetsSent,
      packetsLost: stats.packetsLost,
      packetsLate: stats.packetsLate,
      jitterMs: stats.jitterMs,
      framesConcealed: stats.framesConcealed,
      driftPpm: stats.driftPpm,
      mos: stats.mos,
    };
  }

  #mixer(command: MixerCommand): CallEffect {
    return { type: 'mixer', command };
  }
}
