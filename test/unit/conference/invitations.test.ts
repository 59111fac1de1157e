import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ParticipantId } from '../../../src/base/ids.js';
import { DEPARTED_MAX } from '../../../src/conference/conference-ledger.js';
import {
  CONFERENCE,
  ConferenceDriver,
  invitee,
  numberOf,
  sampleDefinition,
} from '../../support/conference-driver.js';

const test = suite('invitations');
const id = (name: string): ParticipantId => name as ParticipantId;
const limited = (partiesMax: number) => new ConferenceDriver(sampleDefinition({}, { partiesMax }));

/** What the live page shows of calls and of who is gone. */
function shown(room: ConferenceDriver): string[] {
  const snapshot = room.service.snapshot(CONFERENCE);
  assert.ok(snapshot);
  return [
    ...snapshot.invitations.map((call) => `${call.id} ${call.progress}`),
    ...snapshot.departed.map(({ id, why }) => `${id} ${typeof why === 'string' ? why : why.result}`),
  ];
}

test('[S24] an invited party is dialled, rings, answers and enters; the page sees each step', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.lines();
  assert.is(room.invite('a'), 'ok');
  assert.equal(room.lines(), ['dial a invited attendee 60 s']);
  assert.equal(shown(room), ['a dialling']);
  room.ring('a');
  assert.equal(shown(room), ['a ringing']);
  assert.is(room.answer('a'), 'ok');
  assert.equal(room.lines(), [
    'say leg-chair: party-entered',
    'join leg-a heard',
    'say leg-a: welcome-count 2',
  ]);
  assert.equal(shown(room), []);
  const [, a] = room.service.snapshot(CONFERENCE)?.participants ?? [];
  assert.equal([a?.name, a?.number, a?.wasCalled], ['a', numberOf('a'), true]);
});

test('[S24] the first invitation starts a conference, and keeps it open while it rings', () => {
  const room = new ConferenceDriver(sampleDefinition(), { inviteRingMs: 600_000 });
  room.invite('a');
  room.wait(599_000);
  room.fail('a', 'no-answer');
  room.lines();
  room.wait(299_999);
  assert.equal(room.lines(), []);
  room.wait(1);
  assert.equal(room.lines(), ['closed']);
});

test('[S24] a call that fails is shown with its reason, and can be redialled', () => {
  const room = new ConferenceDriver();
  room.invite('a', 'b', 'c');
  room.fail('a', 'busy');
  room.fail('b', 'no-answer');
  room.answer('c');
  room.leave('c');
  assert.equal(shown(room), ['a busy', 'b no-answer', 'c hung-up']);
  room.lines();
  assert.is(room.byOwner({ type: 'redial', participant: id('b') }), 'ok');
  assert.equal(room.lines(), ['dial b invited attendee 60 s']);
  assert.is(room.byOwner({ type: 'redial', participant: id('b') }), 'NOBODY_TO_CALL', 'it rings already');
  assert.is(room.byOwner({ type: 'redial', participant: 'all' }), 'ok');
  assert.equal(room.lines(), ['dial a invited attendee 60 s'], 'who left is not among them');
  assert.is(room.answer('b', { way: 'redial' }), 'ok');
  assert.equal(shown(room), ['a dialling', 'c hung-up']);
});

test('who had to press 1 has to again when redialled', () => {
  const room = new ConferenceDriver();
  room.byOwner({ type: 'invite', invitees: [{ ...invitee('a'), greeting: 'press-1' }] });
  room.fail('a', 'not-confirmed');
  room.lines();
  room.byOwner({ type: 'redial', participant: id('a') });
  assert.equal(room.lines(), ['dial a press-1 attendee 60 s']);
});

test('a caller who dialled in can be redialled by its number, not when it was withheld', () => {
  const room = new ConferenceDriver();
  room.enter('a', 'attendee', numberOf('a'));
  room.enter('b');
  room.leave('a');
  room.leave('b');
  assert.is(room.byOwner({ type: 'redial', participant: id('a') }), 'ok');
  assert.is(room.byOwner({ type: 'redial', participant: id('b') }), 'NOBODY_TO_CALL');
});

