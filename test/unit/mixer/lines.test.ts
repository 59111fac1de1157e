import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { jitterRestarts, packetsLate } from '../../../src/rtp/jitter-buffer.js';
import * as L from '../../../src/mixer/shared/layout.js';
import type { Line } from '../../support/fake-net.js';
import { legId, MixerBench } from '../../support/mixer-bench.js';
import type { TestPhone, TestPhoneOptions } from '../../support/test-phone.js';
import { amplitudeOf, rms, steepestStep } from '../../support/tone.js';

const test = suite('lines');
const HZ = 437;
const AMPLITUDE = 6000;
const BLOCK = 160;
/** What the server sends arrives: only what it receives has to be mended. */
const CALLERS = '10.0.0.2';

interface Heard {
  readonly sound: number[];
  readonly talker: TestPhone;
  readonly bench: MixerBench;
}

/** One talker on the line, one listener who says nothing. The first second is not judged. */
function listen(line: Line, ms: number, options: Partial<TestPhoneOptions> = {}, seed = 1): Heard {
  const bench = new MixerBench({ line, seed });
  const talker = bench.phone('talker', { frequencyHz: HZ, amplitude: AMPLITUDE, ...options });
  const listener = bench.phone('listener', { amplitude: 0 });
  bench.join('talker');
  bench.join('listener');
  bench.run(1000);
  const before = listener.heard.length;
  bench.run(ms);
  return { sound: listener.heard.slice(before), talker, bench };
}

/** Share of 20 ms blocks for which the judgement is true. */
function share(sound: readonly number[], judge: (block: number[]) => boolean): number {
  let found = 0;
  const blocks = Math.floor(sound.length / BLOCK);
  for (let i = 0; i < blocks; i++) if (judge(sound.slice(i * BLOCK, (i + 1) * BLOCK))) found += 1;
  return found / blocks;
}
const isSilent = (block: readonly number[]): boolean => rms(block) < 0.1 * AMPLITUDE;
/** A block that is not the tone at about its level. */
const isWrong = (block: readonly number[]): boolean => {
  const level = amplitudeOf(block, HZ);
  return level < 0.8 * AMPLITUDE || level > 1.2 * AMPLITUDE;
};

for (const ptimeMs of [10, 20, 30, 40, 50, 60]) {
  for (const offsetMs of [0, 3, 13]) {
    test(`a clean line with ${ptimeMs} ms packets, ${offsetMs} ms off the beat, is heard whole`, () => {
      const { sound, bench } = listen({}, 4000, { ptimeMs, offsetMs });
      assert.is(share(sound, isWrong), 0);
      assert.is(bench.close('talker').framesConcealed, 0);
    });
  }
}

test('the packet time may change in mid-call', () => {
  const { bench, talker, listener } = talk();
  bench.run(1000);
  for (const ptimeMs of [10, 60, 30, 20, 50, 40]) {
    talker.ptimeMs = ptimeMs;
    bench.run(2000);
  }
  const sound = listener.heard.slice(8000);
  assert.ok(share(sound, isSilent) === 0);
  assert.ok(share(sound, isWrong) < 0.03, `${share(sound, isWrong)}`);
});

test('the delay on a clean line is at most a beat and a phase, and half of that on average', () => {
  const delaysMs = Array.from({ length: 20 }, (_, offsetMs) => {
    const bench = new MixerBench();
    const talker = bench.phone('talker', { frequencyHz: HZ, amplitude: 0, offsetMs });
    const listener = bench.phone('listener', { amplitude: 0 });
    bench.join('talker');
    bench.join('listener');
    bench.run(3000);
    talker.amplitude = AMPLITUDE;
    const sentMs = talker.nextMs;
    while (rms(listener.lately(20)) < 1000) bench.run(1);
    return bench.nowMs - sentMs;
  });
  assert.ok(Math.max(...delaysMs) <= 25, `${Math.max(...delaysMs)} ms`);
  assert.ok(delaysMs.reduce((a, b) => a + b) / 20 <= 15, delaysMs.join(' '));
});

test('3 % random loss silences at most 0.5 % of the blocks', () => {
  for (let seed = 1; seed <= 3; seed++) {
    const { sound, bench } = listen({ loss: 0.03, from: CALLERS }, 20_000, {}, seed);
    assert.ok(share(sound, isSilent) <= 0.005, `${share(sound, isSilent)}`);
    const stats = bench.close('talker');
    assert.ok(stats.packetsLost > 15 && stats.packetsLost < 50, `${stats.packetsLost} lost`);
    assert.ok(stats.framesConcealed > 15 && stats.framesConcealed < 60, `${stats.framesConcealed} concealed`);
  }
});

