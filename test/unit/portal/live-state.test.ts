import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Conference, Departed, Invitation, Participant } from '../../../src/client/index.js';
import { knownName } from '../../../src/portal/live/known-name.js';
import {
  afterChange,
  afterLoss,
  afterMeasures,
  afterNames,
  afterReturn,
  afterSnapshot,
  afterTalking,
  NOTHING_LIVE,
  type LiveState,
} from '../../../src/portal/live/live-state.js';

const test = suite('the live state of the portal');

const participant = (id: string, changes: Partial<Participant> = {}): Participant => ({
  id,
  role: 'attendee',
  name: null,
  number: '13800138000',
  contactName: null,
  operator: false,
  browser: false,
  state: 'connected',
  place: 'room',
  mutes: { own: false, byChair: false, byRoom: false, waiting: false },
  heard: true,
  handRaised: false,
  handOrder: null,
  talking: false,
  enteredMs: 1,
  quality: null,
  ...changes,
});

const conference = (id: string, participants: Participant[], sequence = 10): Conference => ({
  id,
  kind: 'bridge',
  room: `room-of-${id}`,
  roomNumber: '1001',
  name: 'weekly',
  account: 'account',
  openedMs: 1,
  windowEndMs: null,
  locked: false,
  muteAll: false,
  chairArrived: true,
  host: null,
  hostLost: false,
  recording: null,
  barred: 0,
  sequence,
  parties: participants.length,
  costMicroYuan: 0,
  costLimitMicroYuan: null,
  participants,
  invitations: [],
  departed: [],
});

const live = (...conferences: Conference[]): LiveState => afterSnapshot({ conferences });

const about = (conferenceId: string, sequence: number) => ({ conferenceId, sequence, atMs: 2 });

const standing = (parties: number) => ({ parties, host: null, hostLost: false });

const gone = (id: string): Departed => ({
  id,
  role: 'attendee',
  name: null,
  number: '13800138000',
  contactName: null,
  browser: false,
  redialable: true,
  leftMs: 2,
  reason: 'kicked',
  bar: null,
});

const called = (id: string): Invitation => ({
  id,
  role: 'attendee',
  name: null,
  number: '13800138000',
  contactName: null,
  operator: false,
  progress: 'dialling',
});

const idsIn = (state: LiveState, at = 0): readonly string[] =>
  state.conferences[at]?.participants.map(({ id }) => id) ?? [];

test('a snapshot replaces all that was known', () => {
  const state = live(conference('a', []), conference('b', []));
  assert.equal(state.link, 'up');
  assert.equal(
    afterSnapshot({ conferences: [conference('c', [])] }).conferences.map(({ id }) => id),
    ['c'],
  );
});

test('who enters comes last, and the number of parties follows', () => {
  const before = live(conference('a', [participant('p')]));
  const change = {
    type: 'participant-entered',
    ...about('a', 11),
    ...standing(2),
    participant: participant('q'),
  } as const;
  const state = afterChange(before, change);
  assert.equal(idsIn(state), ['p', 'q']);
  assert.is(state.conferences[0]?.parties, 2);
  assert.is(state.conferences[0]?.sequence, 11);
});

test('a participant that changes keeps its place, and the others stay the same objects', () => {
  const [p, q] = [participant('p'), participant('q')];
  const before = live(conference('a', [p, q]));
  const talking = participant('p', { talking: true });
  const state = afterChange(before, {
    type: 'participant-changed',
    ...about('a', 11),
    ...standing(2),
    participant: talking,
  });
  assert.equal(idsIn(state), ['p', 'q']);
  assert.is(state.conferences[0]?.participants[0], talking);
  assert.is(state.conferences[0]?.participants[1], q);
  assert.is(before.conferences[0]?.participants[0], p, 'what was shown before is not changed');
});

test('who leaves is gone, and the number of parties follows', () => {
  const before = live(conference('a', [participant('p'), participant('q')]));
  const change = {
    type: 'participant-left',
    ...about('a', 11),
    ...standing(1),
    participantId: 'p',
    reason: 'kicked',
    departed: gone('p'),
  } as const;
  const state = afterChange(before, change);
  assert.equal(idsIn(state), ['q']);
  assert.is(state.conferences[0]?.parties, 1);
});

test('what is known already is not applied again', () => {
  const before = live(conference('a', [participant('p')], 10));
  const old = {
    type: 'participant-left',
    ...about('a', 10),
    ...standing(0),
    participantId: 'p',
    reason: 'kicked',
    departed: null,
  } as const;
  assert.is(afterChange(before, old), before);
});

test('each conference has a sequence of its own', () => {
  const before = live(conference('a', [], 50), conference('b', [], 3));
  const change = {
    type: 'participant-entered',
    ...about('b', 4),
    ...standing(1),
    participant: participant('p'),
  } as const;
  assert.equal(idsIn(afterChange(before, change), 1), ['p']);
});

test('a conference opens, changes and closes', () => {
  const opened = afterChange(live(), {
    type: 'conference-opened',
    ...about('a', 1),
    conference: conference('a', [], 1),
  });
  assert.is(opened.conferences.length, 1);
  const locked = afterChange(opened, {
    type: 'conference-changed',
    ...about('a', 2),
    conference: { ...conference('a', [], 2), locked: true },
  });
  assert.is(locked.conferences[0]?.locked, true);
  const closed = afterChange(locked, { type: 'conference-closed', ...about('a', 3), reason: 'empty' });
  assert.equal(closed.conferences, []);
});

