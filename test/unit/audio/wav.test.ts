import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toneSamples } from '../../../src/audio/tone.js';
import { readWav, writeWav } from '../../../src/audio/wav.js';

const test = suite('wav');

const SAMPLES = toneSamples([{ frequencyHz: 440, levelDbm0: -10 }], 100);
const FILE = writeWav({ sampleRateHz: 8000, samples: SAMPLES });
const READ = { ok: true, value: { sampleRateHz: 8000, samples: SAMPLES } };
const changed = (change: (view: DataView) => void): Uint8Array => {
  const file = FILE.slice();
  change(new DataView(file.buffer));
  return file;
};

test('what was written is read back', () => {
  assert.equal(readWav(FILE, 8000), READ);
});

test('a file inside a larger buffer is read from its own place', () => {
  const padded = new Uint8Array(FILE.length + 7);
  padded.set(FILE, 7);
  assert.equal(readWav(padded.subarray(7), 8000), READ);
});

test('unknown chunks are passed over, odd ones with their padding', () => {
  const list = [0x4c, 0x49, 0x53, 0x54, 3, 0, 0, 0, 1, 2, 3, 0];
  const file = Uint8Array.from([...FILE.subarray(0, 36), ...list, ...FILE.subarray(36)]);
  assert.equal(readWav(file, 8000), READ);
});

test('a data chunk of unknown length ends with the file', () => {
  assert.equal(
    readWav(
      changed((view) => view.setUint32(40, 0xffffffff, true)),
      8000,
    ),
    READ,
  );
});

test('other formats are refused by what they are', () => {
  const refused = (file: Uint8Array, rate = 8000): unknown => {
    const result = readWav(file, rate);
    return !result.ok && result.error.code === 'WAV_FORMAT_UNSUPPORTED' ? result.error.found : result;
  };
  assert.is(refused(FILE, 16_000), 'linear 16 bit, 1 channel, 8000 Hz');
  assert.is(refused(changed((view) => view.setUint16(22, 2, true))), 'linear 16 bit, 2 channels, 8000 Hz');
  assert.is(refused(changed((view) => view.setUint16(20, 6, true))), 'format 6 16 bit, 1 channel, 8000 Hz');
});

test('what is no WAVE file is malformed, cut off at any byte', () => {
  const malformed = { ok: false, error: { code: 'WAV_MALFORMED' } };
  assert.equal(readWav(new Uint8Array(100), 8000), malformed);
  for (let length = 0; length < 44; length++)
    assert.equal(readWav(FILE.subarray(0, length), 8000), malformed);
  for (let length = 44; length <= FILE.length; length++)
    assert.ok(readWav(FILE.subarray(0, length), 8000).ok);
});

test.run();
