import { createCipheriv, createHmac, timingSafeEqual, type Cipher } from 'node:crypto';
import { SrtpIndex } from './srtp-index.js';

/** SRTP and SRTCP with AES_CM_128_HMAC_SHA1_80, the profile that every browser has (RFC 3711, RFC 8827 §6.5). */

export const MASTER_KEY_BYTES = 16;
export const MASTER_SALT_BYTES = 14;
export const SRTP_TAG_BYTES = 10;

export interface SrtpKeys {
  readonly masterKey: Uint8Array;
  readonly masterSalt: Uint8Array;
}

const BLOCK_BYTES = 16;
const RTCP_HEADER_BYTES = 8;
const RTP_HEADER_BYTES = 12;
/** E flag and index (§3.4). */
const SRTCP_INDEX_BYTES = 4;
const ENCRYPTED_FLAG = 0x8000_0000;
/** Sources of one peer: a telephone has one, and a new one when it starts anew. */
const SOURCES_MAX = 16;

// §4.3.2: what the keys of a session are derived for.
const RTP_LABELS = { cipher: 0x00, auth: 0x01, salt: 0x02 };
const RTCP_LABELS = { cipher: 0x03, auth: 0x04, salt: 0x05 };
const AUTH_KEY_BYTES = 20;

/** One direction of one peer. Nothing here may be used for two peers, nor for both directions. */
export class SrtpContext {
  readonly #rtp: SessionKeys;
  readonly #rtcp: SessionKeys;
  readonly #sources = new Map<number, SrtpIndex>();
  readonly #reports = new Map<number, SrtpIndex>();
  #sentReports = 0;

  constructor(keys: SrtpKeys) {
    this.#rtp = new SessionKeys(keys, RTP_LABELS);
    this.#rtcp = new SessionKeys(keys, RTCP_LABELS);
  }

  /** The packet as it goes over the network, or undefined when it is none. */
  protectRtp(packet: Uint8Array): Buffer | undefined {
    const payloadAt = rtpPayloadAt(packet);
    if (payloadAt === undefined) return undefined;
    const view = viewOf(packet);
    const ssrc = view.getUint32(8);
    const index = this.#indexOf(this.#sources, ssrc);
    if (index === undefined) return undefined;
    const at = index.guess(view.getUint16(2));
    this.#sources.set(ssrc, index);
    index.seen(at);
    const out = Buffer.allocUnsafe(packet.length + SRTP_TAG_BYTES);
    out.set(packet);
    const body = out.subarray(0, packet.length);
    this.#rtp.crypt(body.subarray(payloadAt), ssrc, at);
    this.#rtp.tag(body, at).copy(out, packet.length);
    return out;
  }

