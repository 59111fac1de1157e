import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId, LegId, ParticipantId } from '../../../src/base/ids.js';
import { ok } from '../../../src/base/result.js';
import type { Role } from '../../../src/conference/participant.js';
import type { Answer, Question } from '../../../src/ivr/desk.js';
import type { SessionId } from '../../../src/sip/endpoint-api.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';
import { enterAsChair, enterRoom } from '../../support/room-callers.js';
import { sampleRoom } from '../../support/rooms.js';

const test = suite('entry');
const PAYING = 'account-1' as AccountId;
const HOST = '+8613800000000';
const PAYER: Answer = {
  type: 'payer',
  result: ok({
    account: PAYING,
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    activatedNow: false,
  }),
  waitMs: 0,
};

/** The desk knows every caller as the account's own. */
const knowing = (question: Question): Answer => {
  switch (question.type) {
    case 'convener':
    case 'subscriber':
      return PAYER;
    case 'callee':
      return { type: 'callee', result: ok({ e164: `+86${question.keyed}` }) };
    default:
      return { type: 'unavailable' };
  }
};

/** The host of an instant conference is called, and confirms. */
function hostOfInstant(world: CallRunnerWorld): ConferenceId {
  const host = { called: { e164: HOST } };
  const opened = world.control.startInstant({ account: PAYING, language: 'zh-CN', host, others: [] });
  if (!opened.ok) throw new Error(opened.error.code);
  world.advance(3_000);
  world.press(world.answer(world.callTo(HOST.slice(1))), '1');
  return opened.value.conference;
}

const inRoom = (world: CallRunnerWorld, leg: LegId): boolean =>
  world.conferences.service.snapshots().some(({ id }) => world.mixOf(leg) === id);

test('a caller pays from its answer before it is in, by its role [S48] [S49]', () => {
  const world = new CallRunnerWorld();
  const chair = enterAsChair(world, 'a');
  const attendee = enterRoom(world, 'b', { from: '13812341235' });
  assert.equal(
    world.charging.joined.map(({ leg, kind, service, account, answeredMs }) => [
      leg,
      kind,
      service,
      account,
      answeredMs,
    ]),
    [
      [chair, 'host-dial-in', 'bridge', 'account-1', 0],
      [attendee, 'attendee-dial-in', 'bridge', 'account-1', 500],
    ],
  );
  assert.ok(inRoom(world, chair) && inRoom(world, attendee));
});

for (const outcome of ['unpaid', 'no-price', 'unavailable'] as const) {
  test(`${outcome}: that caller alone hears that the conference cannot be reached [S49]`, () => {
    const world = new CallRunnerWorld();
    const chair = enterAsChair(world, 'a');
    world.finishPlays(chair);
    const before = world.spokenTo(chair).length;
    world.charging.outcome = outcome;
    const late = enterRoom(world, 'b', { from: '13812341235' });
    assert.ok(world.spokenTo(late).includes('cannot-connect'));
    assert.not.ok(inRoom(world, late));
    world.finishPlays(late);
    assert.ok(world.told('b').includes('bye'));
    assert.is(world.spokenTo(chair).length, before);
    assert.ok(inRoom(world, chair));
  });
}

test('who hangs up before the money is set aside gives it back, and never enters [S49]', () => {
  const world = new CallRunnerWorld();
  world.charging.isSlow = true;
  const leg = enterRoom(world, 'a');
  world.hangUp('a');
  world.closeLeg(leg);
  world.charging.settle();
  assert.ok(world.charging.abandoned.includes(leg));
  assert.equal(world.joined, []);
});

test('who is refused after paying gets it back: the room was locked meanwhile [S49]', () => {
  const world = new CallRunnerWorld();
  const chair = enterAsChair(world, 'a');
  world.charging.isSlow = true;
  const late = enterRoom(world, 'b', { from: '13812341235' });
  world.press(chair, '*2');
  world.charging.settle();
  assert.equal(world.charging.abandoned, [late]);
  assert.ok(world.spokenTo(late).includes('conference-locked'));
});

test('a room that nobody has defined costs nobody [S38a]', () => {
  const world = new CallRunnerWorld();
  const leg = world.enter('a');
  assert.equal(world.charging.joined, []);
  assert.ok(inRoom(world, leg));
});

test('a name is spoken on entry, kept while it is wanted, and forgotten after it was announced [S3]', () => {
  const world = new CallRunnerWorld();
  Object.assign(world.room.room, sampleRoom({ chairAnnounced: true }).room);
  const chair = enterAsChair(world, 'a');
  world.finishPlays(chair);
  const recording = world.mixed.find((command) => command.type === 'record-clip');
  assert.is(recording?.type === 'record-clip' && recording.maxMs, 5_000);
  const clip = recording?.type === 'record-clip' ? recording.clip : ('' as never);
  world.calls.onMixer({ type: 'clip-recorded', leg: chair, clip, durationMs: 1_200 });
  assert.ok(inRoom(world, chair));
  assert.not.ok(world.mixed.some(({ type }) => type === 'forget-clip'));
  const other = enterRoom(world, 'b', { from: '13812341235' });
  world.finishPlays(other);
  world.hangUp('a');
  assert.ok(world.spokenTo(other).includes(`clip:${clip}`));
  const forgotten = (): boolean =>
    world.mixed.some((command) => command.type === 'forget-clip' && command.clip === clip);
  assert.not.ok(forgotten(), 'it may still wait in somebody’s voice');
  world.advance(20_000);
  assert.ok(forgotten());
  assert.ok(inRoom(world, other));
});

