import { token, type Random } from '../base/random.js';
import { later, type MonotonicMs } from '../base/units.js';
import { bindingSuccess, isSignedWith, type BindingRequest, type StunSource } from './stun.js';

export interface IceCredentials {
  readonly ufrag: string;
  readonly password: string;
}

/** RFC 8445 §5.3: at least 4 and 22 characters. */
const UFRAG_CHARS = 8;
const PASSWORD_CHARS = 24;
/** Without a check of the peer for so long, its consent is over (RFC 7675 §5.1). */
const CONSENT_MS = 30_000;

export const newIceCredentials = (random: Random): IceCredentials => ({
  ufrag: token(random, UFRAG_CHARS),
  password: token(random, PASSWORD_CHARS),
});

/**
 * The lite side of ICE (RFC 8445 §2.5): we have one address that everybody can reach, answer the peer's checks, and
 * send to where it has nominated. We send nothing to an address that has not proven to be the peer's, and do not even
 * look at the candidates that it names.
 */
export class IceLite {
  readonly local: IceCredentials;
  readonly #remoteUfrag: string;
  #nominated: StunSource | undefined;
  #consentUntilMs: MonotonicMs;

  constructor(local: IceCredentials, remoteUfrag: string, nowMs: MonotonicMs) {
    this.local = local;
    this.#remoteUfrag = remoteUfrag;
    this.#consentUntilMs = later(nowMs, CONSENT_MS);
  }

  /** Where media goes; undefined before the peer has chosen. */
  get nominated(): StunSource | undefined {
    return this.#nominated;
  }

  isSilent(nowMs: MonotonicMs): boolean {
    return nowMs >= this.#consentUntilMs;
  }

  /** The answer to a check, or undefined when it is not the peer's. */
  answer(bytes: Buffer, request: BindingRequest, source: StunSource, nowMs: MonotonicMs): Buffer | undefined {
    const { ufrag, password } = this.local;
    if (request.username !== `${ufrag}:${this.#remoteUfrag}`) return undefined;
    if (!isSignedWith(bytes, request, password)) return undefined;
    this.#consentUntilMs = later(nowMs, CONSENT_MS);
    // §7.3.1.5: with one component and one check list, the last nomination counts: the peer has changed networks.
    if (request.useCandidate) this.#nominated = source;
    return bindingSuccess(request, source, password);
  }
}
