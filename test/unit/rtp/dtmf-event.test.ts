import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, fraction, seededRandom } from '../../../src/base/random.js';
import * as D from '../../../src/rtp/dtmf-event.js';

const test = suite('dtmf-event');

interface EventPacket {
  readonly event: number;
  readonly timestamp: number;
  readonly duration: number;
  readonly end: boolean;
  readonly atTicks: number;
}

/** What a well-behaved sender sends for one press: updates each 20 ms, three ends. */
function press(event: number, timestamp: number, ticks: number): EventPacket[] {
  const packets: EventPacket[] = [];
  for (let duration = 160; duration < ticks; duration += 160) {
    packets.push({ event, timestamp, duration, end: false, atTicks: timestamp + duration });
  }
  for (let i = 0; i < 3; i++) {
    packets.push({ event, timestamp, duration: ticks, end: true, atTicks: timestamp + ticks + i * 160 });
  }
  return packets;
}

/** Feeds packets by their time, with a tick every 20 ms; returns '5+' for a press and '5-320' for a release. */
function run(packets: readonly EventPacket[]): string[] {
  const state = new Int32Array(D.DTMF_INTS);
  const told: string[] = [];
  const sorted = [...packets].sort((a, b) => a.atTicks - b.atTicks);
  const end = (sorted.at(-1)?.atTicks ?? 0) + 3200;
  let next = 0;
  const release = () => told.push(`${D.DTMF_KEYS[D.dtmfKey(state, 0)]}-${D.dtmfDuration(state, 0)}`);
  for (let now = 0; now <= end; now += 160) {
    for (; next < sorted.length && sorted[next]!.atTicks <= now; next++) {
      const packet = sorted[next]!;
      const bytes = Uint8Array.of(
        packet.event,
        packet.end ? 0x8a : 10,
        packet.duration >> 8,
        packet.duration & 0xff,
      );
      const before = `${D.DTMF_KEYS[D.dtmfKey(state, 0)]}-${D.dtmfDuration(state, 0)}`;
      const verdict = D.dtmfReceive(state, 0, bytes, 0, 4, packet.timestamp | 0, now);
      if (verdict === D.DTMF_RELEASED) release();
      else if ((verdict & D.DTMF_RELEASED) !== 0) told.push(before);
      if ((verdict & D.DTMF_PRESSED) !== 0) told.push(`${D.DTMF_KEYS[D.dtmfKey(state, 0)]}+`);
    }
    if (D.dtmfTick(state, 0, now) === D.DTMF_RELEASED) release();
  }
  return told;
}
const presses = (told: readonly string[]): string =>
  told
    .filter((t) => t.endsWith('+'))
    .map((t) => t[0])
    .join('');

test('one press is one digit with its duration, ends repeated', () => {
  assert.equal(run(press(5, 8000, 800)), ['5+', '5-800']);
});

test('every subset of the packets of a press is one digit', () => {
  const packets = press(11, 8000, 640);
  for (let subset = 1; subset < 1 << packets.length; subset++) {
    const kept = packets.filter((_, i) => (subset & (1 << i)) !== 0);
    assert.is(presses(run(kept)), '#', `subset ${subset.toString(2)}`);
  }
});

test('presses of one key stay apart when the ends are lost, as long as 60 ms lie between', () => {
  const first = press(1, 8000, 640).filter((packet) => !packet.end);
  assert.is(presses(run([...first, ...press(1, 8000 + 640 + 480, 640)])), '11');
});

test('loss, disorder and copies keep the digits', () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = seededRandom(seed);
    const keys = Array.from({ length: 12 }, () => below(random, 16));
    const packets = keys.flatMap((key, i) => press(key, 8000 + i * 1600, 800));
    const received = packets.flatMap((packet) => {
      const late = { ...packet, atTicks: packet.atTicks + below(random, 320) };
      if (fraction(random) < 0.2) return [];
      return fraction(random) < 0.2
        ? [late, { ...late, atTicks: late.atTicks + below(random, 320) }]
        : [late];
    });
    assert.is(presses(run(received)), keys.map((key) => D.DTMF_KEYS[key]).join(''), `seed ${seed}`);
  }
});

test('a peer that advances the timestamp with every packet is merged', () => {
  for (const growing of [true, false]) {
    const packets = press(7, 8000, 1280).map((packet, i) => ({
      ...packet,
      timestamp: packet.timestamp + i * 160,
      duration: growing ? packet.duration : 160,
    }));
    assert.is(presses(run(packets)), '7', growing ? 'growing duration' : 'constant duration');
    assert.is(presses(run(packets.filter((_, i) => i % 3 !== 1 || packets[i]!.end))), '7', 'with losses');
  }
});

test('an event longer than the duration field goes on in the next segment', () => {
  const first = press(3, 8000, 0xffff).filter((packet) => !packet.end);
  const full = { event: 3, timestamp: 8000, duration: 0xffff, end: false, atTicks: 8000 + 0xffff };
  const second = press(3, 8000 + 0xffff, 1600);
  assert.equal(run([...first, full, ...second]), ['3+', `3-${0xffff + 1600}`]);
});

test('a lost end is made up after a while, and stragglers change nothing', () => {
  const packets = press(9, 8000, 800);
  const straggler = { ...packets[1]!, atTicks: 8000 + 800 + 2400 };
  assert.equal(run([...packets.filter((packet) => !packet.end), straggler]), ['9+', '9-640']);
});

test('another key ends the one before', () => {
  const first = press(1, 8000, 640).filter((packet) => !packet.end);
  assert.equal(run([...first, ...press(2, 8000 + 700, 640)]), ['1+', '1-480', '2+', '2-640']);
});

test('events that are no keys, and short payloads, are no digits', () => {
  assert.equal(run(press(16, 8000, 640)), []);
  const state = new Int32Array(D.DTMF_INTS);
  assert.is(D.dtmfReceive(state, 0, new Uint8Array(4), 0, 3, 1, 0), D.DTMF_NOTHING);
});

test('timestamps wrap within a press', () => {
  assert.equal(run(press(4, 0xffff_ff00, 800).map((p) => ({ ...p, atTicks: p.atTicks - 0xffff_0000 }))), [
    '4+',
    '4-800',
  ]);
});

test.run();
