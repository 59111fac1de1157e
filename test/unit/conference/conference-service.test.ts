import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, LegId, ParticipantId } from '../../../src/base/ids.js';
import { CONFERENCE, ConferenceDriver, OWNER, sampleDefinition } from '../../support/conference-driver.js';

const test = suite('conference service');
const id = (name: string): ParticipantId => name as ParticipantId;

test('[S11] the first party is told so, later ones hear the count', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  assert.equal(room.lines(), ['join leg-a heard', 'say leg-a: welcome-count 1']);
  room.enter('b');
  assert.equal(room.lines(), ['say leg-a: party-entered', 'join leg-b heard', 'say leg-b: welcome-count 2']);
});

test('[S3] entry and exit sound a tone to the others, and to nobody above 30 parties', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.enter('b');
  room.lines();
  room.leave('b');
  assert.equal(room.lines(), ['say leg-a: party-left']);
  for (let i = 1; i <= 30; i++) room.enter(`more-${i}`);
  assert.equal(room.lines().slice(-2), ['join leg-more-30 heard', 'say leg-more-30: welcome-count 31']);
  room.leave('more-1');
  assert.match(room.lines().join(), /^say leg-a leg-more-2 .*leg-more-30: party-left$/, '30 again');
});

test('tones and announcements can be switched off', () => {
  const room = new ConferenceDriver(sampleDefinition(), { tones: false, announcements: false });
  room.enter('a');
  room.enter('b');
  room.leave('a');
  assert.equal(room.lines(), ['join leg-a heard', 'join leg-b heard']);
});

test('[S5] in a listen-only room attendees enter muted, chairs do not, and *1 unmutes', () => {
  const room = new ConferenceDriver(sampleDefinition({ attendeeListenOnly: true }));
  room.enter('chair', 'chair');
  room.enter('a');
  assert.ok(room.isHeard('chair'));
  assert.not.ok(room.isHeard('a'));
  room.lines();
  assert.is(room.mute('a'), 'ok');
  assert.equal(room.lines(), ['hear leg-a', 'say leg-a: unmuted']);
});

test('[S5] [S15] where attendees may not unmute, *1 says so', () => {
  const room = new ConferenceDriver(sampleDefinition({ attendeeListenOnly: true, attendeeMayUnmute: false }));
  room.enter('a');
  room.lines();
  assert.is(room.mute('a'), 'CANNOT_UNMUTE');
  assert.equal(room.lines(), ['say leg-a: refused CANNOT_UNMUTE']);
  assert.not.ok(room.isHeard('a'));
});

test('[S6] attendees wait muted with music until the first chair enters, once', () => {
  const room = new ConferenceDriver(sampleDefinition({ attendeeWaitsForChair: true }));
  room.enter('a');
  assert.equal(room.lines(), [
    'join leg-a muted',
    'say leg-a: welcome-count 1',
    'say leg-a: chair-absent',
    'music leg-a on',
  ]);
  assert.is(room.mute('a'), 'CANNOT_UNMUTE', '*1 does not lift it');
  room.lines();
  room.enter('chair', 'chair');
  assert.equal(room.lines(), [
    'say leg-a: party-entered',
    'join leg-chair heard',
    'say leg-chair: welcome-count 2',
    'hear leg-a',
    'say leg-a: chair-arrived',
    'music leg-a off',
  ]);
  room.leave('chair');
  room.enter('b');
  assert.ok(room.isHeard('b'), 'it does not return when the chair has left');
});

test('[S6] the chair lifts the wait but not listen-only', () => {
  const room = new ConferenceDriver(
    sampleDefinition({ attendeeWaitsForChair: true, attendeeListenOnly: true }),
  );
  room.enter('a');
  room.enter('chair', 'chair');
  assert.not.ok(room.isHeard('a'));
  assert.ok(room.lines().includes('music leg-a off'));
  assert.is(room.mute('a'), 'ok');
  assert.ok(room.isHeard('a'));
});

test('[S7] one place is held for the first chair, and not for later ones', () => {
  const room = new ConferenceDriver(sampleDefinition({}, { partiesMax: 3 }));
  assert.is(room.enter('a'), 'ok');
  assert.is(room.enter('b'), 'ok');
  assert.is(room.enter('c'), 'CONFERENCE_FULL');
  assert.is(room.enter('chair', 'chair'), 'ok');
  assert.is(room.enter('chair-2', 'chair'), 'CONFERENCE_FULL');
  room.leave('chair');
  assert.is(room.enter('c'), 'ok', 'the place is free for anybody now');
});

