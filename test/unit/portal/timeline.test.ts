import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ChangeEvent, Conference, Departed, Participant } from '../../../src/client/index.js';
import { knownName } from '../../../src/portal/live/known-name.js';
import {
  TIMELINE_MAX,
  timelineAfter,
  timelineOf,
  type TimelineEntry,
} from '../../../src/portal/live/timeline.js';

const test = suite('what happened in a conference');

const participant = (id: string, changes: Partial<Participant> = {}): Participant => ({
  id,
  role: 'attendee',
  name: `name of ${id}`,
  number: '+8613800138000',
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
  enteredMs: 10,
  quality: null,
  ...changes,
});

const departed = (id: string, changes: Partial<Departed> = {}): Departed => ({
  id,
  role: 'attendee',
  name: null,
  number: '+8613900139000',
  contactName: null,
  browser: false,
  redialable: true,
  leftMs: 30,
  reason: 'busy',
  bar: null,
  ...changes,
});

const conference = (changes: Partial<Conference> = {}): Conference => ({
  id: 'c',
  kind: 'bridge',
  room: 'room',
  roomNumber: '1001',
  name: 'weekly',
  account: 'account',
  openedMs: 1,
  windowEndMs: 100,
  locked: false,
  muteAll: false,
  chairArrived: true,
  host: null,
  hostLost: false,
  recording: null,
  barred: 0,
  sequence: 10,
  parties: 1,
  costMicroYuan: 0,
  costLimitMicroYuan: null,
  participants: [],
  invitations: [],
  departed: [],
  ...changes,
});

const common = { conferenceId: 'c', sequence: 11, atMs: 50, parties: 1, host: null, hostLost: false };

const textOf = (who: TimelineEntry['who']) => who && (knownName(who) ?? who.number);

const news = (known: Conference, change: ChangeEvent) =>
  timelineAfter([], known, change).map(({ happening, who, reason }) => [happening, textOf(who), reason]);

test('of a conference that runs already: its opening, who came, and who left or was not reached', () => {
  const running = conference({
    participants: [participant('b', { enteredMs: 40 }), participant('a')],
    departed: [departed('x'), departed('y', { reason: 'hung-up', leftMs: 20, name: 'Y' })],
  });
  assert.equal(
    timelineOf(running).map(({ atMs, happening, who, reason }) => [atMs, happening, textOf(who), reason]),
    [
      [1, 'opened', null, null],
      [10, 'entered', 'name of a', null],
      [20, 'left', 'Y', 'hung-up'],
      [30, 'not-reached', '+8613900139000', 'busy'],
      [40, 'entered', 'name of b', null],
    ],
  );
});

test('who comes and goes is told by name, and why', () => {
  const known = conference({ participants: [participant('a')] });
  const entered = { type: 'participant-entered', ...common, participant: participant('b') } as const;
  assert.equal(news(known, entered), [['entered', 'name of b', null]]);
  const left = {
    type: 'participant-left',
    ...common,
    participantId: 'a',
    reason: 'kicked',
    departed: null,
  } as const;
  assert.equal(news(known, left), [['left', 'name of a', 'kicked']]);
});

test('a call is told once, however far it comes; what barred it is told rather than that it was barred', () => {
  const invitation = {
    id: 'i',
    role: 'attendee',
    name: 'I',
    number: '1',
    contactName: null,
    operator: false,
  } as const;
  const dialling = {
    type: 'invitation-changed',
    ...common,
    invitation: { ...invitation, progress: 'dialling' },
  } as const;
  assert.equal(news(conference(), dialling), [['called', 'I', null]]);
  const known = conference({ invitations: [{ ...invitation, progress: 'dialling' }] });
  assert.equal(news(known, { ...dialling, invitation: { ...invitation, progress: 'ringing' } }), []);
  const over = {
    type: 'invitation-over',
    ...common,
    participantId: 'i',
    departed: departed('i', { reason: 'barred', bar: 'OPTED_OUT' }),
  } as const;
  assert.equal(news(known, over), [['not-reached', '+8613900139000', 'OPTED_OUT']]);
});

test('hands and places are told, mutes of one are not', () => {
  const known = conference({ participants: [participant('a')] });
  const changed = (changes: Partial<Participant>) =>
    news(known, { type: 'participant-changed', ...common, participant: participant('a', changes) });
  assert.equal(changed({ handRaised: true, handOrder: 1 }), [['hand-raised', 'name of a', null]]);
  assert.equal(changed({ place: 'held' }), [['held', 'name of a', null]]);
  assert.equal(changed({ heard: false }), []);
});

test('what concerns all is told as it changes', () => {
  const change = (changes: Partial<Conference>) =>
    news(conference(), { type: 'conference-changed', ...common, conference: conference(changes) });
  assert.equal(change({ muteAll: true, locked: true }), [
    ['mute-all', null, null],
    ['locked', null, null],
  ]);
  assert.equal(change({ recording: 'r' }), [['recording', null, null]]);
  assert.equal(change({ windowEndMs: 200 }), [['extended', null, null]]);
  assert.equal(change({ barred: 1 }), []);
});

test('only the newest are kept', () => {
  let timeline = timelineOf(conference());
  for (let at = 0; at <= TIMELINE_MAX; at++)
    timeline = timelineAfter(timeline, conference(), {
      type: 'participant-entered',
      ...common,
      atMs: at,
      participant: participant(`p${at}`),
    });
  assert.is(timeline.length, TIMELINE_MAX);
  assert.is(timeline.at(-1)?.who?.name, `name of p${TIMELINE_MAX}`);
  assert.is(timeline[0]?.who?.name, 'name of p1');
});

test.run();
