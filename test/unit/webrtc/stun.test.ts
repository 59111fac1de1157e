import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseMessage } from 'werift';
import { seededRandom } from '../../../src/base/random.js';
import { monotonicMs } from '../../../src/base/units.js';
import { IceLite, newIceCredentials } from '../../../src/webrtc/ice-lite.js';
import { bindingSuccess, isSignedWith, parseBindingRequest } from '../../../src/webrtc/stun.js';
import { bindingRequest } from '../../support/stun-client.js';

const test = suite('the checks of ICE, answered by its lite side');

/** RFC 5769 §2.1. */
const SAMPLE = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff' +
    '80290008932ff9b151263b36000600096576746a3a683676592020200008001' +
    '49aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
  'hex',
);
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const SOURCE = { address: '192.0.2.1', port: 32_853 };
const LOCAL = { ufrag: 'ours', password: 'a-password-of-24-characters' };
const CONSENT_MS = 30_000;

const check = (options: Partial<Parameters<typeof bindingRequest>[0]> = {}): Buffer =>
  bindingRequest({ username: 'ours:theirs', password: LOCAL.password, useCandidate: false, ...options });

function answer(ice: IceLite, bytes: Buffer, nowMs = 0, source = SOURCE): Buffer | undefined {
  const request = parseBindingRequest(bytes);
  return request && ice.answer(bytes, request, source, monotonicMs(nowMs));
}

const agent = (): IceLite => new IceLite(LOCAL, 'theirs', monotonicMs(0));

test('the sample request of RFC 5769 is read, and its signature holds', () => {
  const request = parseBindingRequest(SAMPLE)!;
  assert.is(request.username, 'evtj:h6vY');
  assert.is(request.useCandidate, false);
  assert.is(isSignedWith(SAMPLE, request, PASSWORD), true);
  assert.is(isSignedWith(SAMPLE, request, `${PASSWORD}x`), false);
});

test('the answer names the address as the sample response does, and another implementation takes it', () => {
  const bytes = bindingSuccess(parseBindingRequest(SAMPLE)!, SOURCE, PASSWORD);
  // RFC 5769 §2.2.
  assert.ok(bytes.toString('hex').includes('002000080001a147e112a643'));
  const message = parseMessage(bytes, Buffer.from(PASSWORD));
  assert.equal(message?.getAttributeValue('XOR-MAPPED-ADDRESS'), [SOURCE.address, SOURCE.port]);
});

test('a check of the peer is answered; the way it nominates is where media goes', () => {
  const ice = agent();
  assert.ok(answer(ice, check()));
  assert.is(ice.nominated, undefined);
  assert.ok(answer(ice, check({ useCandidate: true })));
  assert.equal(ice.nominated, SOURCE);
  const elsewhere = { address: '192.0.2.77', port: 4 };
  answer(ice, check({ useCandidate: true }), 0, elsewhere);
  assert.equal(ice.nominated, elsewhere, 'it has changed networks');
});

test('a check of anybody else is not answered and nominates nothing', () => {
  const ice = agent();
  for (const forged of [
    check({ password: 'another-password-of-24-ch', useCandidate: true }),
    check({ username: 'ours:others', useCandidate: true }),
    check({ username: 'others:theirs', useCandidate: true }),
    check({ username: 'ours', useCandidate: true }),
  ]) {
    assert.is(answer(ice, forged), undefined);
  }
  assert.is(ice.nominated, undefined);
});

test('a nomination that stands behind the signature does not count', () => {
  const ice = agent();
  const signed = check();
  const attribute = Buffer.from('00250000', 'hex');
  const forged = Buffer.concat([signed, attribute]);
  forged.writeUInt16BE(forged.length - 20, 2);
  assert.ok(answer(ice, forged));
  assert.is(ice.nominated, undefined);
});

test('a peer that sends no checks any more has taken back its consent (RFC 7675)', () => {
  const ice = agent();
  assert.is(ice.isSilent(monotonicMs(CONSENT_MS - 1)), false);
  answer(ice, check(), 20_000);
  answer(ice, check({ password: 'another-password-of-24-ch' }), 40_000);
  assert.is(ice.isSilent(monotonicMs(20_000 + CONSENT_MS - 1)), false);
  assert.is(ice.isSilent(monotonicMs(20_000 + CONSENT_MS)), true);
});

test('what is no Binding request, or a broken one, is none', () => {
  const good = check();
  const withByte = (at: number, value: number): Buffer => {
    const bytes = Buffer.from(good);
    bytes[at] = value;
    return bytes;
  };
  const broken = [
    Buffer.alloc(0),
    good.subarray(0, 19),
    good.subarray(0, -4),
    withByte(0, 1),
    withByte(4, 0),
  ];
  // Attributes that say they are longer than the message.
  broken.push(withByte(22, 0xff), withByte(23, 0xff));
  for (const bytes of broken) assert.is(parseBindingRequest(bytes), undefined);
  for (let cut = 20; cut < good.length; cut++) {
    const bytes = Buffer.from(good.subarray(0, cut));
    bytes.writeUInt16BE(cut - 20, 2);
    parseBindingRequest(bytes);
  }
});

test('credentials are as long as RFC 8445 demands, and never twice the same', () => {
  const random = seededRandom(3);
  const [one, other] = [newIceCredentials(random), newIceCredentials(random)];
  assert.ok(one.ufrag.length >= 4 && one.password.length >= 22);
  assert.not.equal(one, other);
});

test.run();
