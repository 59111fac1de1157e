import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { byteArea } from '../../../src/rtp/byte-area.js';
import * as J from '../../../src/rtp/jitter-buffer.js';
import { FRAME_TICKS } from '../../../src/rtp/packet.js';

const test = suite('jitter-buffer');

/** A buffer whose packets carry code words that tell their timestamp. */
class Buffer {
  readonly state = new Int32Array(J.JITTER_INTS);
  readonly area = byteArea(new Uint8Array(J.RING_TICKS + 1024));
  readonly pulled = new Int32Array(J.PULL_INTS);
  nowTicks = 0;

  constructor() {
    J.jitterReset(this.state, 0);
  }

  put(timestamp: number, ticks = FRAME_TICKS, isReordered = false): number {
    const { area, state, nowTicks: now } = this;
    for (let i = 0; i < ticks; i++) area.bytes[J.RING_TICKS + i] = codeOf(timestamp + i);
    return J.jitterPut(state, 0, area, 0, area, J.RING_TICKS, ticks, timestamp | 0, now, now, isReordered);
  }

  /** Pulls a frame and lets a beat go by. */
  pull(quiet = false): number {
    const verdict = J.jitterPull(this.state, 0, this.nowTicks, quiet, this.pulled);
    this.nowTicks += FRAME_TICKS;
    return verdict;
  }

  /** Are the present granules of the pulled frame those of `timestamp`? */
  holds(timestamp: number, mask = J.MASK_FULL): boolean {
    if (this.pulled[J.PULL_MASK] !== mask) return false;
    for (let i = 0; i < FRAME_TICKS; i++) {
      if ((mask & (1 << Math.floor(i / J.GRANULE_TICKS))) === 0) continue;
      const at = (this.pulled[J.PULL_INDEX]! + i) & (J.RING_TICKS - 1);
      if (this.area.bytes[at] !== codeOf(timestamp + i)) return false;
    }
    return true;
  }
}
const codeOf = (timestamp: number): number => (timestamp ^ (timestamp >>> 8)) & 0xff;

/** Runs until the first frame comes, with the packets of each beat. */
function started(buffer: Buffer, first: number): number {
  for (let timestamp = first; ; timestamp += FRAME_TICKS) {
    buffer.put(timestamp);
    buffer.pull();
    if (buffer.holds(first)) return timestamp + FRAME_TICKS;
  }
}

test('before the first packet there is nothing', () => {
  assert.is(new Buffer().pull(), J.PULL_NOTHING);
});

test('frames come out in the order of their timestamps, across the wrap of 32 bits', () => {
  const buffer = new Buffer();
  const first = 0xffff_f000;
  let next = started(buffer, first);
  for (let frame = 1; frame < 200; frame++) {
    buffer.put(next);
    next += FRAME_TICKS;
    assert.is(buffer.pull(), J.PULL_FRAME);
    assert.ok(buffer.holds(first + frame * FRAME_TICKS), `frame ${frame}`);
  }
});

test('a missing packet is a hole in the mask, not a shift', () => {
  const buffer = new Buffer();
  let next = started(buffer, 800);
  buffer.put(next, 80);
  buffer.put(next + FRAME_TICKS);
  buffer.pull();
  buffer.pull();
  assert.ok(buffer.holds(next, (1 << 10) - 1), 'half a frame');
  next += FRAME_TICKS;
  buffer.put(next + FRAME_TICKS);
  buffer.pull();
  assert.ok(buffer.holds(next));
});

test('a packet that is late with nothing behind it is heard late', () => {
  const buffer = new Buffer();
  const next = started(buffer, 0);
  for (let i = 0; i < 4; i++) buffer.pull();
  assert.is(buffer.put(next), J.PUT_STORED);
  buffer.pull();
  assert.ok(buffer.holds(next));
  assert.is(J.packetsLate(buffer.state, 0), 1);
});