test('[S24] who is called is shown until it enters or fails, and then among those who are not in', () => {
  const before = live({ ...conference('a', []), departed: [gone('p')] });
  const change = {
    type: 'invitation-changed',
    ...about('a', 11),
    ...standing(0),
    invitation: called('p'),
  } as const;
  const calling = afterChange(before, change).conferences[0]!;
  assert.equal([calling.invitations, calling.departed], [[called('p')], []]);
  const entered = afterChange(live(calling), {
    type: 'participant-entered',
    ...about('a', 12),
    ...standing(1),
    participant: participant('p'),
  }).conferences[0]!;
  assert.equal([entered.invitations, entered.participants.length], [[], 1]);
  const over = {
    type: 'invitation-over',
    ...about('a', 12),
    participantId: 'p',
    departed: gone('p'),
  } as const;
  const failed = afterChange(live(calling), over).conferences[0]!;
  assert.equal([failed.invitations, failed.departed], [[], [gone('p')]]);
});

test('a change of the conference keeps its participants, with their new mutes', () => {
  const before = live(conference('a', [participant('p'), participant('q')]));
  const { participants: _, invitations: __, departed: ___, ...summary } = conference('a', [], 11);
  const mutes = { own: false, byChair: false, byRoom: true, waiting: false };
  const state = afterChange(before, {
    type: 'conference-changed',
    ...about('a', 11),
    conference: { ...summary, muteAll: true },
    mutes: [{ id: 'q', mutes, heard: false, state: 'muted' }],
  });
  assert.is(state.conferences[0]?.muteAll, true);
  assert.equal(
    state.conferences[0]?.participants.map(({ heard }) => heard),
    [true, false],
  );
});

test('who talks is replaced as a whole, and only who began or stopped is another object', () => {
  const [p, q, r] = [participant('p', { talking: true }), participant('q'), participant('r')];
  const state = afterTalking(live(conference('a', [p, q, r])), { conferenceId: 'a', talking: ['q'] });
  const participants = state.conferences[0]!.participants;
  assert.equal(
    participants.map(({ talking }) => talking),
    [false, true, false],
  );
  assert.is(participants[2], r);
});

test('a name that was found is shown wherever its number is, of this conference alone, and can be lost again', () => {
  const known = { ...conference('a', [participant('1'), participant('2', { number: '13900139000' })]) };
  const before = live(
    { ...known, invitations: [called('3')], departed: [gone('4')] },
    conference('b', [participant('1')]),
  );
  const named = (contactName: string | null) => ({
    conferenceId: 'a',
    names: [{ number: '13800138000', contactName }],
  });
  const shown = (state: LiveState, at: number) =>
    [
      state.conferences[at]!.participants,
      state.conferences[at]!.invitations,
      state.conferences[at]!.departed,
    ].map((parties) => parties.map(({ contactName }) => contactName));
  const after = afterNames(before, named('张三'));
  assert.equal(shown(after, 0), [['张三', null], ['张三'], ['张三']]);
  assert.equal(shown(after, 1), [[null], [], []]);
  assert.equal(
    after.timelines.get('a')!.map(({ who }) => who && (knownName(who) ?? who.number)),
    [null, '张三', '13900139000', '张三'],
  );
  assert.equal(shown(afterNames(after, named(null)), 0), shown(before, 0));
});

test('measures bring the cost and the lines that they name', () => {
  const quality = { mos: 4.2, lossPercent: 1, jitterMs: 5, roundTripMs: null };
  const before = live(conference('a', [participant('p'), participant('q')]));
  const lines = [{ participantId: 'q', quality }];
  const cost = { costMicroYuan: 400_000, costLimitMicroYuan: 5_000_000 };
  const state = afterMeasures(before, { conferenceId: 'a', ...cost, lines });
  assert.is(state.conferences[0]?.costMicroYuan, 400_000);
  assert.is(state.conferences[0]?.costLimitMicroYuan, 5_000_000);
  assert.is(state.conferences[0]?.participants[0], before.conferences[0]?.participants[0]);
  assert.equal(
    state.conferences[0]?.participants.map((one) => one.quality),
    [null, quality],
  );
});

test('a participant of a conference that is not known changes nothing', () => {
  const before = live();
  const change = {
    type: 'participant-entered',
    ...about('x', 9),
    ...standing(1),
    participant: participant('p'),
  } as const;
  assert.is(afterChange(before, change), before);
});

test('a lost connection is shown, keeps what was known, and is over when the stream goes on', () => {
  const before = live(conference('a', [participant('p')]));
  const lost = afterLoss(before);
  assert.is(lost.link, 'lost');
  assert.equal(idsIn(lost), ['p']);
  assert.is(afterReturn(lost).link, 'up');
});

test('before the first snapshot neither a loss nor a return shows anything', () => {
  assert.is(afterLoss(NOTHING_LIVE).link, 'waiting');
  assert.is(afterReturn(NOTHING_LIVE).link, 'waiting');
});

test.run();
