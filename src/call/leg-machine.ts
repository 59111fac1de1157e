import type { LegId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import type { LegEndReason, LegOpened } from '../billing/leg-record.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { LegStats, MixerCommand, MixerEvent } from '../mixer/mixer.js';
import type { SessionId, SipCommand, SipEvent } from '../sip/endpoint-api.js';
import type { CallEffect, CallInput, SessionEvent } from './call-io.js';
import { endSignal, isLoss, type EndSignal } from './end-reason.js';
import { legClosed, NO_STATS, type Ending } from './leg-closed.js';
import { MediaSilence } from './media-silence.js';
import type { OfferAnswer } from './offer-answer.js';

/**
 *   opening    the media leg is being opened; nothing is stored, nothing was sent but 180
 *   dialling   our INVITE is out, or about to be
 *   recording  the leg record is being stored; 200 OK, or the ACK to it, waits for that [S50]
 *   answered   our 200 OK was sent; the ACK is awaited
 *   settling   ACKed; the first prompt waits until the media path stands [C23]
 *   keying     the extension is being keyed to whoever answered [S40]
 *   up         the party hears and is heard
 *   closing    the dialog is over; the statistics of the media leg are awaited
 *   closed     the record is handed to the store; the call can be forgotten
 */
export type CallState =
  | 'opening'
  | 'dialling'
  | 'recording'
  | 'answered'
  | 'settling'
  | 'keying'
  | 'up'
  | 'closing'
  | 'closed';

/** When the leg was answered, by both clocks: charges count from here [S48]. */
export interface Answered {
  readonly atMs: MonotonicMs;
  readonly utcMs: UtcMs;
}

/**
 * One leg from its first message to its stored record: signalling, media and record in step, nothing of the
 * product. Here is what calls in both directions have in common: re-INVITEs, silence, and how a call ends.
 */
export abstract class LegMachine {
  readonly leg: LegId;
  #state: CallState = 'opening';
  #row: 'none' | 'pending' | 'stored' = 'none';
  #answered: Answered | undefined;
  #acked = false;
  #stats: LegStats | undefined;
  #ending: Ending | undefined;
  readonly #silence = new MediaSilence();

  protected constructor(leg: LegId) {
    this.leg = leg;
  }

  get state(): CallState {
    return this.#state;
  }

  get answered(): Answered | undefined {
    return this.#answered;
  }

  get isOver(): boolean {
    return this.#ending !== undefined;
  }

  /** While its dialogue may be told something: keys can come before the first prompt. */
  abstract get isAnswered(): boolean;
  abstract nextDeadline(): MonotonicMs | undefined;
  abstract describe(): string;

  handle(input: CallInput, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    switch (input.type) {
      case 'start':
        return this.start(nowMs, utcMs);
      case 'sip':
        return this.#onSip(input.event, nowMs, utcMs);
      case 'media':
        return this.#onMedia(input.event, nowMs, utcMs);
      case 'opened-stored':
        return this.#onStored(input.stored, nowMs, utcMs);
      case 'trunk-entered':
      case 'trunk-full':
        return this.isOver ? [] : this.onTrunk(input, nowMs, utcMs);
      case 'end':
        return this.end(input.reason, nowMs, utcMs);
      case 'timer':
        return this.isOver ? [] : this.onTimer(nowMs, utcMs);
    }
  }

  protected abstract readonly session: SessionId;
  /** Undefined before there is anything to negotiate. */
  protected abstract readonly media: OfferAnswer | undefined;
  protected abstract start(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[];
  protected abstract onLegOpened(port: number, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[];
  protected abstract onSignal(event: SessionEvent, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[];
  protected abstract onSound(event: MixerEvent, nowMs: MonotonicMs): readonly CallEffect[];
  /** The row is stored: the answer may be acted on. */
  protected abstract onDurable(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[];
  /** The media side or the store cannot take the call. */
  protected abstract refuse(
    code: Extract<MixerEvent, { type: 'leg-refused' }>['code'] | 'STORE_UNAVAILABLE',
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[];
  protected abstract onTimer(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[];
  /** What tells the peer that the call is over. */
  protected abstract hangUp(signal: EndSignal): readonly SipCommand[];
  /** What an outgoing call has come to when we end it. */
  protected abstract failureOf(reason: LegEndReason): CallFailure | undefined;

  protected onTrunk(
    _input: Extract<CallInput, { type: 'trunk-entered' | 'trunk-full' }>,
    _nowMs: MonotonicMs,
    _utcMs: UtcMs,
  ): readonly CallEffect[] {
    return [];
  }

  protected go(state: CallState): void {
    this.#state = state;
  }

  /** Time counts from here, but only once it was acknowledged [S48]. */
  protected markAnswered(atMs: MonotonicMs, utcMs: UtcMs): void {
    this.#answered = { atMs, utcMs };
  }

  protected markAcknowledged(): void {
    this.#acked = true;
  }

  protected storeOpened(opened: LegOpened): CallEffect {
    this.#state = 'recording';
    this.#row = 'pending';
    return { type: 'store-opened', opened };
  }

  /** Takes the peer's answer to our offer. */
  protected applyAnswer(sdp: string, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const applied = this.media?.applyAnswer(sdp);
    if (applied?.ok !== true) return this.end('rejected', nowMs, utcMs);
    return [mixer({ type: 'update-leg', leg: this.leg, media: applied.value })];
  }

  /** Ended by us. The silence at its end counts no time [S48]. */
  protected end(
    reason: LegEndReason,
    nowMs: MonotonicMs,
    nowUtcMs: UtcMs,
    silentMs = 0,
  ): readonly CallEffect[] {
    const talkedMs = this.#answered === undefined ? 0 : nowMs - this.#answered.atMs;
    const uncountedMs = Math.min(silentMs, talkedMs);
    const { status, cause } = endSignal(reason);
    return this.endWith({
      // A refusal has a status of its own; an answered call was answered, and is ended by BYE.
      status: this.#answered === undefined ? status : 200,
      cause,
      reason,
      hungUpBy: 'us',
      lost: reason === 'media-lost',
      failure: this.failureOf(reason),
      atMs: later(nowMs, -uncountedMs),
      utcMs: (nowUtcMs - uncountedMs) as UtcMs,
    });
  }

  protected endWith(ending: Ending): readonly CallEffect[] {
    if (this.#ending !== undefined) return [];
    const told = this.hangUp(ending).map((command): CallEffect => ({ type: 'sip', command }));
    return [...told, ...this.close(ending)];
  }

  /** The dialog is over, or was never begun; the first end is the one that counts. */
  protected close(ending: Ending): readonly CallEffect[] {
    if (this.#ending !== undefined) return [];
    this.#ending = ending;
    this.#state = 'closing';
    const { reason, lost, failure } = ending;
    const over: CallEffect = { type: 'over', reason, lost, failure };
    // A leg that was refused, or is closed already, has its statistics and nothing to close.
    if (this.#stats !== undefined) return [over];
    return [mixer({ type: 'close-leg', leg: this.leg }), over];
  }

  /** Ended by the peer or by the network, after the answer. */
  protected endedByPeer(
    event: Extract<SipEvent, { type: 'ended' }>,
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[] {
    const reason = reasonOfEnd(event.by);
    const cause = event.cause?.cause ?? endSignal(reason).cause;
    return this.close({
      reason,
      hungUpBy: event.by === 'peer' || event.by === 'cancel' ? 'peer' : 'us',
      status: event.status ?? 200,
      cause,
      lost: isLoss(event.cause),
      failure: this.failureOf(reason),
      atMs: nowMs,
      utcMs,
    });
  }

  /** An answer counts once it was acknowledged [S48]. */
  #talkedMs({ atMs }: Ending): number {
    return this.#acked && this.#answered !== undefined ? Math.max(0, atMs - this.#answered.atMs) : 0;
  }

  #onMedia(event: MixerEvent, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    switch (event.type) {
      case 'leg-opened':
        return this.#state === 'opening' ? this.onLegOpened(event.port, nowMs, utcMs) : [];
      case 'leg-refused':
        this.#stats = NO_STATS;
        return [...this.refuse(event.code, nowMs, utcMs), ...this.#recordWhenKnown()];
      case 'leg-closed':
        this.#stats = event.stats;
        return this.#recordWhenKnown();
      case 'leg-failed':
        return this.end('fault', nowMs, utcMs);
      case 'media-silent':
        return this.#onMediaSilent(event.silentMs, nowMs, utcMs);
      case 'media-heard':
        this.#silence.broken();
        return [];
      default:
        return this.isOver ? [] : this.onSound(event, nowMs);
    }
  }

  /** Who rings, or is being rung, need not send anything. */
  #onMediaSilent(silentMs: number, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    if (this.#answered === undefined) return [];
    if (this.#silence.reported(silentMs, nowMs) === 'end') return this.#endLost(nowMs, utcMs);
    return [{ type: 'sip', command: { type: 'probe', session: this.session } }];
  }

  /** Charged to its last packet [S48]. */
  #endLost(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    return this.end('media-lost', nowMs, utcMs, this.#silence.lastedMs(nowMs));
  }

  #onStored(stored: boolean, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    this.#row = stored ? 'stored' : 'none';
    // The peer may have given up while the row was on its way: then it is closed at once.
    if (this.isOver) return this.#recordWhenKnown();
    return stored ? this.onDurable(nowMs, utcMs) : this.refuse('STORE_UNAVAILABLE', nowMs, utcMs);
  }

  #onSip(event: SessionEvent, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    switch (event.type) {
      case 'reinvite':
        // Who changes the call is there, whatever becomes of our OPTIONS.
        this.#silence.broken();
        return this.#onReinvite(event.sdp);
      case 'reinvite-confirmed':
        return event.sdp === undefined || this.isOver ? [] : this.applyAnswer(event.sdp, nowMs, utcMs);
      case 'target-refreshed':
        return [{ type: 'store-dialog', dialog: JSON.stringify(event.dialog) }];
      case 'probed':
        return event.alive || !this.#silence.isUnderWay ? [] : this.#endLost(nowMs, utcMs);
      default:
        return this.isOver ? [] : this.onSignal(event, nowMs, utcMs);
    }
  }

  #onReinvite(sdp: string | undefined): readonly CallEffect[] {
    const { session, media, leg } = this;
    const refused: CallEffect = { type: 'sip', command: { type: 'reject-reinvite', session, status: 488 } };
    if (media === undefined) return [refused];
    if (sdp === undefined)
      return [{ type: 'sip', command: { type: 'accept-reinvite', session, sdp: media.offerAgain() } }];
    const answered = media.receiveOffer(sdp);
    if (!answered.ok) return [refused];
    return [
      mixer({ type: 'update-leg', leg, media: answered.value }),
      { type: 'sip', command: { type: 'accept-reinvite', session, sdp: media.answer() } },
    ];
  }

  /** The record is written once, when the statistics and the fate of the opening row are both known. */
  #recordWhenKnown(): readonly CallEffect[] {
    if (this.#state !== 'closing' || this.#row === 'pending') return [];
    if (this.#stats === undefined || this.#ending === undefined) return [];
    this.#state = 'closed';
    if (this.#row === 'none') return [{ type: 'closed' }];
    const media = this.media?.media;
    const closed = legClosed(this.leg, this.#ending, this.#stats, media, this.#talkedMs(this.#ending));
    return [{ type: 'store-closed', closed }, { type: 'closed' }];
  }
}

function reasonOfEnd(by: Extract<SipEvent, { type: 'ended' }>['by']): LegEndReason {
  switch (by) {
    case 'cancel':
      return 'cancelled';
    case 'peer':
      return 'hung-up';
    case 'transport':
      return 'media-lost';
    default:
      return 'no-ack';
  }
}

export const mixer = (command: MixerCommand): CallEffect => ({ type: 'mixer', command });