for (const jitterMs of [40, 80]) {
  test(`0–${jitterMs} ms of random delay, which reorders packets, is smoothed`, () => {
    const { sound, bench } = listen({ jitterMs, from: CALLERS }, 20_000);
    assert.ok(share(sound, isSilent) < 0.005, `${share(sound, isSilent)} silent`);
    assert.ok(share(sound, isWrong) < 0.02, `${share(sound, isWrong)} wrong`);
    const stats = bench.close('talker');
    assert.is(stats.packetsLost, 0);
    assert.ok(stats.packetsLate < 5, `${stats.packetsLate} late`);
    assert.ok(stats.jitterMs > jitterMs / 6, `${stats.jitterMs}`);
  });
}

test('duplicates are counted and change nothing', () => {
  const { sound, bench } = listen({ duplicates: 0.3, jitterMs: 5 }, 5000);
  assert.ok(share(sound, isSilent) === 0);
  assert.ok(bench.close('talker').packetsDuplicate > 50);
});

for (const ppm of [200, -200]) {
  test(`a sender whose clock is ${ppm} ppm off is followed for ten minutes`, () => {
    const { sound, bench } = listen({}, 600_000, { ppm, offsetMs: 2 });
    assert.ok(share(sound, isSilent) === 0);
    // Ten minutes at 200 ppm are 120 ms: six frames put in or taken out, each heard in two blocks at most.
    assert.ok(share(sound, isWrong) * 30_000 <= 18, `${share(sound, isWrong) * 30_000} blocks`);
    // The tone itself moves by 2,060 from sample to sample.
    assert.ok(steepestStep(sound) < 3000, `a step of ${steepestStep(sound)}`);
    assert.is(bench.close('talker').packetsLost, 0);
  });
}

test('a stall of 150 ms is caught up without losing a word, and the delay comes back down', () => {
  const { bench, talker, listener } = talk();
  bench.run(2000);
  bench.net.line = { heldUntilMs: bench.nowMs + 150, from: CALLERS };
  bench.run(150);
  bench.net.line = {};
  bench.run(1000);
  assert.is(bench.mixer.counts(0).packetsRefused, 0);
  bench.run(15_000);
  talker.amplitude = 0;
  const stoppedMs = talker.nextMs;
  while (rms(listener.lately(10)) > 1000) bench.run(1);
  assert.ok(bench.nowMs - stoppedMs <= 60, `${bench.nowMs - stoppedMs} ms`);
});

/** One who talks and one who listens, alone in a room. */
function talk() {
  const bench = new MixerBench();
  const talker = bench.phone('talker', { frequencyHz: HZ, amplitude: AMPLITUDE });
  const listener = bench.phone('listener', { amplitude: 0 });
  bench.join('talker');
  bench.join('listener');
  return { bench, talker, listener };
}

/** How long what the talker says waits in its buffer. */
function bufferMs(bench: MixerBench): number {
  bench.mixer.send({ type: 'measure', leg: legId('talker') });
  bench.run(20);
  return bench.eventsOf('measured').at(-1)!.bufferMs!;
}

/** The talker's jitter buffer: it is the first leg. */
const bufferOf = ({ mixer }: MixerBench): [Int32Array, number] => [
  mixer.memory.words,
  mixer.memory.leg(0) + L.LEG_JITTER,
];

for (const stallMs of [300, 400, 600]) {
  test(`after a stall of ${stallMs} ms who goes on talking is at most 200 ms late within two seconds`, () => {
    const { bench, listener } = talk();
    bench.run(2000);
    bench.net.line = { heldUntilMs: bench.nowMs + stallMs, from: CALLERS };
    bench.run(stallMs);
    bench.net.line = {};
    bench.run(100);
    const before = listener.heard.length;
    bench.run(1900);
    assert.ok(bufferMs(bench) <= 200, `${bufferMs(bench)} ms`);
    const sound = listener.heard.slice(before);
    assert.is(share(sound, isSilent), 0);
    assert.ok(steepestStep(sound) < 3500, `a step of ${steepestStep(sound)}`);
    assert.is(jitterRestarts(...bufferOf(bench)), 0);
    assert.is(packetsLate(...bufferOf(bench)), 0);
  });
}

test('one packet that comes half a second after its time is not heard, and disturbs nothing', () => {
  const { bench, talker, listener } = talk();
  bench.run(2000);
  const { sequence, timestamp } = talker;
  talker.sequence += 1;
  bench.run(560);
  const goesOn = talker.sequence;
  talker.sequence = sequence;
  talker.sendPacket(talker.payloadType, new Uint8Array(160), timestamp - 160, false);
  talker.sequence = goesOn;
  const before = listener.heard.length;
  bench.run(500);
  assert.is(share(listener.heard.slice(before), isWrong), 0);
  assert.is(jitterRestarts(...bufferOf(bench)), 0);
  const stats = bench.close('talker');
  assert.equal([stats.packetsLost, stats.packetsLate], [0, 1]);
});

test.run();
