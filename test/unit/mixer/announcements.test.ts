import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MixerBench, roomKey } from '../../support/mixer-bench.js';
import { amplitudeOf, sine } from '../../support/tone.js';

const test = suite('announcements');
const AMPLITUDE = 6000;
const TONES = [600, 900] as const;
const prompts = TONES.map((hz) => ({ id: `${hz}`, language: 'en', samples: sine(hz, AMPLITUDE, 0, 8000) }));
const ref = (hz: number) => ({ id: `${hz}`, language: 'en' });

function room(): { bench: MixerBench; heard: () => number[] } {
  const bench = new MixerBench({ prompts });
  const phone = bench.phone('a', { amplitude: 0 });
  bench.join('a');
  bench.run(500);
  return { bench, heard: () => phone.lately(500) };
}
const announce = (bench: MixerBench, list: readonly number[]): void =>
  bench.mixer.send({ type: 'play-room', room: roomKey('room'), prompts: list.map(ref) });
const hears = (sound: readonly number[], hz: number): boolean => amplitudeOf(sound, hz) > 0.9 * AMPLITUDE;

test('announcements wait for their turn', () => {
  const { bench, heard } = room();
  for (let i = 0; i < 20; i++) announce(bench, [600]);
  announce(bench, [900]);
  bench.run(20_800);
  assert.ok(hears(heard(), 900));
});

test('an announcement for which the queue has no place is dropped whole', () => {
  const { bench } = room();
  for (let i = 0; i < 36; i++) announce(bench, [600]);
  announce(bench, [900, 900]);
  bench.run(100);
  assert.is(bench.mixer.counts(0).roomPromptsDropped, 1);
});

test.run();
