import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as S from '../../../src/rtp/source-lock.js';

const test = suite('source-lock');
const PEER = Int32Array.of(0, 0, 0xffff, 0x0a000002);
const OTHER = Int32Array.of(0, 0, 0xffff, 0x0a000003);
const THIRD = Int32Array.of(0, 0, 0xffff, 0x0a000004);

class Lock {
  readonly state = new Int32Array(S.LOCK_INTS);
  constructor() {
    S.lockNegotiated(this.state, 0, PEER, 0, 4000);
  }
  accept(from: Int32Array, sequence: number, allowed: boolean, ssrc = 1, port = 4000): number {
    return S.lockAccept(this.state, 0, from, 0, port, ssrc, sequence & 0xffff, allowed);
  }
  get sendsTo(): number[] {
    return [...this.state.subarray(S.LOCK_ADDRESS, S.LOCK_PORT + 1)];
  }
}

test('the negotiated address is heard, others and other ports are not', () => {
  const lock = new Lock();
  assert.is(lock.accept(PEER, 1, false), S.LOCK_ACCEPTED);
  for (let i = 0; i < 10; i++)
    assert.is(lock.accept(OTHER, i, true), S.LOCK_FOREIGN, 'locked by the first packet');
  assert.is(lock.accept(PEER, 2, false, 1, 4002), S.LOCK_FOREIGN);
});

test('another address is learnt after four packets in sequence, across the wrap, and sent to', () => {
  const lock = new Lock();
  for (let i = 65_534; i < 65_537; i++) assert.is(lock.accept(OTHER, i, true), S.LOCK_FOREIGN);
  assert.equal(lock.sendsTo, [...PEER, 4000]);
  assert.is(lock.accept(OTHER, 65_537, true), S.LOCK_LEARNT);
  assert.equal(lock.sendsTo, [...OTHER, 4000]);
  assert.is(lock.accept(PEER, 1, true), S.LOCK_FOREIGN, 'locked until the next offer or answer');
});

test('nothing is learnt outside the allowed networks', () => {
  const lock = new Lock();
  for (let i = 0; i < 20; i++) assert.is(lock.accept(OTHER, i, false), S.LOCK_FOREIGN);
  assert.is(lock.accept(PEER, 1, false), S.LOCK_ACCEPTED);
});

test('packets of two sources, out of sequence or of changing SSRC do not add up to four', () => {
  const lock = new Lock();
  for (let i = 0; i < 20; i++) lock.accept(i % 2 === 0 ? OTHER : THIRD, i, true);
  for (let i = 0; i < 20; i++) lock.accept(OTHER, i * 2, true);
  for (let i = 0; i < 20; i++) lock.accept(OTHER, i, true, i);
  assert.equal(lock.sendsTo, [...PEER, 4000]);
});

test('without an address nobody is heard', () => {
  const lock = new Lock();
  S.lockNegotiated(lock.state, 0, PEER, 0, 0);
  for (let i = 0; i < 10; i++) assert.is(lock.accept(OTHER, i, true), S.LOCK_FOREIGN);
});

test.run();
