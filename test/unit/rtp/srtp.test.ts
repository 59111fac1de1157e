import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ProtectionProfileAes128CmHmacSha1_80, RtpHeader, SrtcpSession, SrtpSession } from 'werift';
import { SrtpContext, type SrtpKeys } from '../../../src/rtp/srtp.js';

const test = suite('SRTP with AES_CM_128_HMAC_SHA1_80 (RFC 3711)');

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** The test of libsrtp. */
const KEYS: SrtpKeys = {
  masterKey: hex('e1f97a0d3e018be0d64fa32c06de4139'),
  masterSalt: hex('0ec675ad498afeebb6960b3aabe6'),
};
const RTP = hex(`800f1234decafbadcafebabe ${'ab'.repeat(16)}`);
const SRTP = hex('800f1234decafbadcafebabe 4e55dc4ce79978d88ca4d215949d2402 b78d6acc99ea179b8dbb');
const RTCP = hex(`81c8000bcafebabe ${'ab'.repeat(16)}`);
const SRTCP = hex('81c8000bcafebabe 7128035be487b9bdbef89041f977a5a8 80000001 993e08cd54d6c1230798');

const copyOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

function packet(sequence: number, payload = 'ab'.repeat(160), ssrc = 'cafebabe'): Buffer {
  const bytes = hex(`80080000000000a0${ssrc}${payload}`);
  bytes.writeUInt16BE(sequence & 0xffff, 2);
  return bytes;
}

/** The other implementation of the two, as the peer. */
function libraryPair(): { readonly rtp: SrtpSession; readonly rtcp: SrtcpSession } {
  const keys = {
    localMasterKey: Buffer.from(KEYS.masterKey),
    localMasterSalt: Buffer.from(KEYS.masterSalt),
    remoteMasterKey: Buffer.from(KEYS.masterKey),
    remoteMasterSalt: Buffer.from(KEYS.masterSalt),
  };
  const config = { keys, profile: ProtectionProfileAes128CmHmacSha1_80 } as const;
  return { rtp: new SrtpSession(config), rtcp: new SrtcpSession(config) };
}

test('a packet and a report are sealed as in the test of libsrtp', () => {
  const context = new SrtpContext(KEYS);
  assert.equal(context.protectRtp(RTP), SRTP);
  assert.equal(context.protectRtcp(RTCP), SRTCP);
});

test('and unsealed', () => {
  const context = new SrtpContext(KEYS);
  assert.equal(context.unprotectRtp(copyOf(SRTP)), RTP);
  assert.equal(context.unprotectRtcp(copyOf(SRTCP)), RTCP);
});

test('another implementation reads what we seal, and we what it seals', () => {
  const library = libraryPair();
  const [sealing, unsealing] = [new SrtpContext(KEYS), new SrtpContext(KEYS)];
  for (let sequence = 100; sequence < 110; sequence++) {
    const plain = packet(sequence);
    assert.equal(library.rtp.decrypt(sealing.protectRtp(plain)!), plain);
    const header = RtpHeader.deSerialize(plain);
    const sealed = library.rtp.encrypt(plain.subarray(header.payloadOffset), header);
    assert.equal(unsealing.unprotectRtp(copyOf(sealed)), plain);
    assert.equal(library.rtcp.decrypt(sealing.protectRtcp(RTCP)!), RTCP);
    assert.equal(unsealing.unprotectRtcp(copyOf(library.rtcp.encrypt(RTCP))), RTCP);
  }
});

test('packets lost across the wrap of the sequence leave no silence behind', () => {
  const [sealing, unsealing] = [new SrtpContext(KEYS), new SrtpContext(KEYS)];
  const heard: number[] = [];
  for (let sequence = 0xffff - 20; sequence < 0x1_0000 + 0x1_0000 + 20; sequence++) {
    const sealed = sealing.protectRtp(packet(sequence))!;
    const isLost = (sequence & 0xffff) > 0xffff - 10 || (sequence & 0xffff) < 10;
    if (!isLost && unsealing.unprotectRtp(sealed) !== undefined) heard.push(sequence);
  }
  assert.is(heard.length, 11 + (0x1_0000 - 20) + 10);
  assert.is(heard.at(-1), 0x2_0000 + 19);
});