test('[S15] *1 mutes and unmutes', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  room.mute('a');
  assert.equal(room.lines(), ['mute leg-a', 'say leg-a: muted']);
  room.mute('a');
  assert.equal(room.lines(), ['hear leg-a', 'say leg-a: unmuted']);
});

test('[S15] by the page of a browser it is the same without a word, and what it sets stays set', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.lines();
  const mute = (muted: boolean) => room.silently('chair', { type: 'mute', participant: id('chair'), muted });
  assert.equal([mute(true), mute(true)], ['ok', 'ok']);
  assert.equal(room.lines(), ['mute leg-chair']);
  assert.is(mute(false), 'ok');
  assert.equal(room.lines(), ['hear leg-chair']);
});

test('[S15] what the chair has muted, *1 does not lift', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  assert.is(room.byOwner({ type: 'mute', participant: id('a'), muted: true }), 'ok');
  room.lines();
  assert.is(room.mute('a'), 'CANNOT_UNMUTE');
  assert.equal(room.lines(), ['say leg-a: refused CANNOT_UNMUTE']);
});

test('the mute flags are independent: who muted itself stays muted when the chair lifts', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.mute('a');
  room.byOwner({ type: 'mute', participant: id('a'), muted: true });
  room.byOwner({ type: 'mute', participant: id('a'), muted: false });
  assert.not.ok(room.isHeard('a'));
  room.mute('a');
  assert.ok(room.isHeard('a'));
});

test('a muted party that is muted again hears nothing', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.byOwner({ type: 'mute', participant: id('a'), muted: true });
  room.lines();
  assert.is(room.byOwner({ type: 'mute', participant: id('a'), muted: true }), 'ok');
  assert.equal(room.lines(), []);
});

test('an attendee mutes itself alone', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.enter('b');
  assert.is(room.key('a', { type: 'mute', participant: id('b'), muted: true }), 'CHAIR_ONLY');
  assert.ok(room.isHeard('b'));
});

test('[S16] *2 locks for dial-in attendees only; all hear it', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  room.key('chair', { type: 'lock', locked: 'toggle' });
  assert.equal(room.lines(), ['say all: lock true']);
  assert.is(room.enter('b'), 'CONFERENCE_LOCKED');
  room.invite('c', 'd');
  assert.is(room.answer('c'), 'ok');
  assert.is(room.answer('d', { way: 'redial' }), 'ok');
  assert.is(room.enter('e', 'attendee', undefined, 'return'), 'ok');
  assert.is(room.enter('chair-2', 'chair'), 'ok');
  room.lines();
  room.key('chair', { type: 'lock', locked: 'toggle' });
  assert.equal(room.lines(), ['say all: lock false']);
  assert.is(room.enter('b'), 'ok');
});

test('[S17] *3 kicks the attendee who entered last, never a chair', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.enter('b');
  room.enter('chair-2', 'chair');
  room.lines();
  room.key('chair', { type: 'kick', participant: 'last' });
  assert.equal(room.lines(), [
    'release leg-b kicked: kicked',
    'say leg-chair leg-a leg-chair-2: party-left',
    'say leg-chair: last-party-removed',
  ]);
  room.key('chair', { type: 'kick', participant: 'last' });
  room.lines();
  assert.is(room.key('chair', { type: 'kick', participant: 'last' }), 'NOBODY_TO_KICK');
  assert.equal(room.lines(), ['say leg-chair: refused NOBODY_TO_KICK']);
  assert.ok(room.isIn('chair-2'));
});

test('[S17] who was kicked is barred by asserted number until allowed again', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a', 'attendee', '+8613800001111');
  room.enter('b');
  room.key('chair', { type: 'kick', participant: 'last' });
  room.key('chair', { type: 'kick', participant: 'last' });
  assert.is(room.enter('a2', 'attendee', '+8613800001111'), 'CALLER_BARRED');
  assert.is(room.enter('b2'), 'ok', 'withheld numbers are not barred');
  assert.is(room.enter('chair-2', 'chair', '+8613800001111'), 'ok', 'a chair passes');
  room.byOwner({ type: 'allow-reentry' });
  assert.is(room.enter('a2', 'attendee', '+8613800001111'), 'ok');
});