test('[S39] each number is called once: not who is in, rings, or stands twice in the list', () => {
  const room = new ConferenceDriver();
  room.enter('in', 'attendee', numberOf('in'));
  room.invite('rings');
  room.lines();
  assert.is(room.invite('in', 'rings'), 'NOBODY_TO_CALL');
  const again = { ...invitee('again'), called: invitee('fresh').called };
  const extension = { ...invitee('extension'), called: { ...invitee('fresh').called, extension: '8' } };
  room.byOwner({ type: 'invite', invitees: [invitee('fresh'), again, invitee('rings'), extension] });
  assert.equal(room.lines(), ['dial fresh invited attendee 60 s', 'dial extension invited attendee 60 s']);
});

test('[S7] each ringing invitation holds a place until it fails', () => {
  const room = limited(3);
  room.enter('chair', 'chair');
  room.invite('a', 'b');
  assert.is(room.enter('c'), 'CONFERENCE_FULL');
  room.fail('a');
  assert.is(room.enter('c'), 'ok');
  assert.is(room.answer('b'), 'ok', 'its place was its own');
});

test('[S7] a call that is given up holds none, and cannot come in any more', () => {
  const room = limited(2);
  room.enter('chair', 'chair');
  room.invite('a');
  room.lines();
  assert.is(room.byOwner({ type: 'hang-up', participant: id('a') }), 'ok');
  assert.equal(room.lines(), ['give-up a: goodbye']);
  assert.equal(shown(room), ['a given-up']);
  assert.is(room.answer('a'), 'INVITATION_UNAVAILABLE');
  assert.is(room.enter('c'), 'ok');
  assert.is(room.byOwner({ type: 'redial', participant: id('a') }), 'NOBODY_TO_CALL', 'not over yet');
  room.fail('a', 'cancelled');
  assert.equal(shown(room), ['a cancelled']);
});

test('[S7] of a group only so many are called as find a place; the others are shown as not reached', () => {
  const room = limited(3);
  room.enter('chair', 'chair');
  room.lines();
  assert.is(room.invite('a', 'b', 'c', 'd'), 'ok');
  assert.equal(room.lines(), ['dial a invited attendee 60 s', 'dial b invited attendee 60 s']);
  assert.equal(shown(room), ['a dialling', 'b dialling', 'c congested', 'd congested']);
  assert.is(room.invite('e'), 'CONFERENCE_FULL');
  room.fail('a');
  room.lines();
  assert.is(room.byOwner({ type: 'redial', participant: 'all' }), 'ok');
  assert.equal(room.lines(), ['dial c invited attendee 60 s'], 'one place, and the first who waits for it');
});

test('[S7] the place that is held for the first chair is for a chair who is called, too', () => {
  const room = limited(2);
  const body = { type: 'invite', invitees: [invitee('a'), invitee('b'), invitee('boss', 'chair')] } as const;
  room.byOwner(body);
  assert.equal(room.lines(), ['dial boss invited chair 60 s', 'dial a invited attendee 60 s']);
  assert.is(room.answer('boss'), 'ok');
  assert.is(room.enter('c'), 'CONFERENCE_FULL');
});

test('[S16] [S17] a lock and a bar stop nobody who is called; a bar stops a return', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a', 'attendee', numberOf('a'));
  room.byOwner({ type: 'kick', participant: id('a') });
  room.byOwner({ type: 'lock', locked: true });
  assert.is(room.enter('a2', 'attendee', numberOf('a'), 'return'), 'CALLER_BARRED');
  assert.is(room.enter('b', 'attendee', numberOf('b'), 'return'), 'ok');
  assert.is(room.byOwner({ type: 'redial', participant: id('a') }), 'ok');
  const caller = { number: numberOf('a'), asserted: true };
  assert.is(room.answer('a', { way: 'redial', caller }), 'ok');
});

test('[S17] who was called and is kicked is barred by the number that was called', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.invite('a');
  room.answer('a');
  room.key('chair', { type: 'kick', participant: 'last' });
  assert.is(room.enter('a2', 'attendee', numberOf('a')), 'CALLER_BARRED');
});

