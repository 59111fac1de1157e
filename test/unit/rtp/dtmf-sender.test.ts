import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  DTMF_INTS,
  DTMF_KEYS,
  DTMF_PRESSED,
  DTMF_RELEASED,
  dtmfDuration,
  dtmfKey,
  dtmfReceive,
} from '../../../src/rtp/dtmf-event.js';
import {
  DIGITS_DONE,
  DIGITS_EVENT,
  DIGITS_INTS,
  DIGITS_NOTHING,
  DIGITS_TONE,
  DIGITS_WAIT,
  digitCodes,
  digitsDuration,
  digitsFrame,
  digitsMarked,
  digitsPayload,
  digitsStart,
  digitsStarted,
  digitsStop,
} from '../../../src/rtp/dtmf-sender.js';

const test = suite('dtmf-sender');
const AT = 3;
/** Just before the wrap. */
const START = 0x7fff_ff00;

interface Frame {
  readonly verdict: number;
  readonly ms: number;
  readonly timestamp: number;
  readonly marked: boolean;
  readonly end: boolean;
  readonly ticks: number;
  readonly payload: Uint8Array;
}

/** Every frame until all is sent. */
function send(digits: string, onMs: number, offMs: number, byEvents = true): Frame[] {
  const state = new Int32Array(DIGITS_INTS + AT);
  const codes = Int32Array.from(digitCodes(digits));
  digitsStart(state, AT, onMs, offMs, codes, 0, codes.length);
  const frames: Frame[] = [];
  for (let ms = 0; ; ms += 20) {
    const verdict = digitsFrame(state, AT, (START + ms * 8) | 0, byEvents);
    const payload = new Uint8Array(4);
    if (verdict === DIGITS_EVENT) digitsPayload(state, AT, payload, 0);
    frames.push({
      verdict,
      ms,
      timestamp: digitsStarted(state, AT),
      marked: digitsMarked(state, AT),
      end: (payload[1]! & 0x80) !== 0,
      ticks: digitsDuration(state, AT),
      payload,
    });
    if (verdict !== DIGITS_DONE) continue;
    digitsStop(state, AT);
    assert.is(digitsFrame(state, AT, (START + ms * 8 + 160) | 0, byEvents), DIGITS_NOTHING);
    return frames;
  }
}
const eventsOf = (frames: readonly Frame[]): Frame[] =>
  frames.filter(({ verdict }) => verdict === DIGITS_EVENT);

test('a key is one timestamp, a growing duration, the marker first and three ends', () => {
  const events = eventsOf(send('5', 100, 100));
  assert.equal(
    events.map(({ ms, ticks, marked, end }) => [ms, ticks, marked, end]),
    [
      [0, 160, true, false],
      [20, 320, false, false],
      [40, 480, false, false],
      [60, 640, false, false],
      [80, 800, false, true],
      [100, 800, false, true],
      [120, 800, false, true],
    ],
  );
  for (const { timestamp } of events) assert.is(timestamp, START);
});

test('a duration that is no whole number of beats is kept', () => {
  assert.is(eventsOf(send('5', 70, 70)).at(-1)!.ticks, 560);
});

test('keys follow each other after the pause that was asked for', () => {
  const events = eventsOf(send('11', 60, 80));
  const starts = [...new Set(events.map(({ timestamp }) => timestamp))];
  assert.is(starts.length, 2);
  assert.is((starts[1]! - starts[0]!) | 0, (60 + 80) * 8);
});

test('a comma is a pause of two seconds', () => {
  const frames = send('1,,2', 100, 100);
  const starts = [...new Set(eventsOf(frames).map(({ timestamp }) => timestamp))];
  assert.is((starts[1]! - starts[0]!) | 0, (200 + 4000) * 8);
  assert.ok(frames.filter(({ verdict }) => verdict === DIGITS_WAIT).length > 200);
});

test('without telephone-event the same keys are tones, with pauses between', () => {
  const frames = send('1#', 100, 60, false);
  assert.is(eventsOf(frames).length, 0);
  assert.equal(
    frames.filter(({ verdict }) => verdict === DIGITS_TONE).map(({ ms }) => ms),
    [0, 20, 40, 60, 80, 160, 180, 200, 220, 240],
  );
});

test('times out of range are brought into it, and what is no key is left out', () => {
  assert.is(eventsOf(send('1', 1, 1)).at(-1)!.ticks, 320);
  assert.is(eventsOf(send('1', 100_000, 50)).at(-1)!.ticks, 64_000);
  assert.equal(digitCodes('0a*#, x漢9'), [0, 12, 10, 11, 16, 9]);
  assert.is(send('', 100, 100).length, 1);
});

test('the receiver reads every key once, also with two of three packets lost', () => {
  for (const kept of [1, 3]) {
    const frames = eventsOf(send('0123456789*#ABCD', 100, 60));
    const state = new Int32Array(DTMF_INTS);
    let keys = '';
    for (const { payload, timestamp, ms } of frames.filter((_, index) => index % kept === 0)) {
      const verdict = dtmfReceive(state, 0, payload, 0, 4, timestamp, ms * 8);
      if ((verdict & DTMF_PRESSED) !== 0) keys += DTMF_KEYS[dtmfKey(state, 0)];
      if (verdict === DTMF_RELEASED) assert.is(dtmfDuration(state, 0), 800);
    }
    assert.is(keys, '0123456789*#ABCD');
  }
});

test.run();