test('a name of who hangs up before it is in is forgotten, whenever it comes [S3]', () => {
  const world = new CallRunnerWorld();
  Object.assign(world.room.room, sampleRoom({ attendeeAnnounced: true }).room);
  const leg = enterRoom(world, 'a');
  world.finishPlays(leg);
  const recording = world.mixed.find((command) => command.type === 'record-clip');
  const clip = recording?.type === 'record-clip' ? recording.clip : ('' as never);
  world.hangUp('a');
  world.calls.onMixer({ type: 'clip-recorded', leg, clip, durationMs: 900 });
  assert.ok(world.mixed.some((command) => command.type === 'forget-clip' && command.clip === clip));
  assert.equal(world.joined, []);
});

test('who was lost and rings again is led back by 1, without keys [S13]', () => {
  const world = new CallRunnerWorld();
  const chair = enterAsChair(world, 'a');
  enterRoom(world, 'b', { from: '13812341235' });
  world.hangUp('b', 41);
  world.advance(60_000);
  world.ring('c', '4006701018', '13812341235');
  const leg = world.lastLeg();
  world.openLegs();
  world.acknowledge('c');
  assert.ok(world.spokenTo(leg).includes('return-question'));
  world.press(leg, '1');
  assert.ok(inRoom(world, leg) && inRoom(world, chair));
  assert.is(world.charging.joined.at(-1)?.leg, leg);
});

test('who was lost with a part of the server is led back like who lost its line [S13]', () => {
  const world = new CallRunnerWorld();
  enterAsChair(world, 'a');
  const lost = enterRoom(world, 'b', { from: '13812341235' });
  world.calls.onMixer({ type: 'leg-failed', leg: lost, code: 'WORKER_LOST' });
  world.ring('c', '4006701018', '13812341235');
  const leg = world.lastLeg();
  world.openLegs();
  world.acknowledge('c');
  assert.ok(world.spokenTo(leg).includes('return-question'));
});

test('whose name takes longer than the room has time hears that it is over, and nothing begins anew [S11]', () => {
  const world = new CallRunnerWorld();
  const { room } = sampleRoom({ attendeeAnnounced: true });
  // The world begins 1,000 s after the start of the room.
  Object.assign(world.room.room, room, { durationMs: 1_003_000 });
  const leg = enterRoom(world, 'a');
  world.finishPlays(leg);
  world.advance(4_000);
  const recording = world.mixed.find((command) => command.type === 'record-clip');
  const clip = recording?.type === 'record-clip' ? recording.clip : ('' as never);
  world.calls.onMixer({ type: 'clip-recorded', leg, clip, durationMs: 900 });
  assert.ok(world.spokenTo(leg).includes('conference-over'));
  assert.is(world.conferences.service.size, 0);
});

test('a called host who was lost and rings by itself is not led back at the price of who dials in [S36] [S47]', () => {
  const world = new CallRunnerWorld();
  hostOfInstant(world);
  world.hangUp(world.callTo(HOST.slice(1)), 41);
  assert.is(world.conferences.service.size, 1);
  world.ring('c', '4006701018', HOST.slice(3));
  const leg = world.lastLeg();
  world.openLegs();
  world.acknowledge('c');
  assert.ok(world.spokenTo(leg).includes('welcome'));
  assert.not.ok(world.spokenTo(leg).includes('return-question'));
});

test('a called chair has the price of a called host in a room, but not beside the host of a convened conference [S47]', () => {
  const kindOf = (world: CallRunnerWorld, conference: ConferenceId, role: Role): string | undefined => {
    const called = { e164: '+8613900001000' };
    const invitee = { participant: 'guest' as ParticipantId, called, role, greeting: 'invited' } as const;
    const owner = { kind: 'owner', account: PAYING } as const;
    world.conferences.dispatch({ type: 'invite', invitees: [invitee] }, conference, owner);
    world.advance(1_000);
    world.finishPlays(world.answer(world.callTo('8613900001000')));
    return world.charging.joined.at(-1)?.kind;
  };
  const inRoom = (role: Role): string | undefined => {
    const world = new CallRunnerWorld();
    const opened = world.control.openRoom(world.room);
    return opened.ok ? kindOf(world, opened.value.conference, role) : opened.error.code;
  };
  const world = new CallRunnerWorld();
  const convened = hostOfInstant(world);
  assert.is(world.charging.joined.at(-1)?.kind, 'host-callback');
  assert.equal(
    [inRoom('chair'), inRoom('attendee'), kindOf(world, convened, 'chair')],
    ['host-callback', 'dial-out', 'dial-out'],
  );
});

