import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ParticipantId } from '../../../src/base/ids.js';
import { CONFERENCE, ConferenceDriver, numberOf, sampleDefinition } from '../../support/conference-driver.js';

const test = suite('private lines');
const id = (name: string): ParticipantId => name as ParticipantId;
const MINUTE_MS = 60_000;

/** A chair and two attendees, of whom `a` has dialled `guest` and waits on its line. */
function consulting(): ConferenceDriver {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.enter('b');
  assert.is(room.consult('a', 'guest'), 'ok');
  room.lines();
  return room;
}

function talking(): ConferenceDriver {
  const room = consulting();
  room.answer('guest');
  room.lines();
  return room;
}

test('[S20] *6 takes the inviter out of the mix; it hears ringing from the dialling on', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  room.self('a', 'step-out');
  assert.equal(room.lines(), ['leave-mix leg-a', 'place leg-a aside']);
  const called = { e164: numberOf('guest') };
  room.key('a', { type: 'consult', participant: id('a'), invited: id('guest'), called });
  assert.equal(room.lines(), [
    'join-line a leg-a',
    'place leg-a consult',
    'dial guest consult attendee 60 s',
    'ringback leg-a on',
  ]);
});

test('[S20] the answered party speaks with the inviter alone, and the room hears nothing of it', () => {
  const room = consulting();
  room.ring('guest');
  assert.equal(room.lines(), []);
  room.answer('guest');
  assert.equal(room.lines(), [
    'ringback leg-a off',
    'place leg-a consult connected',
    'join-line a leg-guest',
    'place leg-guest consult connected',
  ]);
  room.key('b', { type: 'count' });
  assert.equal(room.lines(), ['say leg-b: party-count 3'], 'not yet of the conference');
});

test('[C23] early media is heard by the inviter instead of the ringing', () => {
  const room = consulting();
  room.ring('guest', true);
  assert.equal(room.lines(), ['join-line a leg-guest', 'ringback leg-a off']);
  room.answer('guest');
  assert.equal(room.lines(), ['place leg-a consult connected', 'place leg-guest consult connected']);
});

test('[S20] ** after the answer brings both into the room', () => {
  const room = talking();
  assert.is(room.self('a', 'merge'), 'ok');
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'say leg-chair leg-a leg-b: party-entered',
    'join leg-guest heard',
    'place leg-guest room',
  ]);
  room.key('b', { type: 'count' });
  assert.equal(room.lines(), ['say leg-b: party-count 4']);
});

test('[S20] ** while it rings brings the inviter back, and the party joins on answer', () => {
  const room = consulting();
  assert.is(room.self('a', 'merge'), 'ok');
  assert.equal(room.lines(), ['join leg-a heard', 'place leg-a room', 'ringback leg-a off']);
  room.answer('guest');
  assert.equal(room.lines(), [
    'say leg-chair leg-a leg-b: party-entered',
    'join leg-guest heard',
    'say leg-guest: welcome-count 4',
  ]);
});

test('[S20] ** during early media takes the called leg off the line until it answers', () => {
  const room = consulting();
  room.ring('guest', true);
  room.lines();
  room.self('a', 'merge');
  assert.equal(room.lines(), ['join leg-a heard', 'place leg-a room', 'leave-mix leg-guest']);
  room.answer('guest');
  assert.ok(room.lines().includes('join leg-guest heard'));
});

test('[S20] *# while it rings gives the call up, and its end is not heard of again', () => {
  const room = consulting();
  assert.is(room.self('a', 'drop'), 'ok');
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'give-up guest: goodbye',
    'ringback leg-a off',
  ]);
  room.fail('guest', 'cancelled');
  assert.equal(room.lines(), []);
});

test('[S20] *# in a consult drops the invited party; the inviter returns alone', () => {
  const room = talking();
  room.self('a', 'drop');
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'release leg-guest invitation-over: goodbye',
  ]);
  assert.not.ok(room.isIn('guest'));
});

test('[S20] busy, no answer, bad number, barred: the inviter is told and returns', () => {
  for (const result of ['busy', 'no-answer', 'bad-number', 'barred'] as const) {
    const room = consulting();
    room.fail('guest', result);
    assert.equal(room.lines(), [
      'join leg-a heard',
      'place leg-a room',
      `say leg-a: call-failed ${result}`,
      'ringback leg-a off',
    ]);
  }
});

test('[S20] the inviter hangs up in a consult: the invited party is let go with a goodbye', () => {
  const room = talking();
  room.leave('a');
  assert.equal(room.lines(), [
    'release leg-guest invitation-over: goodbye',
    'say leg-chair leg-b: party-left',
  ]);
  const ringing = consulting();
  ringing.leave('a');
  assert.equal(ringing.lines(), ['give-up guest: goodbye', 'say leg-chair leg-b: party-left']);
});

test('[S20] the invited party hangs up: 对方已挂机, and the inviter returns', () => {
  const room = talking();
  room.leave('guest');
  assert.equal(room.lines(), ['join leg-a heard', 'place leg-a room', 'say leg-a: peer-hung-up']);
});