test('[S17] who was called behind a switchboard bars nobody else there', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  const called = { e164: '+861066668888', extension: '801' };
  room.byOwner({ type: 'invite', invitees: [{ ...invitee('a'), called }] });
  room.answer('a');
  room.key('chair', { type: 'kick', participant: 'last' });
  assert.not.ok(room.isIn('a'));
  assert.is(room.enter('b', 'attendee', called.e164), 'ok');
});

test('[S24] redialling all calls who was not reached, not who was given up or consulted', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.invite('busy', 'silent', 'unwanted');
  room.fail('busy');
  room.fail('silent', 'no-answer');
  room.byOwner({ type: 'hang-up', participant: id('unwanted') });
  room.fail('unwanted', 'cancelled');
  room.consult('chair', 'private');
  room.fail('private', 'no-answer');
  room.lines();
  room.byOwner({ type: 'redial', participant: 'all' });
  assert.equal(room.lines(), ['dial busy invited attendee 60 s', 'dial silent invited attendee 60 s']);
  assert.is(room.byOwner({ type: 'redial', participant: id('unwanted') }), 'ok', 'one by one');
});

test('[S38a] from a room on demand nobody is called: nobody would pay', () => {
  const onDemand = sampleDefinition({}, { kind: 'direct', room: undefined, account: undefined });
  const room = new ConferenceDriver(onDemand);
  room.enter('a');
  assert.is(room.consult('a', 'guest'), 'INVITATION_UNAVAILABLE');
  assert.is(room.key('a', { type: 'invite', invitees: [invitee('b')] }), 'INVITATION_UNAVAILABLE');
});

test('[S24] hanging up one bars nobody; also of a party that is being called', () => {
  const room = new ConferenceDriver();
  room.enter('a', 'attendee', numberOf('a'));
  room.enter('b');
  room.lines();
  room.byOwner({ type: 'hang-up', participant: id('a') });
  assert.equal(room.lines(), ['release leg-a ended-by-api: goodbye', 'say leg-b: party-left']);
  assert.is(room.enter('a2', 'attendee', numberOf('a')), 'ok');
  assert.is(room.byOwner({ type: 'hang-up', participant: id('nobody') }), 'PARTICIPANT_NOT_FOUND');
});

test('[S20] attendees invite attendees where the room lets them, and never a chair', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  assert.is(room.key('a', { type: 'invite', invitees: [invitee('b')] }), 'ok');
  assert.is(room.key('a', { type: 'invite', invitees: [invitee('c', 'chair')] }), 'CHAIR_ONLY');
  const closed = new ConferenceDriver(sampleDefinition({ attendeeMayInvite: false }));
  closed.enter('a');
  assert.is(closed.key('a', { type: 'invite', invitees: [invitee('b')] }), 'CHAIR_ONLY');
});

test('an end while calls are open gives them up', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.invite('a', 'b');
  room.byOwner({ type: 'hang-up', participant: id('b') });
  room.lines();
  room.byOwner({ type: 'end' });
  assert.equal(room.lines(), ['release leg-chair ended-by-api: goodbye', 'give-up a: goodbye', 'closed']);
  room.fail('a', 'cancelled');
  assert.equal(room.lines(), []);
});

test('reports about a call that nobody knows are no error', () => {
  const room = new ConferenceDriver();
  room.ring('x');
  room.fail('x');
  assert.equal(room.lines(), []);
  assert.is(room.answer('x'), 'INVITATION_UNAVAILABLE');
});

test('the longest gone are dropped from the list, counted', () => {
  const room = new ConferenceDriver();
  room.enter('stays');
  for (let i = 0; i <= DEPARTED_MAX; i++) {
    room.enter(`p${i}`);
    room.leave(`p${i}`);
  }
  const snapshot = room.service.snapshot(CONFERENCE);
  assert.is(snapshot?.departed.length, DEPARTED_MAX);
  assert.is(snapshot?.departed[0]?.id, 'p1');
  assert.is(snapshot?.departedDropped, 1);
});

test.run();
