import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ClipId, LegId, ParticipantId, RecordingId } from '../../../src/base/ids.js';
import type { Role } from '../../../src/conference/participant.js';
import { CONFERENCE, ConferenceDriver, sampleDefinition } from '../../support/conference-driver.js';

const test = suite('announcing');
const id = (name: string): ParticipantId => name as ParticipantId;

/** Enters with a spoken name. */
function announce(room: ConferenceDriver, name: string, role: Role = 'attendee'): void {
  room.system({
    type: 'enter',
    participant: id(name),
    leg: `leg-${name}` as LegId,
    role,
    way: 'dial-in',
    caller: { number: undefined, asserted: false },
    spokenName: `clip-${name}` as ClipId,
  });
}

const record = (on: boolean | 'toggle') =>
  ({ type: 'record', on, recording: 'rec-1' as RecordingId, tracks: false }) as const;

const recordable = () => new ConferenceDriver(sampleDefinition({ chairMayRecord: true }));

test('[S3] the others hear the spoken name on entry and on leaving; then it is forgotten', () => {
  const room = new ConferenceDriver();
  announce(room, 'a');
  assert.equal(
    room.lines(),
    ['join leg-a heard', 'say leg-a: welcome-count 1'],
    'nobody is there to hear it',
  );
  announce(room, 'b');
  assert.is(room.lines()[0], 'say leg-a: name-entered clip-b');
  room.enter('c');
  assert.is(room.lines()[0], 'say leg-a leg-b: party-entered', 'who said none has its tone');
  room.leave('b');
  assert.equal(room.lines(), ['say leg-a leg-c: name-left clip-b', 'forget-name clip-b']);
});

test('[S3] names are told where tones are off', () => {
  const room = new ConferenceDriver(sampleDefinition(), { tones: false });
  room.enter('a');
  announce(room, 'b');
  assert.ok(room.lines().includes('say leg-a: name-entered clip-b'));
});

test('[S3] above 30 parties only chairs hear names, and nobody tones', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('chair-2', 'chair');
  room.self('chair-2', 'step-out');
  for (let i = 1; i <= 28; i++) room.enter(`p${i}`);
  room.lines();
  announce(room, 'a');
  assert.equal(room.lines(), [
    'say leg-chair: name-entered clip-a',
    'join leg-a heard',
    'say leg-a: welcome-count 31',
  ]);
  room.enter('b');
  assert.equal(room.lines(), ['join leg-b heard', 'say leg-b: welcome-count 32']);
  room.leave('a');
  assert.equal(room.lines(), ['say leg-chair: name-left clip-a', 'forget-name clip-a']);
});

test('names are forgotten when the conference ends', () => {
  const room = new ConferenceDriver();
  announce(room, 'a');
  room.lines();
  room.byOwner({ type: 'end' });
  assert.equal(room.lines(), ['release leg-a ended-by-api: goodbye', 'forget-name clip-a', 'closed']);
});

test('[S4] [S18] *4 starts and stops the recording; everyone hears it, also who is out of the mix', () => {
  const room = recordable();
  room.enter('chair', 'chair');
  room.enter('a');
  room.self('a', 'step-out');
  room.lines();
  room.key('chair', record('toggle'));
  assert.equal(room.lines(), [
    'record rec-1 on',
    'say all: recording-started',
    'say leg-a: recording-started',
  ]);
  assert.is(room.service.snapshot(CONFERENCE)?.recording, 'rec-1');
  room.key('chair', { ...record('toggle'), recording: 'rec-2' as RecordingId });
  assert.equal(room.lines(), [
    'record rec-1 off',
    'say all: recording-stopped',
    'say leg-a: recording-stopped',
  ]);
});

test('[S4] whoever enters while it runs hears so first', () => {
  const room = recordable();
  room.enter('chair', 'chair');
  room.key('chair', record(true));
  room.lines();
  room.enter('a');
  assert.equal(room.lines().slice(2), ['say leg-a: recording-running', 'say leg-a: welcome-count 2']);
  room.consult('chair', 'guest');
  room.answer('guest');
  assert.not.ok(
    room.lines().some((line) => line.includes('recording-running')),
    'not on the private line',
  );
  room.self('chair', 'merge');
  assert.ok(room.lines().includes('say leg-guest: recording-running'));
});

test('[S4] the recording ends with the conference', () => {
  const room = recordable();
  room.enter('chair', 'chair');
  room.key('chair', record(true));
  room.lines();
  room.key('chair', { type: 'end' });
  assert.equal(room.lines(), ['release leg-chair ended-by-chair: goodbye', 'record rec-1 off', 'closed']);
});

test('[S18] who may record: the owner, and a chair whose room lets it', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  assert.is(room.key('a', record('toggle')), 'CHAIR_ONLY');
  assert.is(room.key('chair', record('toggle')), 'RECORDING_UNAVAILABLE');
  room.lines();
  assert.is(room.byOwner(record(true)), 'ok');
  assert.is(room.byOwner(record(true)), 'ok');
  assert.equal(room.lines(), ['record rec-1 on', 'say all: recording-started'], 'once');
});

test('[S49] 余额不足 is said to the chairs alone, to nobody when there is none', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  room.system({ type: 'balance-low', minutes: 5 });
  assert.equal(room.lines(), []);
  room.enter('chair', 'chair');
  room.enter('chair-2', 'chair');
  room.lines();
  room.system({ type: 'balance-low', minutes: 1 });
  assert.equal(room.lines(), ['say leg-chair: balance-low', 'say leg-chair-2: balance-low']);
});

test('[S49] unpaid: all hear 余额不足,会议即将结束, and it is over', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  room.system({ type: 'unpaid', reason: 'balance-out' });
  assert.equal(room.lines(), [
    'release leg-chair balance-out: balance-out',
    'release leg-a balance-out: balance-out',
    'closed',
  ]);
});

test('no party brings about what happens to a conference from outside', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  assert.is(room.key('chair', { type: 'unpaid', reason: 'balance-out' }), 'CHAIR_ONLY');
  assert.is(room.key('chair', { type: 'balance-low', minutes: 5 }), 'CHAIR_ONLY');
});

test('two chairs: either locks, either unlocks, and the conference lasts until both are gone', () => {
  const room = new ConferenceDriver(sampleDefinition({ endsWithLastChair: true }));
  room.enter('one', 'chair');
  room.enter('two', 'chair');
  room.enter('a');
  room.key('one', { type: 'lock', locked: 'toggle' });
  room.key('two', { type: 'lock', locked: 'toggle' });
  assert.not.ok(room.service.state(CONFERENCE)?.locked);
  room.key('one', { type: 'kick', participant: id('two') });
  assert.ok(room.isIn('a'), 'a chair may kick a chair by name');
  room.leave('one');
  assert.not.ok(room.service.state(CONFERENCE));
});

test.run();
