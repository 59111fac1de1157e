import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId, ParticipantId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import {
  CONFERENCE,
  ConferenceDriver,
  sampleDefinition,
  START_UTC_MS,
} from '../../support/conference-driver.js';

const MINUTE_MS = 60_000;
const windowOf = (minutes: number) =>
  sampleDefinition({}, { windowEndMs: utcMs(START_UTC_MS + minutes * MINUTE_MS) });

const test = suite('conference timers');

test('[S12] a conference nobody has been in for 5 minutes ends, with its locks and bars', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.key('chair', { type: 'lock', locked: true });
  room.leave('chair');
  room.lines();
  room.wait(5 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['closed']);
  room.send({ type: 'open', definition: sampleDefinition() }, { kind: 'system' });
  assert.is(room.enter('a'), 'ok', 'not locked any more');
});

test('[S12] a conference that was opened and never entered ends too', () => {
  const room = new ConferenceDriver();
  room.wait(5 * MINUTE_MS);
  assert.equal(room.lines(), ['closed']);
});

test('[S12] somebody coming back keeps the conference', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.leave('a');
  room.wait(4 * MINUTE_MS);
  room.enter('b');
  room.wait(5 * MINUTE_MS);
  assert.ok(room.isIn('b'));
});

test('[S12] a party alone for 30 minutes is asked, and released after 60 s', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  room.wait(30 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['say leg-a: alone']);
  room.wait(MINUTE_MS);
  assert.equal(room.lines(), ['release leg-a alone: goodbye']);
});

test('[S12] 1 stays for another 30 minutes; other digits do nothing', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.wait(30 * MINUTE_MS);
  room.lines();
  assert.is(room.key('a', { type: 'choose', key: '2' }), 'NO_CHOICE_OPEN');
  assert.is(room.key('a', { type: 'choose', key: '1' }), 'ok');
  assert.equal(room.lines(), []);
  room.wait(30 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['say leg-a: alone']);
});

test('[S12] company ends the being alone, and its going starts it anew', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.wait(30 * MINUTE_MS);
  room.enter('b');
  room.wait(2 * MINUTE_MS);
  assert.ok(room.isIn('a'));
  room.leave('b');
  room.lines();
  room.wait(30 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
});

test('a digit without a choice does nothing', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  assert.is(room.key('a', { type: 'choose', key: '1' }), 'NO_CHOICE_OPEN');
  assert.equal(room.lines(), []);
});

test('the lone-party rule can be switched off', () => {
  const room = new ConferenceDriver(sampleDefinition(), { aloneMs: 0 });
  room.enter('a');
  room.lines();
  room.wait(600 * MINUTE_MS);
  assert.equal(room.lines(), []);
});

test('[S12] the end of the window is announced to the chairs at 5 minutes and at 1, then it ends', () => {
  const room = new ConferenceDriver(windowOf(20));
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  room.wait(15 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['say leg-chair: window-ends 5']);
  room.wait(4 * MINUTE_MS);
  assert.equal(room.lines(), ['say leg-chair: window-ends 1']);
  room.wait(MINUTE_MS);
  assert.equal(room.lines(), [
    'release leg-chair conference-over: goodbye',
    'release leg-a conference-over: goodbye',
    'closed',
  ]);
});

test('[S12] without a chair all hear it, and may not extend', () => {
  const room = new ConferenceDriver(windowOf(6));
  room.enter('a');
  room.enter('b');
  room.lines();
  room.wait(MINUTE_MS);
  assert.equal(room.lines(), ['say all: window-ends 5']);
  assert.is(room.key('a', { type: 'choose', key: '1' }), 'CHAIR_ONLY');
});

test('[S12] a chair extends by 30 minutes with 1, within 15 s of a warning that waited for its menu', () => {
  const room = new ConferenceDriver(windowOf(6));
  room.enter('chair', 'chair');
  room.enter('a');
  room.wait(MINUTE_MS + 45_001);
  assert.is(room.key('chair', { type: 'choose', key: '1' }), 'NO_CHOICE_OPEN', 'too late');
  room.wait(4 * MINUTE_MS - 1);
  room.lines();
  assert.is(room.key('chair', { type: 'choose', key: '1' }), 'ok');
  assert.equal(room.lines(), ['say leg-chair: window-extended 1800000']);
  room.wait(26 * MINUTE_MS);
  assert.equal(room.lines(), ['say leg-chair: window-ends 5'], 'the warnings come again');
  assert.is(room.service.snapshot(CONFERENCE)?.windowEndMs, START_UTC_MS + 36 * MINUTE_MS);
});

test('[S12] the web extends at any time; a room without a window has nothing to extend', () => {
  const room = new ConferenceDriver(windowOf(20));
  assert.is(room.byOwner({ type: 'extend', byMs: 10 * MINUTE_MS }), 'ok');
  assert.is(room.service.state(CONFERENCE)?.windowEndMs, START_UTC_MS + 30 * MINUTE_MS);
  const endless = new ConferenceDriver();
  assert.is(endless.byOwner({ type: 'extend', byMs: 1 }), 'NO_WINDOW_TO_EXTEND');
});

