import { createHash, verify, X509Certificate } from 'node:crypto';

/** What a peer said of its certificate in SDP (RFC 8122 §5). */
export interface Fingerprint {
  /** In lower case: sha-256, sha-384, sha-512. */
  readonly algorithm: string;
  /** Pairs of upper-case hexadecimal digits with colons between. */
  readonly value: string;
}

/** One handshake message as it is kept by the DTLS library, its header aside. */
export interface HandshakeMessage {
  readonly type: number;
  readonly body: Buffer;
}

export interface SeenHandshake {
  readonly certificate: Buffer | undefined;
  readonly messages: readonly HandshakeMessage[];
  readonly clientRandom: Buffer;
  readonly serverRandom: Buffer;
  /** All that were ever taken for the peer's in the key exchange, in hexadecimal. */
  readonly agreedKeys: readonly string[];
}

const HASHES: Readonly<Record<string, string>> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
};
const SERVER_KEY_EXCHANGE = 12;
/** Type and name of the curve, and the length of the point (RFC 8422 §5.4). */
const CURVE_BYTES = 4;

/** RFC 5246 §7.4.1.4.1. */
const SIGNATURE_HASHES: Readonly<Record<number, string>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };

export const knowsFingerprint = ({ algorithm }: Fingerprint): boolean => Object.hasOwn(HASHES, algorithm);

/**
 * Whether we have spoken to the one who signalled: its certificate is the one that SDP has named (RFC 8122 §6.2), and
 * the only key that was agreed on is signed with that certificate's key. The DTLS library looks at neither.
 */
export function isGenuine(handshake: SeenHandshake, named: Fingerprint): boolean {
  const { certificate } = handshake;
  const hash = HASHES[named.algorithm];
  if (certificate === undefined || hash === undefined) return false;
  const digest = createHash(hash).update(certificate).digest('hex');
  if (digest !== named.value.replaceAll(':', '').toLowerCase()) return false;
  return isKeyExchangeSigned(handshake, new X509Certificate(certificate));
}

/** RFC 8422 §5.4: the signature is over both randoms and the parameters of the curve. */
function isKeyExchangeSigned(
  { messages, clientRandom, serverRandom, agreedKeys }: SeenHandshake,
  { publicKey }: X509Certificate,
): boolean {
  const exchange = messages.find(({ type }) => type === SERVER_KEY_EXCHANGE)?.body;
  if (exchange === undefined || exchange.length < CURVE_BYTES) return false;
  const paramsEnd = CURVE_BYTES + exchange.readUInt8(CURVE_BYTES - 1);
  if (exchange.length < paramsEnd + 4) return false;
  const [agreed, ...others] = agreedKeys;
  if (agreed !== exchange.toString('hex', CURVE_BYTES, paramsEnd) || others.length > 0) return false;
  const hash = SIGNATURE_HASHES[exchange.readUInt8(paramsEnd)];
  const signature = exchange.subarray(paramsEnd + 4, paramsEnd + 4 + exchange.readUInt16BE(paramsEnd + 2));
  if (hash === undefined) return false;
  const signed = Buffer.concat([clientRandom, serverRandom, exchange.subarray(0, paramsEnd)]);
  return verify(hash, signed, publicKey, signature);
}