test('[S20] a hang-up exactly at ** has one outcome, whichever comes first', () => {
  const hungUpFirst = talking();
  hungUpFirst.leave('guest');
  hungUpFirst.lines();
  assert.is(hungUpFirst.self('a', 'merge'), 'WRONG_PLACE');
  assert.equal(hungUpFirst.lines(), [], 'and nothing is said about it');
  const mergedFirst = talking();
  mergedFirst.self('a', 'merge');
  mergedFirst.lines();
  mergedFirst.leave('guest');
  assert.equal(mergedFirst.lines(), ['say leg-chair leg-a leg-b: party-left'], 'not 对方已挂机');
  const failedFirst = consulting();
  failedFirst.fail('guest', 'hung-up');
  assert.is(failedFirst.self('a', 'merge'), 'WRONG_PLACE');
  assert.is(failedFirst.placeOf('a'), 'room');
});

test('[S17] the inviter is kicked while it is aside: the invited party goes with it', () => {
  const room = talking();
  room.byOwner({ type: 'kick', participant: id('a') });
  assert.equal(room.lines(), [
    'release leg-a kicked: kicked',
    'release leg-guest invitation-over: goodbye',
    'say leg-chair leg-b: party-left',
  ]);
});

test('[S17] *3 passes over who is on a private line and has not come in', () => {
  const room = talking();
  room.key('chair', { type: 'kick', participant: 'last' });
  assert.not.ok(room.isIn('b'));
  assert.ok(room.isIn('guest'));
});

test('[S17] after ** the party is who entered last, also when others came during the consult', () => {
  const room = talking();
  room.enter('c');
  room.self('a', 'merge');
  room.key('chair', { type: 'kick', participant: 'last' });
  assert.not.ok(room.isIn('guest'));
  assert.ok(room.isIn('c'));
});

test('the balance ends in a consult: both hear so, with everybody else', () => {
  const room = talking();
  room.system({ type: 'unpaid', reason: 'balance-out' });
  assert.equal(room.lines(), [
    'release leg-chair balance-out: balance-out',
    'release leg-a balance-out: balance-out',
    'release leg-b balance-out: balance-out',
    'release leg-guest balance-out: balance-out',
    'closed',
  ]);
  const ringing = consulting();
  ringing.system({ type: 'unpaid', reason: 'cost-limit' });
  assert.equal(ringing.lines().slice(2), [
    'release leg-b cost-limit: goodbye',
    'give-up guest: goodbye',
    'closed',
  ]);
});

test('[S20] consult time is no leaving: not for the last chair, not for being alone', () => {
  const room = new ConferenceDriver(sampleDefinition({ endsWithLastChair: true }));
  room.enter('chair', 'chair');
  room.enter('a');
  room.consult('chair', 'guest');
  room.answer('guest');
  room.lines();
  room.leave('a');
  assert.equal(room.lines(), [], 'who is on a line hears nothing of it');
  room.wait(40 * MINUTE_MS);
  assert.equal(room.lines(), [], 'neither alone nor over');
});

test('[S7] a consult needs a place, and says so before a number is keyed', () => {
  const room = new ConferenceDriver(sampleDefinition({}, { partiesMax: 2 }));
  room.enter('chair', 'chair');
  room.self('chair', 'step-out');
  room.enter('a');
  const called = { e164: numberOf('guest') };
  const body = { type: 'consult', participant: id('chair'), invited: id('guest'), called } as const;
  assert.is(room.key('chair', body), 'CONFERENCE_FULL');
  room.self('chair', 'step-in');
  room.lines();
  assert.is(room.self('chair', 'step-out'), 'CONFERENCE_FULL');
  assert.equal(room.lines(), ['say leg-chair: refused CONFERENCE_FULL']);
});

test('[S39] who is in already is not called onto a line', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a', 'attendee', numberOf('a'));
  assert.is(room.consult('chair', 'x', numberOf('a')), 'NOBODY_TO_CALL');
  assert.is(room.placeOf('chair'), 'aside', 'another number can be keyed');
});

test('an invited party moves neither itself nor its inviter', () => {
  const room = talking();
  for (const type of ['merge', 'drop', 'step-in', 'step-out', 'request-operator'] as const) {
    assert.is(room.self('guest', type), 'WRONG_PLACE');
  }
  assert.is(room.key('b', { type: 'merge', participant: id('a') }), 'WRONG_PLACE');
  assert.equal(room.lines(), []);
});

test('[S21] a mute that comes while a party is on a line holds when it is back', () => {
  const room = talking();
  room.key('chair', { type: 'mute-all', muted: true });
  assert.equal(room.lines(), ['mute leg-b', 'say all: mute-all true']);
  room.self('a', 'merge');
  assert.equal(
    room.lines().filter((line) => line.startsWith('join')),
    ['join leg-a muted', 'join leg-guest muted'],
  );
});