test('[S17] a number that was not asserted is not barred, nor is its true owner', () => {
  const room = new ConferenceDriver();
  const enter = (name: string, asserted: boolean): boolean => {
    const caller = { number: '+8613800001111', asserted };
    const leg = `leg-${name}` as LegId;
    const way = 'dial-in';
    const command = { type: 'enter', participant: id(name), leg, role: 'attendee', way, caller } as const;
    return room.send(command, { kind: 'system' }).ok;
  };
  enter('a', false);
  room.byOwner({ type: 'kick', participant: id('a') });
  assert.ok(enter('a2', false));
  assert.ok(enter('owner', true));
});

test('the leave of a kicked leg is no error and changes nothing', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.enter('b');
  room.byOwner({ type: 'kick', participant: id('a') });
  room.lines();
  room.leave('a');
  assert.equal(room.lines(), []);
  assert.ok(room.isIn('b'));
});

test('[S19] *5 tells the number of participants to who asked', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.enter('b');
  room.lines();
  room.key('b', { type: 'count' });
  assert.equal(room.lines(), ['say leg-b: party-count 2']);
});

test('[S21] *7 mutes attendees, also who enters later, never chairs, and is lifted', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  room.key('chair', { type: 'mute-all', muted: 'toggle' });
  assert.equal(room.lines(), ['mute leg-a', 'say all: mute-all true']);
  room.enter('b');
  room.enter('chair-2', 'chair');
  assert.equal(
    ['chair', 'a', 'b', 'chair-2'].map((name) => room.isHeard(name)),
    [true, false, false, true],
  );
  room.key('chair', { type: 'mute-all', muted: 'toggle' });
  assert.ok(room.isHeard('a') && room.isHeard('b'));
});

test('[S21] the chair lets one attendee speak while all others are muted', () => {
  const room = new ConferenceDriver(sampleDefinition({ attendeeMayUnmute: false }));
  room.enter('chair', 'chair');
  room.enter('a');
  room.enter('b');
  room.key('chair', { type: 'mute-all', muted: true });
  room.lines();
  room.byOwner({ type: 'mute', participant: id('a'), muted: false });
  assert.equal(room.lines(), ['hear leg-a', 'say leg-a: unmuted-by-chair']);
  assert.not.ok(room.isHeard('b'));
});

test('[S15] [S24] unmuted by the chair, a party that has muted itself hears that it still is', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.mute('a');
  room.byOwner({ type: 'mute', participant: id('a'), muted: true });
  room.lines();
  room.byOwner({ type: 'mute', participant: id('a'), muted: false });
  assert.equal(room.lines(), ['say leg-a: unmuted-by-chair', 'say leg-a: muted']);
  room.mute('a');
  assert.ok(room.isHeard('a'));
});

test('[S23] *9 raises and lowers the hand, and the snapshot shows it', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.lines();
  room.key('a', { type: 'raise-hand', participant: id('a'), raised: 'toggle' });
  assert.equal(room.lines(), ['say leg-a: hand true']);
  assert.ok(room.service.snapshot(CONFERENCE)?.participants[0]?.handRaised);
  room.key('a', { type: 'raise-hand', participant: id('a'), raised: 'toggle' });
  assert.equal(room.lines(), ['say leg-a: hand false']);
});

test('[S24] raised hands stand in the order of raising, and one is put before another or behind all', () => {
  const room = new ConferenceDriver();
  const raise = (name: string) => room.byOwner({ type: 'raise-hand', participant: id(name), raised: true });
  const place = (name: string, before: string | undefined) =>
    room.byOwner({
      type: 'place-hand',
      participant: id(name),
      before: before === undefined ? before : id(before),
    });
  const hands = (): readonly string[] =>
    (room.service.snapshot(CONFERENCE)?.participants ?? [])
      .filter(({ handRaised }) => handRaised)
      .sort((one, other) => one.handOrder! - other.handOrder!)
      .map((one) => one.id);
  for (const name of ['a', 'b', 'c', 'd']) room.enter(name);
  for (const name of ['c', 'a', 'b']) raise(name);
  assert.equal(hands(), ['c', 'a', 'b']);
  place('b', 'a');
  assert.equal(hands(), ['c', 'b', 'a']);
  place('a', 'c');
  assert.equal(hands(), ['a', 'c', 'b']);
  place('a', undefined);
  assert.equal(hands(), ['c', 'b', 'a']);
  raise('d');
  assert.equal(hands(), ['c', 'b', 'a', 'd']);
  assert.is(place('a', 'nobody'), 'PARTICIPANT_NOT_FOUND');
  room.byOwner({ type: 'raise-hand', participant: id('b'), raised: false });
  assert.is(place('b', 'c'), 'WRONG_PLACE');
  assert.is(place('a', 'b'), 'PARTICIPANT_NOT_FOUND', 'whose hand is down nobody is put before');
});

