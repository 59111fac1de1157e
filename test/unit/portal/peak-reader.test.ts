import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeWav } from '../../../src/audio/wav.js';
import { PeakReader } from '../../../src/portal/pages/records/peak-reader.js';

const test = suite('the waveform of a recording');

const SAMPLES = Int16Array.from([0, -16_384, 100, 8_192, -32_768, 5, 0, 0]);
const FILE = writeWav({ sampleRateHz: 8_000, samples: SAMPLES });

function peaksOf(partBytes: number, told = SAMPLES.length): number[] {
  const reader = new PeakReader(told, 4);
  for (let at = 0; at < FILE.length; at += partBytes) reader.push(FILE.subarray(at, at + partBytes));
  return [...reader.peaks];
}

test('each stretch is as high as its loudest sample, whatever its sign', () => {
  assert.equal(peaksOf(FILE.length), [0.5, 0.25, 1, 0]);
});

test('it is the same however the file is cut into parts', () => {
  for (const partBytes of [1, 3, 7, 45, 47])
    assert.equal(peaksOf(partBytes), [0.5, 0.25, 1, 0], `${partBytes}`);
});

test('what goes beyond the length that was told belongs to the last stretch', () => {
  assert.equal(peaksOf(5, 4), [0, 0.5, 100 / 32_768, 1]);
});

test.run();