  /** In place. Undefined: forged, replayed, or no packet. */
  unprotectRtp(packet: Uint8Array): Uint8Array | undefined {
    const end = packet.length - SRTP_TAG_BYTES;
    const body = packet.subarray(0, Math.max(0, end));
    const payloadAt = rtpPayloadAt(body);
    if (payloadAt === undefined) return undefined;
    const view = viewOf(packet);
    const ssrc = view.getUint32(8);
    const index = this.#indexOf(this.#sources, ssrc);
    if (index === undefined) return undefined;
    const at = index.guess(view.getUint16(2));
    // §3.3: whoever cannot sign must not move the index.
    if (index.isReplayed(at) || !isTag(packet.subarray(end), this.#rtp.tag(body, at))) return undefined;
    this.#sources.set(ssrc, index);
    index.seen(at);
    this.#rtp.crypt(body.subarray(payloadAt), ssrc, at);
    return body;
  }

  protectRtcp(packet: Uint8Array): Buffer | undefined {
    if (packet.length < RTCP_HEADER_BYTES) return undefined;
    const signedBytes = packet.length + SRTCP_INDEX_BYTES;
    const out = Buffer.allocUnsafe(signedBytes + SRTP_TAG_BYTES);
    out.set(packet);
    this.#sentReports = (this.#sentReports + 1) % ENCRYPTED_FLAG;
    const ssrc = out.readUInt32BE(4);
    this.#rtcp.crypt(out.subarray(RTCP_HEADER_BYTES, packet.length), ssrc, this.#sentReports);
    out.writeUInt32BE(ENCRYPTED_FLAG + this.#sentReports, packet.length);
    this.#rtcp.tag(out.subarray(0, signedBytes)).copy(out, signedBytes);
    return out;
  }

  /** In place. */
  unprotectRtcp(packet: Uint8Array): Uint8Array | undefined {
    const signedBytes = packet.length - SRTP_TAG_BYTES;
    const end = signedBytes - SRTCP_INDEX_BYTES;
    if (end < RTCP_HEADER_BYTES) return undefined;
    const view = viewOf(packet);
    const ssrc = view.getUint32(4);
    const word = view.getUint32(end);
    const at = word % ENCRYPTED_FLAG;
    const index = this.#indexOf(this.#reports, ssrc);
    if (index === undefined || index.isReplayed(at)) return undefined;
    const tag = this.#rtcp.tag(packet.subarray(0, signedBytes));
    if (!isTag(packet.subarray(signedBytes), tag)) return undefined;
    this.#reports.set(ssrc, index);
    index.seen(at);
    const body = packet.subarray(0, end);
    if (word >= ENCRYPTED_FLAG) this.#rtcp.crypt(body.subarray(RTCP_HEADER_BYTES), ssrc, at);
    return body;
  }

  /** That of a new source is kept only once it has signed: whoever cannot must not use up the places. */
  #indexOf(indexes: ReadonlyMap<number, SrtpIndex>, ssrc: number): SrtpIndex | undefined {
    const known = indexes.get(ssrc);
    if (known !== undefined || indexes.size >= SOURCES_MAX) return known;
    return new SrtpIndex();
  }
}

/** Cipher and signature of SRTP or of SRTCP, by keys derived from the master's (§4.3). */
class SessionKeys {
  /** One block cipher for all packets: to make one for each costs more than the packet. */
  readonly #cipher: Cipher;
  readonly #salt: Uint8Array;
  readonly #authKey: Uint8Array;
  #counters = Buffer.alloc(0);

  constructor({ masterKey, masterSalt }: SrtpKeys, labels: typeof RTP_LABELS) {
    const derive = (label: number, length: number): Uint8Array => {
      const iv = new Uint8Array(BLOCK_BYTES);
      iv.set(masterSalt);
      iv[7]! ^= label;
      return createCipheriv('aes-128-ctr', masterKey, iv).update(new Uint8Array(length));
    };
    this.#cipher = createCipheriv('aes-128-ecb', derive(labels.cipher, MASTER_KEY_BYTES), null);
    this.#cipher.setAutoPadding(false);
    this.#salt = derive(labels.salt, MASTER_SALT_BYTES);
    this.#authKey = derive(labels.auth, AUTH_KEY_BYTES);
  }

  /** AES in counter mode, in place, both ways (§4.1.1). */
  crypt(payload: Uint8Array, ssrc: number, index: number): void {
    const blocks = Math.ceil(payload.length / BLOCK_BYTES);
    const counters = this.#countersFor(blocks, ssrc, index);
    const keystream = this.#cipher.update(counters);
    for (let i = 0; i < payload.length; i++) payload[i]! ^= keystream[i]!;
  }

  /** `index`: that of RTP, whose rollover counter is signed but not sent (§4.2). */
  tag(signed: Uint8Array, index?: number): Buffer {
    const hmac = createHmac('sha1', this.#authKey).update(signed);
    if (index !== undefined) {
      const rollovers = Buffer.allocUnsafe(4);
      rollovers.writeUInt32BE(Math.floor(index / 0x1_0000));
      hmac.update(rollovers);
    }
    return hmac.digest().subarray(0, SRTP_TAG_BYTES);
  }

  /** §4.1.1: salt ⊕ SSRC · 2⁶⁴ ⊕ index · 2¹⁶, then counted up in its last two bytes. */
  #countersFor(blocks: number, ssrc: number, index: number): Buffer {
    if (this.#counters.length < blocks * BLOCK_BYTES) this.#counters = Buffer.alloc(blocks * BLOCK_BYTES);
    const counters = this.#counters.subarray(0, blocks * BLOCK_BYTES);
    for (let block = 0; block < blocks; block++) {
      const at = block * BLOCK_BYTES;
      counters.set(this.#salt, at);
      counters.writeUInt32BE((counters.readUInt32BE(at + 4) ^ ssrc) >>> 0, at + 4);
      const high = Math.floor(index / 0x1_0000_0000);
      counters.writeUInt16BE(counters.readUInt16BE(at + 8) ^ high, at + 8);
      counters.writeUInt32BE((counters.readUInt32BE(at + 10) ^ (index % 0x1_0000_0000)) >>> 0, at + 10);
      counters.writeUInt16BE(block, at + 14);
    }
    return counters;
  }
}

/** Behind the sources and the extension, which stay readable (§3.1). */
function rtpPayloadAt(packet: Uint8Array): number | undefined {
  if (packet.length < RTP_HEADER_BYTES) return undefined;
  const view = viewOf(packet);
  const first = view.getUint8(0);
  if (first >> 6 !== 2) return undefined;
  const fixedEnd = RTP_HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) === 0) return fixedEnd <= packet.length ? fixedEnd : undefined;
  if (fixedEnd + 4 > packet.length) return undefined;
  const end = fixedEnd + 4 + 4 * view.getUint16(fixedEnd + 2);
  return end <= packet.length ? end : undefined;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const isTag = (given: Uint8Array, own: Uint8Array): boolean =>
  given.length === own.length && timingSafeEqual(given, own);
