import type { Result } from '../base/result.js';
import { later, type MonotonicMs } from '../base/units.js';
import { SrtpContext } from '../rtp/srtp.js';
import { DtlsPeer, type DtlsError, type DtlsIdentity, type SrtpKeyPair } from './dtls.js';
import { IceLite, type IceCredentials } from './ice-lite.js';
import type { Fingerprint } from './peer-certificate.js';
import { parseBindingRequest, type StunSource } from './stun.js';

export interface BrowserPeerOptions {
  readonly identity: DtlsIdentity;
  readonly local: IceCredentials;
  readonly remoteUfrag: string;
  readonly fingerprint: Fingerprint;
  readonly nowMs: MonotonicMs;
}

export interface BrowserPeerHandlers {
  /** Over the network, to the browser. */
  toBrowser(bytes: Uint8Array, to: StunSource): void;
  /** Plain RTP or RTCP, to the mixer. */
  toMixer(packet: Uint8Array): void;
  connected(): void;
  /** Nothing comes of it any more. Once. */
  failed(reason: string): void;
}

/** From the answer to the keys. */
const CONNECT_MS = 20_000;

// RFC 7983 §7: what the first byte says.
const isStun = (first: number): boolean => first < 4;
const isDtls = (first: number): boolean => first >= 20 && first < 64;
const isMedia = (first: number): boolean => first >= 128 && first < 192;
/** RFC 5761 §4. */
const isRtcp = (packet: Uint8Array): boolean => packet.length > 1 && packet[1]! >= 192 && packet[1]! < 224;

/**
 * The media of one browser: ICE, then DTLS over it, then SRTP. Between the browser and the mixer go the packets
 * themselves, only sealed and unsealed: sequence, keys (RFC 4733) and reports (RTCP) stay those of the two ends.
 */
export class BrowserPeer {
  readonly ice: IceLite;
  readonly #dtls: DtlsPeer;
  readonly #handlers: BrowserPeerHandlers;
  readonly #connectByMs: MonotonicMs;
  #seal: SrtpContext | undefined;
  #unseal: SrtpContext | undefined;
  #over = false;

  constructor(options: BrowserPeerOptions, handlers: BrowserPeerHandlers) {
    const { identity, local, remoteUfrag, fingerprint, nowMs } = options;
    this.ice = new IceLite(local, remoteUfrag, nowMs);
    this.#handlers = handlers;
    this.#connectByMs = later(nowMs, CONNECT_MS);
    this.#dtls = new DtlsPeer(identity, fingerprint, {
      send: (bytes) => this.#send(bytes),
      over: (result) => this.#shaken(result),
    });
  }

  /** True: the source is the peer's, as a check of it has proven. */
  fromBrowser(bytes: Buffer, source: StunSource, nowMs: MonotonicMs): boolean {
    const first = bytes[0] ?? 0;
    if (isStun(first)) return this.#check(bytes, source, nowMs);
    if (isDtls(first)) this.#dtls.receive(bytes);
    else if (isMedia(first)) this.#unsealed(bytes);
    return false;
  }

  fromMixer(packet: Uint8Array): void {
    if (this.#seal === undefined) return;
    const sealed = isRtcp(packet) ? this.#seal.protectRtcp(packet) : this.#seal.protectRtp(packet);
    if (sealed !== undefined) this.#send(sealed);
  }

  /** To be called now and then. */
  tick(nowMs: MonotonicMs): void {
    if (this.#seal === undefined && nowMs >= this.#connectByMs) this.#fail('no media path in time');
    else if (this.ice.isSilent(nowMs)) this.#fail('the browser does not answer any more');
  }

  close(): void {
    this.#over = true;
    this.#dtls.close();
  }

  #check(bytes: Buffer, source: StunSource, nowMs: MonotonicMs): boolean {
    const request = parseBindingRequest(bytes);
    const answer = request && this.ice.answer(bytes, request, source, nowMs);
    if (answer === undefined) return false;
    this.#handlers.toBrowser(answer, source);
    if (this.ice.nominated !== undefined) this.#dtls.start();
    return true;
  }

  #unsealed(bytes: Buffer): void {
    const packet = isRtcp(bytes) ? this.#unseal?.unprotectRtcp(bytes) : this.#unseal?.unprotectRtp(bytes);
    if (packet !== undefined) this.#handlers.toMixer(packet);
  }

  #send(bytes: Uint8Array): void {
    const { nominated } = this.ice;
    if (nominated !== undefined) this.#handlers.toBrowser(bytes, nominated);
  }

  #shaken(result: Result<SrtpKeyPair, DtlsError>): void {
    if (!result.ok) return this.#fail(result.error.reason);
    this.#seal = new SrtpContext(result.value.local);
    this.#unseal = new SrtpContext(result.value.remote);
    this.#handlers.connected();
  }

  #fail(reason: string): void {
    if (this.#over) return;
    this.close();
    this.#handlers.failed(reason);
  }
}
