import { isIPv6 } from 'node:net';
import { fail, ok, type Result } from '../base/result.js';
import type { LegMedia } from '../mixer/mixer.js';
import type { AudioCodec } from '../sdp/audio-formats.js';
import type { LocalMedia } from '../sdp/local-media.js';
import { mediaAddressAllowed, type MediaAddressPolicy } from '../sdp/media-address.js';
import { applyAnswer, makeOffer, negotiateAnswer, type NegotiationError } from '../sdp/negotiate.js';
import { parseSdp, type SdpParseError } from '../sdp/parse.js';
import { serializeSdp } from '../sdp/serialize.js';
import type { SessionDescription } from '../sdp/session-description.js';

export type OfferAnswerError =
  | NegotiationError
  | SdpParseError
  /** The peer names a media address that we do not send to [C29]. */
  | { readonly code: 'MEDIA_ADDRESS_REFUSED'; readonly address: string };

export interface OfferAnswerOptions {
  readonly codecs: readonly AudioCodec[];
  readonly ptimeMs: number;
  /** o= session id: digits. */
  readonly sessionId: string;
  /** Where peers reach our media: the advertised address [C3a]. */
  readonly address: string;
  readonly policy: MediaAddressPolicy;
  /** CIDR blocks in which another media source may be learnt [C29]. */
  readonly learnFrom: readonly string[];
}

/** Until the media side has opened a port: never sent to a peer. */
const NO_PORT = 9;

/**
 * The offer/answer state of one dialog (RFC 3264): what was agreed, and what we said last. A refused offer
 * leaves everything as it was.
 */
export class OfferAnswer {
  readonly #options: OfferAnswerOptions;
  #port = NO_PORT;
  #offer: SessionDescription | undefined;
  #sent: SessionDescription | undefined;
  #media: LegMedia | undefined;

  constructor(options: OfferAnswerOptions) {
    this.#options = options;
  }

  /** What was agreed; undefined before the answer to a late offer. */
  get media(): LegMedia | undefined {
    return this.#media;
  }

  /** Takes the peer's offer; `describe` or `answer` then gives what to say to it. */
  receiveOffer(text: string): Result<LegMedia, OfferAnswerError> {
    const offer = parseSdp(text);
    if (!offer.ok) return offer;
    const negotiated = negotiateAnswer(offer.value, this.#local());
    if (!negotiated.ok) return negotiated;
    return this.#agree(negotiated.value.media, () => {
      this.#offer = offer.value;
      this.#sent = this.#port === NO_PORT ? undefined : negotiated.value.answer;
    });
  }

  /** The description for the 200: the answer to the offer that was received, or our own offer. */
  describe(port: number): string {
    this.#port = port;
    if (this.#offer === undefined) return this.offerAgain();
    const negotiated = negotiateAnswer(this.#offer, this.#local());
    if (negotiated.ok) this.#sent = negotiated.value.answer;
    return this.answer();
  }

  /** The answer to the offer that was received last. */
  answer(): string {
    return this.#sent === undefined ? '' : serializeSdp(this.#sent);
  }

  /** Our offer, to a peer that asked for one by sending none. */
  offerAgain(): string {
    this.#sent = makeOffer(this.#local());
    return serializeSdp(this.#sent);
  }

  /** The peer's answer to `offerAgain`. */
  applyAnswer(text: string): Result<LegMedia, OfferAnswerError> {
    const answer = parseSdp(text);
    if (!answer.ok) return answer;
    if (this.#sent === undefined) return fail({ code: 'ANSWER_MISMATCH' });
    const applied = applyAnswer(this.#sent, answer.value, this.#local());
    if (!applied.ok) return applied;
    return this.#agree(applied.value, () => undefined);
  }

  #agree(media: LegMedia, keep: () => void): Result<LegMedia, OfferAnswerError> {
    if (media.remote !== undefined && !mediaAddressAllowed(media.remote.address, this.#options.policy)) {
      return fail({ code: 'MEDIA_ADDRESS_REFUSED', address: media.remote.address });
    }
    keep();
    this.#media = { ...media, learnFrom: this.#options.learnFrom };
    return ok(this.#media);
  }

  #local(): LocalMedia {
    const { address, codecs, ptimeMs, sessionId } = this.#options;
    return {
      address,
      family: isIPv6(address) ? 'IP6' : 'IP4',
      port: this.#port,
      codecs,
      ptimeMs,
      sessionId,
      previous: this.#sent,
    };
  }
}
