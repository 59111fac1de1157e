import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { castParts } from '../../../bench/load/cast.js';
import { SoundWindow, WINDOW_BLOCKS, type Verdict } from '../../../bench/load/sound-window.js';
import { FRAME_SAMPLES, toneHz, ToneStock } from '../../../bench/load/tones.js';
import { encodeG711, decodeG711, G711_LAW } from '../../../src/audio/g711.js';

const test = suite('sound window');

const FRAMES = WINDOW_BLOCKS * 10;
/** Caller 1 of rooms of three: hears callers 0 and 2, must not hear itself or caller 3 of the next room. */
const part = castParts({ callers: 6, roomSize: 3, talkers: 3 })[1]!;

/** A mix of tones, each at the callers' level times its gain; `order` picks the frame that is played at each place. */
function listen(voices: ReadonlyMap<number, number>, order = (frame: number): number => frame): Verdict {
  const stock = new ToneStock();
  const window = new SoundWindow(part);
  let complete = false;
  for (let frame = 0; frame < FRAMES; frame++) {
    const mix = new Int16Array(FRAME_SAMPLES);
    for (const [caller, gain] of voices) {
      const frames = stock.framesOf(toneHz(caller));
      const codes = frames[order(frame) % frames.length]!;
      decodeG711(G711_LAW.PCMA, codes).forEach((sample, i) => (mix[i] = mix[i]! + Math.round(gain * sample)));
    }
    complete = window.hear(encodeG711(G711_LAW.PCMA, mix), 0, FRAME_SAMPLES);
  }
  assert.ok(complete);
  return window.verdict();
}

test('both room-mates and nobody else is right', () => {
  assert.is(
    listen(
      new Map([
        [0, 1],
        [2, 1],
      ]),
    ),
    'right',
  );
});

test('room-mates up to 5 dB louder or softer are right, 9 dB are wrong', () => {
  assert.is(
    listen(
      new Map([
        [0, 0.57],
        [2, 1.7],
      ]),
    ),
    'right',
  );
  assert.is(
    listen(
      new Map([
        [0, 0.35],
        [2, 1],
      ]),
    ),
    'wrong',
  );
  assert.is(
    listen(
      new Map([
        [0, 1],
        [2, 2.8],
      ]),
    ),
    'wrong',
  );
});

test('silence is starved', () => {
  assert.is(listen(new Map()), 'starved');
});

test('its own voice, even 15 dB down, is an echo', () => {
  assert.is(
    listen(
      new Map([
        [0, 1],
        [1, 0.18],
        [2, 1],
      ]),
    ),
    'echo',
  );
});

test('a voice of the next room, even 15 dB down, is wrong', () => {
  assert.is(
    listen(
      new Map([
        [0, 1],
        [2, 1],
        [3, 0.18],
      ]),
    ),
    'wrong',
  );
});

test('one room-mate alone is wrong', () => {
  assert.is(listen(new Map([[2, 1]])), 'wrong');
});

test('a repeated frame now and then does not make a mix wrong', () => {
  const repeated = (frame: number): number => (frame % 17 === 0 && frame > 0 ? frame - 1 : frame);
  assert.is(
    listen(
      new Map([
        [0, 1],
        [2, 1],
      ]),
      repeated,
    ),
    'right',
  );
});

test('frames of a single talker in disorder are not taken for foreign voices', () => {
  const swapped = (frame: number): number => frame + (frame % 6 === 0 ? 1 : frame % 6 === 1 ? -1 : 0);
  assert.is.not(
    listen(
      new Map([
        [0, 1],
        [2, 1],
      ]),
      swapped,
    ),
    'echo',
  );
});

test('foreign tones are never those of the room', () => {
  for (const each of castParts({ callers: 2500, roomSize: 3, talkers: 3 })) {
    assert.is(each.foreignHz.length, 2);
    for (const hz of each.foreignHz) assert.not.ok(hz === each.ownHz || each.mateHz.includes(hz));
  }
});

test.run();