test('a packet that is late behind one that came has missed its time', () => {
  const buffer = new Buffer();
  const next = started(buffer, 0);
  buffer.put(next + 2 * FRAME_TICKS);
  for (let i = 0; i < 2; i++) buffer.pull();
  assert.is(buffer.put(next), J.PUT_LATE);
  buffer.pull();
  buffer.pull();
  assert.not.ok(buffer.holds(next));
});

test('a stream that stopped starts anew with its next packet', () => {
  const buffer = new Buffer();
  started(buffer, 0);
  let verdict = 1;
  for (let i = 0; i < 20; i++) verdict = buffer.pull();
  assert.is(verdict, J.PULL_NOTHING);
  started(buffer, 5_000_000);
});

test('silly payloads and timestamps are refused or restart it', () => {
  const buffer = new Buffer();
  started(buffer, 0);
  assert.is(buffer.put(160, 0), J.PUT_REFUSED);
  assert.is(buffer.put(160, 7), J.PUT_REFUSED);
  assert.is(buffer.put(160, 968), J.PUT_REFUSED);
  buffer.put(1_000_000);
  assert.is(J.jitterRestarts(buffer.state, 0), 1);
});

test('hushed time is silent from its timestamp to a little after its end', () => {
  const buffer = new Buffer();
  let next = started(buffer, 0);
  const from = next + 80;
  J.jitterHush(buffer.state, 0, from);
  J.jitterHushEnd(buffer.state, 0, 320);
  const hushed: number[] = [];
  for (let i = 0; i < 8; i++) {
    buffer.put(next);
    next += FRAME_TICKS;
    buffer.pull();
    for (let granule = 0; granule < 20; granule++) {
      if ((buffer.pulled[J.PULL_HUSH]! & (1 << granule)) !== 0) hushed.push(i * FRAME_TICKS + granule * 8);
    }
  }
  assert.is(hushed.length * 8, 320 + 160);
  assert.is(hushed.at(-1)! - hushed[0]!, 320 + 160 - 8);
});

test('of a burst longer than the ring the newest 200 ms are kept, and all that follows', () => {
  const buffer = new Buffer();
  const first = started(buffer, 0);
  let next = first;
  // It fills the ring, and one packet more.
  while (next - first + 2 * FRAME_TICKS <= J.RING_TICKS) {
    assert.is(buffer.put(next), J.PUT_STORED);
    next += FRAME_TICKS;
  }
  assert.is(J.jitterRestarts(buffer.state, 0), 0);
  for (let frame = next - 1600; frame < next; frame += FRAME_TICKS) {
    assert.is(buffer.pull(), J.PULL_FRAME);
    assert.ok(buffer.holds(frame), `frame at ${frame}`);
  }
});

test('more than 200 ms of delay shrink also while somebody talks', () => {
  const buffer = new Buffer();
  let next = started(buffer, 0);
  for (let i = 0; i < 20; i++) buffer.put(next + i * FRAME_TICKS);
  next += 20 * FRAME_TICKS;
  for (let beat = 0; beat < 50; beat++) {
    buffer.put(next);
    next += FRAME_TICKS;
    buffer.pull();
  }
  assert.ok(J.depthTicks(buffer.state, 0, buffer.nowTicks) <= 1600);
});

test('a straggler does not move the stream, however old it is', () => {
  const buffer = new Buffer();
  let next = started(buffer, 0);
  for (let frame = 1; frame < 60; frame++) {
    buffer.put(next);
    next += FRAME_TICKS;
    buffer.pull();
  }
  for (const aged of [J.RING_TICKS + 384, J.RING_TICKS + 389, 50_000])
    assert.is(buffer.put(next - aged, FRAME_TICKS, true), J.PUT_LATE);
  assert.is(J.jitterRestarts(buffer.state, 0), 0);
  buffer.put(next);
  assert.is(buffer.pull(), J.PULL_FRAME);
  assert.is(buffer.pulled[J.PULL_MASK], J.MASK_FULL);
  for (let i = 0; i < 20; i++) buffer.pull();
  assert.is(buffer.put(next - 400, FRAME_TICKS, true), J.PUT_LATE, 'nor begins it anew');
  assert.is(buffer.pull(), J.PULL_NOTHING);
});

test.run();
