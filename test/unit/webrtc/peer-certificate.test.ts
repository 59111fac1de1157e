import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newDtlsIdentity, type DtlsIdentity } from '../../../src/webrtc/dtls.js';
import { isGenuine, knowsFingerprint, type SeenHandshake } from '../../../src/webrtc/peer-certificate.js';

const test = suite('whether DTLS has reached the one who signalled (RFC 8122)');

const SERVER_KEY_EXCHANGE = 12;
/** Named curve, P-256. */
const CURVE = Buffer.from('030017', 'hex');
/** ECDSA with SHA-256. */
const SCHEME = Buffer.from('0403', 'hex');
const KEY = Buffer.alloc(65, 4);
const FOREIGN_KEY = Buffer.alloc(65, 9);
const CLIENT_RANDOM = Buffer.alloc(32, 1);
const SERVER_RANDOM = Buffer.alloc(32, 2);

let own: DtlsIdentity;
let foreign: DtlsIdentity;
test.before(async () => {
  [own, foreign] = await Promise.all([newDtlsIdentity(), newDtlsIdentity()]);
});

const certificateOf = ({ keys }: DtlsIdentity): Buffer => new X509Certificate(keys.certPem).raw;

function keyExchange(signer: DtlsIdentity, key = KEY): Buffer {
  const params = Buffer.concat([CURVE, Buffer.from([key.length]), key]);
  const signed = Buffer.concat([CLIENT_RANDOM, SERVER_RANDOM, params]);
  const signature = sign('sha256', signed, createPrivateKey(signer.keys.keyPem));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(signature.length);
  return Buffer.concat([params, SCHEME, length, signature]);
}

const handshake = (changes: Partial<SeenHandshake> = {}): SeenHandshake => ({
  certificate: certificateOf(own),
  messages: [{ type: SERVER_KEY_EXCHANGE, body: keyExchange(own) }],
  clientRandom: CLIENT_RANDOM,
  serverRandom: SERVER_RANDOM,
  agreedKeys: [KEY.toString('hex')],
  ...changes,
});

const genuine = (changes: Partial<SeenHandshake> = {}): boolean =>
  isGenuine(handshake(changes), own.fingerprint);

test('the certificate that SDP has named, with a key exchange that it has signed', () => {
  assert.is(genuine(), true);
  const value = createHash('sha512').update(certificateOf(own)).digest('hex');
  const colons = value.match(/../g)!.join(':');
  assert.is(isGenuine(handshake(), { algorithm: 'sha-512', value: colons }), true);
});

test('another certificate, or none', () => {
  assert.is(genuine({ certificate: certificateOf(foreign) }), false);
  assert.is(genuine({ certificate: undefined }), false);
  assert.is(isGenuine(handshake(), { ...own.fingerprint, algorithm: 'sha-1' }), false);
  assert.equal(
    [knowsFingerprint(own.fingerprint), knowsFingerprint({ algorithm: 'md5', value: '' })],
    [true, false],
  );
});

test('the certificate alone proves nothing: anybody can show it who has seen it', () => {
  assert.is(genuine({ messages: [{ type: SERVER_KEY_EXCHANGE, body: keyExchange(foreign) }] }), false);
  assert.is(genuine({ messages: [] }), false);
  assert.is(genuine({ serverRandom: Buffer.alloc(32, 3) }), false, 'a key exchange of another call');
});

test('a key that was slipped in beside the signed one', () => {
  const [signed, slipped] = [KEY.toString('hex'), FOREIGN_KEY.toString('hex')];
  assert.is(genuine({ agreedKeys: [slipped] }), false);
  assert.is(genuine({ agreedKeys: [slipped, signed] }), false);
  assert.is(genuine({ agreedKeys: [signed, slipped] }), false);
  assert.is(genuine({ agreedKeys: [] }), false);
});

test('a key exchange that ends too early is none', () => {
  const whole = keyExchange(own);
  for (let length = 0; length < whole.length; length++) {
    const body = whole.subarray(0, length);
    assert.is(genuine({ messages: [{ type: SERVER_KEY_EXCHANGE, body }] }), false);
  }
});

test.run();
