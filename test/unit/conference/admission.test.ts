import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Room } from '../../../src/accounts/room.js';
import { utcMs } from '../../../src/base/units.js';
import { admit, answerRoom, type DoorRequest } from '../../../src/conference/admission.js';
import type { ConferenceState } from '../../../src/conference/conference-state.js';
import { GOOD_STANDING } from '../../../src/conference/try-limiter.js';
import {
  CONFERENCE,
  ConferenceDriver,
  sampleDefinition,
  sampleRoom,
  START_UTC_MS,
} from '../../support/conference-driver.js';

const MINUTE_MS = 60_000;
const OVER_LIMIT = { waitMs: 1_000, overLimit: true };

/** The role, or the code of the refusal. */
function ask(
  password: string | undefined,
  request: Partial<DoorRequest> = {},
  atMs: number = START_UTC_MS,
): string {
  const result = admit(
    {
      room: sampleRoom(),
      timeZone: 'Asia/Shanghai',
      password,
      caller: { number: '+8613800001111', asserted: true },
      standing: GOOD_STANDING,
      running: undefined,
      earlyEntryMs: 15 * MINUTE_MS,
      ...request,
    },
    utcMs(atMs),
  );
  return result.ok ? result.value.role : result.error.code;
}

function stateOf(room: ConferenceDriver): ConferenceState {
  const state = room.service.state(CONFERENCE);
  assert.ok(state);
  return state;
}

const test = suite('admission');

test('[S10] which password was keyed decides the role', () => {
  assert.is(ask('8888'), 'chair');
  assert.is(ask('6666'), 'attendee');
  assert.is(ask('1234'), 'PASSWORD_WRONG');
  assert.is(ask(''), 'PASSWORD_WRONG');
});

test('[S10] without an attendee password the empty entry is an attendee', () => {
  const room = sampleRoom({ attendeePassword: '' });
  assert.is(ask('', { room }), 'attendee');
  assert.is(ask('8888', { room }), 'chair');
  assert.is(ask('6666', { room }), 'PASSWORD_WRONG');
});

test('[S2] a keyless invitee needs no password and has the role that was proven', () => {
  assert.is(ask(undefined, { proven: 'chair' }), 'chair');
  assert.is(ask(undefined, { proven: 'attendee', standing: OVER_LIMIT }), 'attendee');
});

test('[S38a] a direct call needs no password and is an attendee', () => {
  assert.is(ask(undefined), 'attendee');
  assert.is(ask(undefined, { room: undefined }), 'ROOM_UNKNOWN');
});

test('[S52] over the limit neither prompts nor refusals tell a wrong room from a wrong password', () => {
  const rooms: readonly (Room | undefined)[] = [
    undefined,
    sampleRoom(),
    sampleRoom({ attendeePassword: '' }),
  ];
  for (const room of rooms) {
    assert.equal(answerRoom(room, OVER_LIMIT), {
      known: true,
      attendeesNeedPassword: true,
      concealed: true,
    });
    assert.is(ask('1234', { room, standing: OVER_LIMIT }), 'ROOM_OR_PASSWORD_WRONG');
  }
  assert.is(ask('8888', { standing: OVER_LIMIT }), 'chair');
});

test('[S10] the room decides the password prompt', () => {
  const answer = { known: true, attendeesNeedPassword: true, concealed: false };
  assert.equal(answerRoom(sampleRoom(), GOOD_STANDING), answer);
  assert.equal(answerRoom(sampleRoom({ attendeePassword: '' }), GOOD_STANDING), {
    ...answer,
    attendeesNeedPassword: false,
  });
  assert.is(answerRoom(undefined, GOOD_STANDING).known, false);
});

test('[S11] callers are let in from 15 minutes before the start until the end', () => {
  const room = sampleRoom({ durationMs: 60 * MINUTE_MS });
  assert.is(ask('6666', { room }, START_UTC_MS - 15 * MINUTE_MS - 1), 'NOT_STARTED');
  assert.is(ask('6666', { room }, START_UTC_MS - 15 * MINUTE_MS), 'attendee');
  assert.is(ask('8888', { room }, START_UTC_MS + 60 * MINUTE_MS - 1), 'chair');
  assert.is(ask('8888', { room }, START_UTC_MS + 60 * MINUTE_MS), 'CONFERENCE_OVER');
});

test('a wrong password before the start is a wrong password: the schedule is not told to strangers', () => {
  assert.is(ask('1234', {}, START_UTC_MS - 60 * MINUTE_MS), 'PASSWORD_WRONG');
});

test('[S12] an extended conference is entered beyond the window of its room', () => {
  const room = sampleRoom({ durationMs: 60 * MINUTE_MS });
  const windowEndMs = utcMs(START_UTC_MS + 60 * MINUTE_MS);
  const conference = new ConferenceDriver(sampleDefinition({}, { windowEndMs }));
  conference.byOwner({ type: 'extend', byMs: 30 * MINUTE_MS });
  const running = stateOf(conference);
  assert.is(ask('6666', { room, running }, START_UTC_MS + 89 * MINUTE_MS), 'attendee');
  assert.is(ask('6666', { room, running }, START_UTC_MS + 90 * MINUTE_MS), 'CONFERENCE_OVER');
});

test('[S8] [S12] an extended conference is entered although the room counts to its next occurrence already', () => {
  const windowEndMs = utcMs(START_UTC_MS + 60 * MINUTE_MS);
  const conference = new ConferenceDriver(sampleDefinition({}, { windowEndMs }));
  conference.byOwner({ type: 'extend', byMs: 30 * MINUTE_MS });
  const room = sampleRoom({
    startMs: utcMs(START_UTC_MS + 24 * 60 * MINUTE_MS),
    durationMs: 60 * MINUTE_MS,
  });
  const atMs = START_UTC_MS + 65 * MINUTE_MS;
  assert.is(ask('6666', { room, running: stateOf(conference) }, atMs), 'attendee');
  assert.is(ask('6666', { room }, atMs), 'NOT_STARTED');
});

test('[S7] [S16] [S17] the door knows full, locked and barred, and lets chairs past lock and bar', () => {
  const conference = new ConferenceDriver(sampleDefinition({}, { partiesMax: 3 }));
  conference.enter('chair', 'chair');
  conference.enter('a', 'attendee', '+8613800001111');
  conference.key('chair', { type: 'kick', participant: 'last' });
  const running = stateOf(conference);
  assert.is(ask('6666', { running }), 'CALLER_BARRED');
  assert.is(ask('8888', { running }), 'chair');
  conference.byOwner({ type: 'allow-reentry' });
  conference.key('chair', { type: 'lock', locked: true });
  assert.is(ask('6666', { running }), 'CONFERENCE_LOCKED');
  assert.is(ask('8888', { running }), 'chair');
  conference.key('chair', { type: 'lock', locked: false });
  conference.enter('b');
  conference.enter('c');
  assert.is(ask('6666', { running }), 'CONFERENCE_FULL');
  assert.is(ask('8888', { running }), 'CONFERENCE_FULL');
});

test.run();
