import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legId, mediaOf, MixerBench, roomKey } from '../../support/mixer-bench.js';
import { TestPhone } from '../../support/test-phone.js';
import { amplitudeOf, rms, sine } from '../../support/tone.js';

const test = suite('private-line');
const AMPLITUDE = 6000;
const TONES = { a: 400, b: 700, c: 1100, x: 1600 } as const;
const hears = (sound: readonly number[], hz: number): boolean =>
  Math.abs(amplitudeOf(sound, hz) / AMPLITUDE - 1) < 0.1;
const hearsNot = (sound: readonly number[], hz: number): boolean => amplitudeOf(sound, hz) < 60;

type Name = keyof typeof TONES;
type Phones = Record<Name, TestPhone>;

/** a, b and c in a conference; x has been called and is nowhere yet. */
function conference(workers = 2): { bench: MixerBench; phones: Phones } {
  const bench = new MixerBench({ workers });
  const names = Object.keys(TONES) as Name[];
  const entries = names.slice(0, 3).map((name) => [name, bench.phone(name, { frequencyHz: TONES[name] })]);
  for (const name of names.slice(0, 3)) bench.join(name);
  bench.run(500);
  const x = new Map([['x', bench.phone('x', { frequencyHz: TONES.x })]]);
  bench.run(100);
  return { bench, phones: Object.fromEntries([...entries, ...x]) as Phones };
}

/** Exactly these tones, and no others. */
function assertHears(phone: TestPhone, names: readonly Name[]): void {
  const sound = phone.lately(400);
  for (const [name, hz] of Object.entries(TONES)) {
    const isExpected = names.includes(name as Name);
    assert.ok(isExpected ? hears(sound, hz) : hearsNot(sound, hz), `${name}: ${amplitudeOf(sound, hz)}`);
  }
}

test('two on a line hear each other alone, the conference goes on without, and a merge brings all together', () => {
  const { bench, phones } = conference();
  bench.join('a', 'line');
  bench.join('x', 'line');
  bench.run(600);
  assertHears(phones.a, ['x']);
  assertHears(phones.x, ['a']);
  assertHears(phones.b, ['c']);
  assertHears(phones.c, ['b']);
  for (const phone of Object.values(phones)) phone.gapMsMax = 0;
  for (const name of ['a', 'x']) bench.join(name);
  bench.run(600);
  assertHears(phones.a, ['b', 'c', 'x']);
  assertHears(phones.x, ['a', 'b', 'c']);
  assertHears(phones.b, ['a', 'c', 'x']);
  for (const phone of Object.values(phones)) assert.ok(phone.gapMsMax <= 40, `gap of ${phone.gapMsMax} ms`);
});

test('back and forth between conference and line nobody misses more than 60 ms', () => {
  for (const withLeave of [false, true]) {
    const { bench, phones } = conference();
    bench.join('x', 'line');
    bench.run(200);
    for (const phone of [phones.a, phones.x]) phone.gapMsMax = 0;
    const from = phones.a.heard.length;
    for (let i = 0; i < 20; i++) {
      if (withLeave) bench.mixer.send({ type: 'leave-room', leg: legId('a') });
      bench.join('a', i % 2 === 0 ? 'line' : 'room');
      bench.run(237);
    }
    assert.ok(phones.a.gapMsMax <= 40, `gap of ${phones.a.gapMsMax} ms`);
    // There is always somebody to be heard: the longest silence is what the change costs.
    let silent = 0;
    let longest = 0;
    const sound = phones.a.heard.slice(from);
    for (let i = 0; i + 40 <= sound.length; i += 40) {
      silent = rms(sound.slice(i, i + 40)) < 500 ? silent + 5 : 0;
      longest = Math.max(longest, silent);
    }
    assert.ok(longest <= 60, `${longest} ms`);
  }
});

test('a leg whose call is not answered yet is heard on a line as soon as it sends', () => {
  const bench = new MixerBench();
  const a = bench.phone('a', { frequencyHz: TONES.a });
  bench.join('a', 'line');
  const x = new TestPhone(bench.net, { address: '10.0.0.3', port: 4000, frequencyHz: TONES.x });
  bench.phones.set(legId('early'), x);
  bench.mixer.send({ type: 'open-leg', leg: legId('early'), media: undefined });
  bench.run(100);
  bench.join('early', 'line');
  bench.run(300);
  assertHears(a, []);
  // 183 with SDP: the network speaks.
  bench.mixer.send({ type: 'update-leg', leg: legId('early'), media: mediaOf(x) });
  bench.run(600);
  assertHears(a, ['x']);
  assertHears(x, ['a']);
  assert.equal(
    bench.eventsOf('media-started').map(({ leg }) => leg),
    [legId('a'), legId('early')],
  );
});

test('a leg opened near a conference joins its lines, and then it, without a move', () => {
  const { bench, phones } = conference();
  const moves = (): number => bench.mixer.front.counters.get('moves');
  const before = moves();
  bench.mixer.send({ type: 'open-leg', leg: legId('y'), media: mediaOf(phones.x), near: roomKey('room') });
  bench.run(100);
  bench.join('a', 'line');
  bench.join('y', 'line');
  bench.run(100);
  for (const name of ['a', 'y']) bench.join(name);
  bench.run(100);
  assert.is(moves(), before);
});

test('a line that the invited leg has joined first is where the invited is, and both come back', () => {
  const { bench, phones } = conference();
  bench.join('x', 'line');
  bench.join('a', 'line');
  bench.run(600);
  assertHears(phones.a, ['x']);
  for (const name of ['a', 'x']) bench.join(name);
  bench.run(600);
  assertHears(phones.x, ['a', 'b', 'c']);
});

test('a sound of ten minutes is kept once for both languages, and plays in a loop', () => {
  const samples = sine(440, AMPLITUDE, 0, 8000 * 600);
  const prompts = ['zh-CN', 'en'].map((language) => ({ id: 'hold-music', language, samples }));
  const bench = new MixerBench({ prompts });
  const beep = 1600;
  assert.is(bench.mixer.memory.shape.promptSamples, samples.length + beep);
  const phone = bench.phone('a', { amplitude: 0 });
  bench.run(100);
  const music = { id: 'hold-music', language: 'en' };
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 1, prompts: [music], loop: true });
  bench.run(1000);
  assert.ok(hears(phone.lately(500), 440));
});

test.run();