test('[S20] where attendees may not invite, *6 says so', () => {
  const room = new ConferenceDriver(sampleDefinition({ attendeeMayInvite: false }));
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  assert.is(room.self('a', 'step-out'), 'CHAIR_ONLY');
  assert.equal(room.lines(), ['say leg-a: refused CHAIR_ONLY']);
  assert.is(room.self('chair', 'step-out'), 'ok');
});

for (const body of [
  { type: 'lock', locked: 'toggle' },
  { type: 'mute-all', muted: 'toggle' },
  { type: 'kick', participant: 'last' },
  { type: 'allow-reentry' },
  { type: 'extend', byMs: 1 },
  { type: 'end' },
] as const) {
  test(`${body.type} is the chair's alone`, () => {
    const room = new ConferenceDriver();
    room.enter('a');
    room.lines();
    assert.is(room.key('a', body), 'CHAIR_ONLY');
    assert.equal(room.lines(), ['say leg-a: refused CHAIR_ONLY']);
  });
}

test('an end by the API releases everybody with a farewell, and the conference is gone', () => {
  const room = new ConferenceDriver();
  room.enter('chair', 'chair');
  room.enter('a');
  room.lines();
  room.byOwner({ type: 'end' });
  assert.equal(room.lines(), [
    'release leg-chair ended-by-api: goodbye',
    'release leg-a ended-by-api: goodbye',
    'closed',
  ]);
  assert.is(room.service.size, 0);
  assert.is(room.service.nextDeadline(), undefined);
  assert.is(room.byOwner({ type: 'count' }), 'CONFERENCE_NOT_FOUND');
  room.leave('a');
});

test('a conference ends with its last chair where the room says so [S2]', () => {
  const room = new ConferenceDriver(sampleDefinition({ endsWithLastChair: true }));
  room.enter('a');
  room.enter('chair', 'chair');
  room.enter('chair-2', 'chair');
  room.leave('chair');
  room.lines();
  room.leave('chair-2');
  assert.equal(room.lines(), ['release leg-a conference-over: goodbye', 'closed']);
});

test('opening a room that is open names its conference', () => {
  const room = new ConferenceDriver();
  const { reply } = room.service.handle(
    {
      type: 'open',
      definition: sampleDefinition(),
      id: 'x',
      conference: 'conference-2' as ConferenceId,
      by: OWNER,
    },
    room.nowMs,
    room.nowUtcMs,
  );
  assert.equal(reply.result, { ok: true, value: { type: 'opened', conference: CONFERENCE } });
  assert.is(room.service.size, 1);
});

test('the limit of conferences refuses and counts', () => {
  const room = new ConferenceDriver();
  for (let i = 2; i <= 11; i++) {
    const definition = sampleDefinition({}, { room: undefined, roomNumber: String(i) });
    const command = {
      type: 'open',
      definition,
      id: 'x',
      conference: `${i}` as ConferenceId,
      by: OWNER,
    } as const;
    const { reply } = room.service.handle(command, room.nowMs, room.nowUtcMs);
    assert.is(reply.result.ok, i <= 10);
  }
  assert.is(room.service.counters.get('conferenceLimit'), 1);
});

test('events are numbered without a gap; talking is published and not stored', () => {
  const room = new ConferenceDriver();
  room.enter('a');
  room.send({ type: 'talking', leg: 'leg-a' as LegId, talking: true }, { kind: 'system' });
  room.send({ type: 'talking', leg: 'leg-a' as LegId, talking: true }, { kind: 'system' });
  room.leave('a');
  const events = room.effects.flatMap((effect) => (effect.type === 'event' ? [effect] : []));
  assert.equal(
    events.map(({ event, stored }) => [event.sequence, event.fact.type, stored]),
    [
      [1, 'opened', true],
      [2, 'entered', true],
      [3, 'talking-changed', false],
      [4, 'left', true],
    ],
  );
  assert.equal(JSON.parse(JSON.stringify(events[1])).event.fact.participant, 'a');
});

test.run();
