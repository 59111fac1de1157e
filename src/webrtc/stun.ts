import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The part of STUN (RFC 8489) that an ICE-lite agent needs: to read a Binding request, and to answer it. */

const HEADER_BYTES = 20;
const ATTRIBUTE_HEADER_BYTES = 4;
const COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const XOR_MAPPED_ADDRESS = 0x0020;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const FINGERPRINT_XOR = 0x5354_554e;
const INTEGRITY_BYTES = 20;
const IPV4_FAMILY = 1;

export interface BindingRequest {
  readonly transaction: Uint8Array;
  /** Ours and theirs: `local:remote` (RFC 8445 §7.2.2). */
  readonly username: string;
  /** The peer has chosen this way (RFC 8445 §7.1.2). */
  readonly useCandidate: boolean;
  /** Where MESSAGE-INTEGRITY begins. */
  readonly integrityAt: number;
}

/** An IPv4 address. */
export interface StunSource {
  readonly address: string;
  readonly port: number;
}

/** Undefined: no STUN, no Binding request, or one without what ICE demands of it. */
export function parseBindingRequest(bytes: Buffer): BindingRequest | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt16BE(0) !== BINDING_REQUEST) return undefined;
  const end = HEADER_BYTES + bytes.readUInt16BE(2);
  if (bytes.readUInt32BE(4) !== COOKIE || end !== bytes.length) return undefined;
  let username: string | undefined;
  let useCandidate = false;
  for (let at = HEADER_BYTES; at + ATTRIBUTE_HEADER_BYTES <= end;) {
    const type = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    const valueAt = at + ATTRIBUTE_HEADER_BYTES;
    if (valueAt + length > end) return undefined;
    if (type === MESSAGE_INTEGRITY) {
      // What follows it is not signed and does not count (RFC 8489 §14.5).
      if (length !== INTEGRITY_BYTES || username === undefined) return undefined;
      return { transaction: bytes.subarray(8, HEADER_BYTES), username, useCandidate, integrityAt: at };
    }
    if (type === USERNAME) username = bytes.toString('utf8', valueAt, valueAt + length);
    if (type === USE_CANDIDATE) useCandidate = true;
    at = valueAt + padded(length);
  }
  return undefined;
}

/** Whether the request was signed with this password (RFC 8489 §9.1.3). */
export function isSignedWith(bytes: Buffer, { integrityAt }: BindingRequest, password: string): boolean {
  const signed = Buffer.from(bytes.subarray(0, integrityAt));
  signed.writeUInt16BE(integrityAt + ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES - HEADER_BYTES, 2);
  const valueAt = integrityAt + ATTRIBUTE_HEADER_BYTES;
  return timingSafeEqual(hmac(signed, password), bytes.subarray(valueAt, valueAt + INTEGRITY_BYTES));
}

/** The answer: where the request came from, signed (RFC 8445 §7.3.1.2). */
export function bindingSuccess(
  { transaction }: BindingRequest,
  source: StunSource,
  password: string,
): Buffer {
  const mapped = attribute(XOR_MAPPED_ADDRESS, xorAddress(source));
  const unsigned = message(transaction, [mapped], ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES);
  const signature = attribute(MESSAGE_INTEGRITY, hmac(unsigned, password));
  const signed = message(transaction, [mapped, signature], ATTRIBUTE_HEADER_BYTES + 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE((crc32(signed) ^ FINGERPRINT_XOR) >>> 0);
  return Buffer.concat([signed, attribute(FINGERPRINT, check)]);
}

/** `behind`: bytes of the attribute that is still to come; the length in the header counts them. */
function message(transaction: Uint8Array, attributes: readonly Buffer[], behind: number): Buffer {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(BINDING_SUCCESS, 0);
  header.writeUInt16BE(body.length + behind, 2);
  header.writeUInt32BE(COOKIE, 4);
  header.set(transaction, 8);
  return Buffer.concat([header, body]);
}

function attribute(type: number, value: Uint8Array): Buffer {
  const bytes = Buffer.alloc(ATTRIBUTE_HEADER_BYTES + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  bytes.set(value, ATTRIBUTE_HEADER_BYTES);
  return bytes;
}

/** RFC 8489 §14.2: the cookie hides the address from whatever rewrites addresses on the way. */
function xorAddress({ address, port }: StunSource): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(IPV4_FAMILY, 1);
  bytes.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  const octets = Buffer.from(address.split('.').map(Number));
  bytes.writeUInt32BE((octets.readUInt32BE() ^ COOKIE) >>> 0, 4);
  return bytes;
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

const hmac = (bytes: Uint8Array, password: string): Buffer =>
  createHmac('sha1', password).update(bytes).digest();