test('a conference that opens in its last minute hears the last warning alone', () => {
  const room = new ConferenceDriver(windowOf(0.5));
  room.enter('a');
  room.lines();
  room.wait(1);
  assert.equal(room.lines(), ['say all: window-ends 1']);
});

test('a clock that is set back keeps the conference until its window is over by that clock', () => {
  const room = new ConferenceDriver(windowOf(10));
  room.enter('a');
  room.enter('b');
  room.nowUtcMs = utcMs(room.nowUtcMs - 3 * MINUTE_MS);
  room.wait(12 * MINUTE_MS);
  assert.ok(room.isIn('a'));
  room.wait(MINUTE_MS);
  assert.not.ok(room.service.state(CONFERENCE));
});

test('a clock that jumps an hour ahead ends the window by that clock, within a minute', () => {
  const room = new ConferenceDriver(windowOf(90));
  room.enter('chair', 'chair');
  room.enter('a');
  room.wait(10 * MINUTE_MS);
  room.lines();
  room.nowUtcMs = utcMs(room.nowUtcMs + 60 * MINUTE_MS);
  room.wait(16 * MINUTE_MS);
  assert.equal(room.lines(), ['say leg-chair: window-ends 5'], '85 of the 90 minutes are over by that clock');
  room.wait(5 * MINUTE_MS);
  assert.not.ok(room.service.state(CONFERENCE));
});

test('a clock that jumps an hour moves no other timer', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  room.nowUtcMs = utcMs(room.nowUtcMs + 60 * MINUTE_MS);
  room.wait(30 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['say leg-a: alone']);
  room.leave('a');
  room.nowUtcMs = utcMs(room.nowUtcMs - 120 * MINUTE_MS);
  room.lines();
  room.wait(5 * MINUTE_MS);
  assert.equal(room.lines(), ['closed']);
});

test('[S12] who keys a number, speaks with an operator or is being joined is not alone', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.self('a', 'request-operator');
  room.lines();
  room.wait(40 * MINUTE_MS);
  assert.equal(room.lines(), []);
  room.self('a', 'step-in');
  room.wait(29 * MINUTE_MS);
  room.invite('b');
  room.wait(MINUTE_MS);
  room.fail('b');
  room.lines();
  room.wait(30 * MINUTE_MS - 1);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['say leg-a: alone']);
});

test('[S12] who is held has no keys to answer with, and is not asked', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.byOwner({ type: 'hold', participant: 'a' as ParticipantId, on: true });
  room.lines();
  room.wait(60 * MINUTE_MS);
  assert.equal(room.lines(), []);
});

test('a party that is kicked while it is asked leaves no timer behind', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.wait(30 * MINUTE_MS);
  room.byOwner({ type: 'kick', participant: 'a' as ParticipantId });
  room.send({ type: 'leave', leg: 'leg-a' as LegId, reason: 'hung-up' }, { kind: 'system' });
  room.lines();
  room.wait(5 * MINUTE_MS);
  assert.equal(room.lines(), ['closed']);
  assert.is(room.service.nextDeadline(), undefined);
});

test('[S12] a chair alone who is asked both to stay and to extend answers both with 1', () => {
  const room = new ConferenceDriver(windowOf(35));
  room.enter('chair', 'chair');
  room.wait(30 * MINUTE_MS);
  assert.equal(room.lines().slice(-2).toSorted(), ['say leg-chair: alone', 'say leg-chair: window-ends 5']);
  assert.is(room.key('chair', { type: 'choose', key: '1' }), 'ok');
  assert.equal(room.lines(), ['say leg-chair: window-extended 1800000']);
  room.wait(20 * MINUTE_MS);
  assert.ok(room.isIn('chair'));
});

test('[S12] an attendee alone who is asked both only stays', () => {
  const room = new ConferenceDriver(windowOf(35));
  room.enter('a');
  room.wait(30 * MINUTE_MS);
  room.lines();
  assert.is(room.key('a', { type: 'choose', key: '1' }), 'ok');
  assert.equal(room.lines(), []);
  room.wait(2 * MINUTE_MS);
  assert.ok(room.isIn('a'));
});

test('[S12] who comes when the last minutes have begun hears of it', () => {
  const room = new ConferenceDriver(windowOf(4));
  room.wait(10_000);
  room.enter('chair', 'chair');
  room.lines();
  room.wait(1);
  assert.equal(room.lines(), ['say leg-chair: window-ends 5']);
  room.leave('chair');
  room.lines();
  room.wait(4 * MINUTE_MS);
  assert.equal(room.lines(), ['closed'], 'an empty one ends at its time all the same');
});

test.run();