test('[S6] a party that waits for the chair has no music on its line, and again when it returns', () => {
  const room = new ConferenceDriver(sampleDefinition({ attendeeWaitsForChair: true }));
  room.enter('a');
  room.lines();
  room.self('a', 'step-out');
  assert.equal(room.lines(), ['leave-mix leg-a', 'place leg-a aside', 'music leg-a off']);
  room.self('a', 'step-in');
  assert.equal(room.lines(), ['join leg-a muted', 'place leg-a room', 'music leg-a on']);
});

test('[S24] a held party hears music, is out of the mix, and comes back', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.enter('b');
  room.lines();
  assert.is(room.byOwner({ type: 'hold', participant: id('a'), on: true }), 'ok');
  assert.equal(room.lines(), ['leave-mix leg-a', 'place leg-a held', 'music leg-a on']);
  assert.is(room.self('a', 'step-out'), 'WRONG_PLACE');
  room.byOwner({ type: 'hold', participant: id('a'), on: true });
  assert.equal(room.lines(), []);
  room.byOwner({ type: 'hold', participant: id('a'), on: false });
  assert.equal(room.lines(), ['join leg-a heard', 'place leg-a room', 'music leg-a off']);
  assert.is(room.key('b', { type: 'hold', participant: id('a'), on: true }), 'CHAIR_ONLY');
});

function withOperator(): ConferenceDriver {
  const room = new ConferenceDriver(sampleDefinition({}, { partiesMax: 2 }));
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  room.self('a', 'request-operator');
  return room;
}

const assign = (room: ConferenceDriver): string =>
  room.system({
    type: 'assign-operator',
    participant: id('a'),
    operator: id('op'),
    called: { e164: '+861050000000' },
  });

test('[S14] *0 asks for an operator with queue music, and the operator comes on a private line', () => {
  const room = withOperator();
  assert.equal(room.lines(), [
    'leave-mix leg-a',
    'place leg-a operator',
    'operator-wanted a',
    'music leg-a on',
  ]);
  assert.is(assign(room), 'ok');
  assert.equal(room.lines(), ['dial op operator attendee 60 s'], 'the room is full, but not for operators');
  assert.is(assign(room), 'WRONG_PLACE', 'one at a time');
  room.answer('op');
  assert.equal(room.lines(), [
    'join-line a leg-a',
    'place leg-a operator connected',
    'join-line a leg-op',
    'place leg-op operator connected',
    'music leg-a off',
  ]);
  const operator = room.service.snapshot(CONFERENCE)?.participants.find(({ id }) => id === 'op');
  assert.equal([operator?.operator, operator?.number], [true, undefined]);
  assert.is(room.service.snapshot(CONFERENCE)?.parties, 2, 'operators are not counted');
});

test('[S14] *# returns from the operator, who is let go', () => {
  const room = withOperator();
  assign(room);
  room.answer('op');
  room.lines();
  room.self('a', 'step-in');
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'operator-not-wanted a',
    'release leg-op invitation-over: goodbye',
  ]);
  assert.equal(room.service.snapshot(CONFERENCE)?.departed, [], 'an operator is nobody to redial');
});

test('[S14] *# while waiting, or while an operator is rung', () => {
  const room = withOperator();
  assign(room);
  room.lines();
  room.self('a', 'step-in');
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'operator-not-wanted a',
    'give-up op: goodbye',
    'music leg-a off',
  ]);
});

test('[S14] an operator who does not answer leaves the party waiting for the next one', () => {
  const room = withOperator();
  assign(room);
  room.fail('op', 'no-answer');
  assert.is(room.placeOf('a'), 'operator');
  assert.is(assign(room), 'ok');
});

test('[S14] none in time: 人工坐席忙, and the party is back in its room', () => {
  const room = withOperator();
  room.lines();
  room.system({ type: 'operator-unavailable', participant: id('a') });
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'operator-not-wanted a',
    'say leg-a: refused OPERATORS_BUSY',
    'music leg-a off',
  ]);
});

test('[S14] too late to be unavailable: the operator is speaking', () => {
  const room = withOperator();
  assign(room);
  room.answer('op');
  assert.is(room.system({ type: 'operator-unavailable', participant: id('a') }), 'WRONG_PLACE');
  assert.is(room.placeOf('a'), 'operator');
});

test('[S14] the operator hangs up: the party returns; the party hangs up: the operator is let go', () => {
  const room = withOperator();
  assign(room);
  room.answer('op');
  room.lines();
  room.leave('op');
  assert.equal(room.lines(), [
    'join leg-a heard',
    'place leg-a room',
    'operator-not-wanted a',
    'say leg-a: peer-hung-up',
  ]);
  const other = withOperator();
  assign(other);
  other.answer('op');
  other.lines();
  other.leave('a');
  assert.equal(other.lines(), [
    'operator-not-wanted a',
    'release leg-op invitation-over: goodbye',
    'say leg-chair: party-left',
  ]);
});

test.run();