test('a packet that is late by the wrap is still read', () => {
  const [sealing, unsealing] = [new SrtpContext(KEYS), new SrtpContext(KEYS)];
  const [before, last, first] = [0xfffe, 0xffff, 0x1_0000].map((at) => sealing.protectRtp(packet(at))!);
  assert.ok(unsealing.unprotectRtp(before!));
  assert.ok(unsealing.unprotectRtp(first!));
  assert.equal(unsealing.unprotectRtp(last!), packet(0xffff));
});

test('what was sent once is read once', () => {
  const [sealing, unsealing] = [new SrtpContext(KEYS), new SrtpContext(KEYS)];
  const sealed = [5, 6, 7].map((at) => sealing.protectRtp(packet(at))!);
  for (const one of sealed) assert.ok(unsealing.unprotectRtp(copyOf(one)));
  for (const one of sealed) assert.is(unsealing.unprotectRtp(copyOf(one)), undefined);
  const late = sealing.protectRtp(packet(8))!;
  assert.ok(unsealing.unprotectRtp(sealing.protectRtp(packet(8 + 64))!));
  assert.is(unsealing.unprotectRtp(late), undefined, 'too old to tell');
  const report = sealing.protectRtcp(RTCP)!;
  assert.ok(unsealing.unprotectRtcp(copyOf(report)));
  assert.is(unsealing.unprotectRtcp(report), undefined);
});

test('a forged packet is not read, and moves nothing', () => {
  const [sealing, forging, unsealing] = [new SrtpContext(KEYS), new SrtpContext(KEYS), new SrtpContext(KEYS)];
  assert.ok(unsealing.unprotectRtp(sealing.protectRtp(packet(10))!));
  for (const at of [0, 3, 11, 20, 180]) {
    const forged = forging.protectRtp(packet(40_000))!;
    forged[at]! ^= 1;
    assert.is(unsealing.unprotectRtp(forged), undefined);
  }
  assert.equal(unsealing.unprotectRtp(sealing.protectRtp(packet(11))!), packet(11));
});

test('sources and extension stay readable', () => {
  const header = `b2080001000000a0cafebabe 00000001 00000002 bede0001 10ff0000`;
  const plain = hex(`${header} ${'cd'.repeat(20)}`);
  const sealed = new SrtpContext(KEYS).protectRtp(plain)!;
  assert.equal(sealed.subarray(0, 28), plain.subarray(0, 28));
  assert.not.equal(sealed.subarray(28, 48), plain.subarray(28));
  assert.equal(new SrtpContext(KEYS).unprotectRtp(sealed), plain);
});

test('what is no packet is none, and more sources than a telephone has are not followed', () => {
  const context = new SrtpContext(KEYS);
  for (const bytes of [
    hex(''),
    hex('80'),
    hex('00'.repeat(30)),
    hex(`8f08${'00'.repeat(12)}`),
    hex('90'.repeat(14)),
  ])
    assert.is(context.protectRtp(bytes), undefined);
  for (const bytes of [hex(''), hex('80'.repeat(21)), hex('81c8')]) {
    assert.is(context.unprotectRtp(copyOf(bytes)), undefined);
    assert.is(context.unprotectRtcp(copyOf(bytes)), undefined);
  }
  const sources = Array.from({ length: 17 }, (_, i) => packet(1, 'ab', i.toString(16).padStart(8, '0')));
  assert.is(sources.filter((one) => context.protectRtp(one) !== undefined).length, 16);
});

test('who cannot sign does not use up the sources of who can', () => {
  const [sealing, unsealing] = [new SrtpContext(KEYS), new SrtpContext(KEYS)];
  for (let i = 0; i < 100; i++) {
    const ssrc = i.toString(16).padStart(8, '0');
    const [rtp, rtcp] = [packet(1, 'ab'.repeat(40), ssrc), hex(`81c8000b${ssrc}${'ab'.repeat(40)}`)];
    assert.is(unsealing.unprotectRtp(rtp), undefined);
    assert.is(unsealing.unprotectRtcp(rtcp), undefined);
  }
  assert.equal(unsealing.unprotectRtp(sealing.protectRtp(packet(1))!), packet(1));
  assert.equal(unsealing.unprotectRtcp(sealing.protectRtcp(RTCP)!), RTCP);
});

test.run();