test('who hung up, was kicked, or rings again after five minutes is asked like anybody [S13]', () => {
  for (const how of ['hung-up', 'kicked', 'late'] as const) {
    const world = new CallRunnerWorld();
    const chair = enterAsChair(world, 'a');
    enterRoom(world, 'b', { from: '13812341235' });
    if (how === 'kicked') world.press(chair, '*3');
    world.hangUp('b', how === 'hung-up' ? 16 : 41);
    if (how === 'late') world.advance(301_000);
    world.ring('c', '4006701018', '13812341235');
    const leg = world.lastLeg();
    world.openLegs();
    world.acknowledge('c');
    assert.not.ok(world.spokenTo(leg).includes('return-question'), how);
  }
});

test('the same key by event and by INFO counts once, twice by INFO counts twice [C26]', () => {
  const world = new CallRunnerWorld();
  const leg = enterAsChair(world, 'a');
  world.finishPlays(leg);
  const info = (key: string): void =>
    world.calls.onSip({ type: 'info-digit', session: 'a' as SessionId, key, durationMs: 160 });
  const isMuted = (): boolean | undefined =>
    [...world.conferences.service.state(world.mixOf(leg) as never)!.participants.values()][0]?.mutes.own;
  world.press(leg, '*');
  info('*');
  world.nowMs += 300;
  info('1');
  world.nowMs += 50;
  world.press(leg, '1');
  assert.is(isMuted(), true);
  world.nowMs += 300;
  info('*');
  world.nowMs += 50;
  info('1');
  assert.is(isMuted(), false);
  assert.is(world.calls.counts().duplicateKeys, 2);
});

test('the chair records by *4: a file of its own each time, told to the ledger when it is complete [S4]', () => {
  const world = new CallRunnerWorld();
  Object.assign(world.room.room, sampleRoom({ chairMayRecord: true }).room);
  const chair = enterAsChair(world, 'a');
  world.finishPlays(chair);
  world.press(chair, '*4');
  const start = world.mixed.find((command) => command.type === 'start-recording');
  assert.ok(start?.type === 'start-recording' && start.room === world.mixOf(chair));
  const recording = start?.type === 'start-recording' ? start.recording : ('' as never);
  world.press(chair, '*4');
  assert.ok(
    world.mixed.some((command) => command.type === 'stop-recording' && command.recording === recording),
  );
  const file = { name: `${recording}.wav`, leg: undefined, bytes: 16_044 };
  world.calls.onMixer({
    type: 'recording-written',
    recording,
    files: [file],
    durationMs: 1_000,
    complete: true,
  });
  assert.equal(world.recordings, [{ recording, durationMs: 1_000 }]);
});

test('quick: the convener is known by its number, keys one after another, and pays for all [S27] [S28]', () => {
  const world = new CallRunnerWorld();
  world.desk = knowing;
  world.ring('a', '4006701019');
  const convener = world.lastLeg();
  world.openLegs();
  world.acknowledge('a');
  world.finishPlays(convener);
  assert.ok(world.spokenTo(convener).includes('ask-number'));
  world.press(convener, '13900001000#');
  world.advance(500);
  const session = world.callTo('8613900001000');
  const invited = world.answer(session);
  assert.is(world.mixOf(invited), world.mixOf(convener));
  world.press(convener, '**');
  assert.ok(inRoom(world, invited) && inRoom(world, convener));
  assert.equal(
    world.charging.joined.map(({ leg, service, kind }) => [leg, service, kind]),
    [
      [convener, 'quick', 'host-dial-in'],
      [invited, 'quick', 'dial-out'],
    ],
  );
  world.hangUp('a');
  world.finishPlays(invited);
  assert.ok(world.told(session).includes('bye'), 'the convener hanging up ends it for all');
});

test('quick: keys pressed ahead are those of the first number, however long the entry takes [S10] [S28]', () => {
  const world = new CallRunnerWorld();
  const asked: Question[] = [];
  world.desk = (question) => {
    asked.push(question);
    return knowing(question);
  };
  world.charging.isSlow = true;
  world.ring('a', '4006701019');
  const convener = world.lastLeg();
  world.openLegs();
  world.acknowledge('a');
  world.press(convener, '139');
  world.charging.settle();
  world.press(convener, '12345678#');
  assert.equal(asked.at(-1), { type: 'callee', keyed: '13912345678', payer: PAYING });
});

test('instant by phone: all who were keyed are called when the list is confirmed [S31]', () => {
  const world = new CallRunnerWorld();
  world.desk = knowing;
  world.ring('a', '4006701020');
  const host = world.lastLeg();
  world.openLegs();
  world.acknowledge('a');
  world.press(host, '1');
  world.finishPlays(host);
  world.press(host, '13900001000#');
  world.finishPlays(host);
  world.press(host, '13900001001#');
  world.finishPlays(host);
  world.press(host, '#');
  world.press(host, '1');
  world.advance(1_000);
  assert.is(world.callsTo('8613900001000').length, 1);
  assert.is(world.callsTo('8613900001001').length, 1);
  const invited = world.answer(world.callTo('8613900001001'));
  world.finishPlays(invited);
  assert.is(world.mixOf(invited), world.mixOf(host));
});

test.run();
