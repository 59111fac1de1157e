import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceView, ParticipantView } from '../../../src/api/client-types.js';
import {
  afterChange,
  afterLoss,
  afterReturn,
  afterSnapshot,
  NOTHING_LIVE,
  type LiveState,
} from '../../../src/portal/live/live-state.js';

const test = suite('the live state of the portal');

const participant = (id: string, changes: Partial<ParticipantView> = {}): ParticipantView => ({
  id,
  role: 'attendee',
  name: null,
  number: '13800138000',
  operator: false,
  place: 'room',
  mutes: { own: false, byChair: false, byRoom: false, waiting: false },
  heard: true,
  handRaised: false,
  talking: false,
  enteredMs: 1,
  ...changes,
});

const conference = (id: string, participants: ParticipantView[], sequence = 10): ConferenceView => ({
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
  recording: null,
  barred: 0,
  sequence,
  parties: participants.length,
  participants,
  invitations: [],
  departed: [],
});

const live = (...conferences: ConferenceView[]): LiveState => afterSnapshot({ conferences });

const about = (conferenceId: string, sequence: number) => ({ conferenceId, sequence, atMs: 2 });

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
  const change = { type: 'participant-entered', ...about('a', 11), participant: participant('q') } as const;
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
    participantId: 'p',
    reason: 'kicked',
  } as const;
  const state = afterChange(before, change);
  assert.equal(idsIn(state), ['q']);
  assert.is(state.conferences[0]?.parties, 1);
});

test('what is known already is not applied again', () => {
  const before = live(conference('a', [participant('p')], 10));
  const old = { type: 'participant-left', ...about('a', 10), participantId: 'p', reason: 'kicked' } as const;
  assert.is(afterChange(before, old), before);
});

test('each conference has a sequence of its own', () => {
  const before = live(conference('a', [], 50), conference('b', [], 3));
  const change = { type: 'participant-entered', ...about('b', 4), participant: participant('p') } as const;
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

test('a participant of a conference that is not known changes nothing', () => {
  const before = live();
  const change = { type: 'participant-entered', ...about('x', 9), participant: participant('p') } as const;
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
