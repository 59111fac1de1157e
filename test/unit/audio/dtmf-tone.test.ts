import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { beepSamples } from '../../../src/audio/beep.js';
import { dtmfSample } from '../../../src/audio/dtmf-tone.js';
import { levelOf, sineAmplitude } from '../../../src/audio/level.js';
import { amplitudeOf, steepestStep } from '../../support/tone.js';

const test = suite('dtmf-tone');
const PAIRS: Readonly<Record<string, readonly [number, number]>> = {
  '1': [697, 1209],
  '2': [697, 1336],
  '3': [697, 1477],
  '4': [770, 1209],
  '5': [770, 1336],
  '6': [770, 1477],
  '7': [852, 1209],
  '8': [852, 1336],
  '9': [852, 1477],
  '0': [941, 1336],
  '*': [941, 1209],
  '#': [941, 1477],
  A: [697, 1633],
  B: [770, 1633],
  C: [852, 1633],
  D: [941, 1633],
};
const FREQUENCIES = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

for (const [key, pair] of Object.entries(PAIRS)) {
  test(`key ${key} is ${pair.join(' and ')} Hz and nothing else`, () => {
    const event = '0123456789*#ABCD'.indexOf(key);
    const sound = Int16Array.from({ length: 4000 }, (_, time) => dtmfSample(event, time));
    for (const hz of FREQUENCIES) {
      const expected = pair.includes(hz) ? sineAmplitude(hz < 1000 ? -11 : -9) : 0;
      assert.ok(Math.abs(amplitudeOf(sound, hz) - expected) < 60, `${hz} Hz: ${amplitudeOf(sound, hz)}`);
    }
  });
}

test('a beep is 200 ms of 1000 Hz that begins and ends without a click', () => {
  const beep = beepSamples();
  assert.is(beep.length, 1600);
  assert.ok(amplitudeOf(beep.subarray(100, 1500), 1000) > 0.9 * sineAmplitude(-16));
  assert.ok(levelOf(beep) > -17 && levelOf(beep) < -16);
  assert.ok(Math.abs(beep[0]!) < 10 && Math.abs(beep.at(-1)!) < 200);
  assert.ok(steepestStep(beep) < 2 * Math.PI * (1000 / 8000) * sineAmplitude(-16) * 1.1);
});

test.run();
