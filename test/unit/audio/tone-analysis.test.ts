import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeG711, encodeG711, G711_LAW } from '../../../src/audio/g711.js';
import { levelOf, meanSquareOfLevel, SILENCE_DBM0 } from '../../../src/audio/level.js';
import { countGlitches, measureSilence, toneLevel, tonesPresent } from '../../../src/audio/tone-analysis.js';
import { toneSamples, type Tone } from '../../../src/audio/tone.js';

const test = suite('tone analysis');

const TONES: readonly Tone[] = [
  { frequencyHz: 440, levelDbm0: -10 },
  { frequencyHz: 620, levelDbm0: -16 },
  { frequencyHz: 1330, levelDbm0: -30 },
];
const FREQUENCIES = TONES.map(({ frequencyHz }) => frequencyHz);
const near = (value: number, expected: number, within: number, what = ''): void =>
  assert.ok(Math.abs(value - expected) <= within, `${what} ${value}, not ${expected}`);

test('levels are those of the tones', () => {
  for (const levelDbm0 of [3.14, 0, -10, -40]) {
    const samples = toneSamples([{ frequencyHz: 1000, levelDbm0 }], 8000);
    near(levelOf(samples), levelDbm0, 0.05);
    near(toneLevel(samples, 1000), levelDbm0, 0.05);
    near(10 * Math.log10(meanSquareOfLevel(levelDbm0) / meanSquareOfLevel(0)), levelDbm0, 1e-9);
  }
  assert.is(levelOf(new Int16Array(160)), SILENCE_DBM0);
});

test('tones of a mix are told apart with their levels, through G.711 too', () => {
  const samples = toneSamples(TONES, 1600);
  const coded = decodeG711(G711_LAW.PCMU, encodeG711(G711_LAW.PCMU, samples));
  for (const { frequencyHz, levelDbm0 } of TONES) near(toneLevel(coded, frequencyHz), levelDbm0, 0.3);
  assert.equal(tonesPresent(coded, [350, ...FREQUENCIES, 1000, 2000]), FREQUENCIES);
});

test('blocks made one after another join', () => {
  const whole = toneSamples(TONES, 480);
  const pieces = [0, 160, 320].flatMap((start) => [...toneSamples(TONES, 160, start)]);
  assert.equal(pieces, [...whole]);
});

test('silence is counted with its longest run', () => {
  const samples = toneSamples(TONES, 1600);
  samples.fill(0, 320, 800);
  samples.fill(0, 1120, 1280);
  assert.equal(measureSilence(samples), { blocks: 10, silentBlocks: 4, longestRun: 3 });
});

test('steady tones have no glitches, through G.711 too', () => {
  const samples = toneSamples(TONES, 8000);
  assert.is(countGlitches(samples, FREQUENCIES), 0);
  const coded = decodeG711(G711_LAW.PCMA, encodeG711(G711_LAW.PCMA, samples));
  assert.is(countGlitches(coded, FREQUENCIES, 30), 0);
});

test('a gap, a click, a repeated frame, a foreign tone and silence are glitches', () => {
  const damage: readonly (readonly [name: string, (samples: Int16Array) => void])[] = [
    ['gap', (samples) => samples.fill(0, 1000, 1040)],
    ['click', (samples) => samples.fill(30_000, 1000, 1002)],
    ['repeat', (samples) => samples.copyWithin(1120, 1000, 1120)],
    [
      'foreign',
      (samples) =>
        toneSamples([{ frequencyHz: 880, levelDbm0: -20 }], 320).forEach((s, i) => (samples[960 + i]! += s)),
    ],
    ['silence', (samples) => samples.fill(0, 960, 1280)],
  ];
  for (const [name, apply] of damage) {
    const samples = toneSamples(TONES, 3200);
    apply(samples);
    assert.is(countGlitches(samples, FREQUENCIES), 1, name);
  }
});

test.run();
