import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ClipId, LegId, ParticipantId, RecordingId } from '../../../src/base/ids.js';
import { below, seededRandom, type Random } from '../../../src/base/random.js';
import { SYSTEM, type Actor, type CommandBody, type EntryWay } from '../../../src/conference/commands.js';
import { ConferenceLedger } from '../../../src/conference/conference-ledger.js';
import type { ConferenceState } from '../../../src/conference/conference-state.js';
import type { ConferenceKind } from '../../../src/conference/definition.js';
import type { Invitation, Participant, Role } from '../../../src/conference/participant.js';
import {
  CONFERENCE,
  ConferenceDriver,
  invitee,
  numberOf,
  OWNER,
  sampleDefinition,
} from '../../support/conference-driver.js';
import { ConferenceWorld } from '../../support/conference-world.js';

const SEEDS = 400;
const COMMANDS = 150;
const PARTIES_MAX = 8;
const KINDS: readonly ConferenceKind[] = ['bridge', 'bridge', 'direct', 'quick', 'instant'];
const LOST_OR_NOT = ['hung-up', 'hung-up', 'lost', 'fault'] as const;

const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;
const id = (name: string): ParticipantId => name as ParticipantId;
const legOf = (name: ParticipantId): LegId => `leg-${name}` as LegId;

/** One of everything that can be asked, about somebody who is there, was there, or never was. */
function randomCommand(random: Random, names: readonly ParticipantId[], fresh: string): CommandBody {
  const participant = pick(random, names);
  const to = pick(random, [true, false, 'toggle'] as const);
  const [one, two] = [`${fresh}a`, pick(random, ['known', `${fresh}b`])];
  const called = { e164: numberOf(pick(random, ['known', one])) };
  const role = pick<Role>(random, ['chair', 'attendee', 'attendee']);
  const commands: readonly CommandBody[] = [
    { type: 'mute', participant, muted: to },
    { type: 'mute-all', muted: to },
    { type: 'lock', locked: to },
    { type: 'raise-hand', participant, raised: to },
    { type: 'place-hand', participant, before: pick(random, [undefined, ...names]) },
    { type: 'kick', participant: 'last' },
    { type: 'kick', participant },
    { type: 'hang-up', participant },
    { type: 'allow-reentry' },
    { type: 'count' },
    { type: 'choose', key: '1' },
    { type: 'talking', leg: legOf(participant), talking: to === true },
    { type: 'extend', byMs: 1_000 },
    { type: 'invite', invitees: [invitee(one, role), invitee(two)] },
    { type: 'invite', invitees: [invitee(one)] },
    { type: 'start-by-host', host: invitee(one), others: [invitee(two)] },
    { type: 'redial', participant },
    { type: 'redial', participant: 'all' },
    { type: 'hold', participant, on: to === true },
    { type: 'step-out', participant },
    { type: 'step-out', participant },
    { type: 'step-in', participant },
    { type: 'consult', participant, invited: id(one), called },
    { type: 'consult', participant, invited: id(one), called },
    { type: 'merge', participant },
    { type: 'drop', participant },
    { type: 'request-operator', participant },
    { type: 'assign-operator', participant, operator: id(`${fresh}-op`), called },
    { type: 'operator-unavailable', participant },
    { type: 'record', on: to, recording: `rec-${fresh}` as RecordingId, tracks: false },
    { type: 'balance-low', minutes: 5 },
  ];
  return pick(random, commands);
}

/** What makes sense where this party is, asked by itself or by who would ask it. */
function fittingCommand(random: Random, party: Participant, fresh: string): readonly [CommandBody, Actor] {
  const { id: participant, place } = party;
  const self: Actor = { kind: 'participant', participant };
  const called = { e164: numberOf(fresh) };
  switch (place) {
    case 'room':
      return [{ type: pick(random, ['step-out', 'step-out', 'request-operator']), participant }, self];
    case 'aside':
      if (below(random, 5) === 0) return [{ type: 'step-in', participant }, self];
      return [{ type: 'consult', participant, invited: id(fresh), called }, self];
    case 'consult':
      return [{ type: pick(random, ['merge', 'merge', 'drop', 'step-in']), participant }, self];
    case 'operator':
      if (below(random, 3) === 0) return [{ type: 'step-in', participant }, self];
      if (below(random, 5) === 0) return [{ type: 'operator-unavailable', participant }, SYSTEM];
      return [{ type: 'assign-operator', participant, operator: id(`${fresh}-op`), called }, SYSTEM];
    case 'held':
      return [{ type: 'hold', participant, on: false }, OWNER];
  }
}

/** What the call layer reports of the calls it was told to make. */
function randomReport(random: Random, room: ConferenceDriver, call: Invitation): void {
  switch (below(random, 5)) {
    case 0:
      return room.ring(call.id, below(random, 2) === 0);
    case 1:
    case 2: {
      const code = room.answer(call.id, { way: pick(random, ['invitation', 'redial']) });
      assert.is(code, call.progress === 'given-up' ? 'INVITATION_UNAVAILABLE' : 'ok', 'its place was held');
      return;
    }
    default:
      return room.fail(call.id, pick(random, ['busy', 'no-answer', 'not-confirmed', 'cancelled']));
  }
}

function randomEntry(random: Random, room: ConferenceDriver, state: ConferenceState, name: string): void {
  const role = pick<Role>(random, ['chair', 'attendee', 'attendee']);
  const way = pick<EntryWay>(random, ['dial-in', 'dial-in', 'return', 'invitation']);
  const number = pick(random, [undefined, '+861', '+862', '+863']);
  const spoken = below(random, 3) === 0 ? { spokenName: `clip-${name}` as ClipId } : {};
  const { locked, barredNumbers } = state;
  const taken = placesTaken(state);
  const heldForChair = role === 'chair' || state.chairArrived || chairIsCalled(state) ? 0 : 1;
  const code = room.system({
    type: 'enter',
    participant: id(name),
    leg: legOf(id(name)),
    role,
    way,
    caller: { number, asserted: number !== undefined },
    ...spoken,
  });
  if (way === 'invitation') return assert.is(code, 'INVITATION_UNAVAILABLE', 'nobody invited it');
  if (role === 'attendee' && way === 'dial-in' && locked) assert.is.not(code, 'ok', 'locked');
  else assert.is.not(code, 'CONFERENCE_LOCKED', 'a lock stops attendees who dial in, nobody else');
  if (role === 'attendee' && number !== undefined && barredNumbers.has(number))
    assert.is(code, 'CALLER_BARRED');
  if (taken + heldForChair >= PARTIES_MAX) assert.is.not(code, 'ok', 'full');
  else assert.is.not(code, 'CONFERENCE_FULL', 'not full');
}

function step(random: Random, room: ConferenceDriver, state: ConferenceState, fresh: string): void {
  const names = [...state.participants.keys()];
  const calls = [...state.invitations.values()].filter(({ progress }) => progress !== 'waiting');
  const dice = below(random, 10);
  if (names.length === 0 || dice < 2) return randomEntry(random, room, state, fresh);
  if (dice < 4 && calls.length > 0) return randomReport(random, room, pick(random, calls));
  if (dice === 4 && below(random, 4) === 0) return room.leave(pick(random, names), pick(random, LOST_OR_NOT));
  if (dice === 5 && below(random, 6) === 0) return room.wait(pick(random, [100, 20_000, 20_000, 400_000]));
  if (dice < 7) {
    const party = state.participants.get(pick(random, names));
    assert.ok(party);
    room.send(...fittingCommand(random, party, fresh));
    return;
  }
  const anybody = [...names, ...state.invitations.keys(), ...state.departed.keys(), id('nobody')];
  const by = pick<Actor>(random, [
    OWNER,
    SYSTEM,
    { kind: 'participant', participant: pick(random, names) },
    { kind: 'participant', participant: pick(random, names) },
  ]);
  const command = randomCommand(random, below(random, 4) === 0 ? anybody : names, fresh);
  const chairs = [...state.participants.values()].filter(({ role }) => role === 'chair');
  room.send(command, by);
  const ended = state.definition.kind === 'quick' || state.definition.kind === 'instant';
  if (command.type === 'kick' && command.participant === 'last' && !ended)
    for (const chair of chairs) assert.ok(room.isIn(chair.id), '*3 never kicks a chair');
}

const isOperator = ({ place, line, id }: Participant): boolean => place === 'operator' && line !== id;

function placesTaken({ participants, invitations }: ConferenceState): number {
  const calls = [...invitations.values()].filter(
    ({ greeting, progress }) => greeting !== 'operator' && progress !== 'given-up',
  );
  return [...participants.values()].filter((party) => !isOperator(party)).length + calls.length;
}

const chairIsCalled = ({ invitations }: ConferenceState): boolean =>
  [...invitations.values()].some(({ role, progress }) => role === 'chair' && progress !== 'given-up');

function checkState(state: ConferenceState): void {
  const { participants, invitations, guests, byLeg } = state;
  assert.ok(placesTaken(state) <= PARTIES_MAX, 'participants and held places fit');
  assert.is(byLeg.size, participants.size);
  assert.is(state.chairs, [...participants.values()].filter(({ role }) => role === 'chair').length);
  for (const [owner, guest] of guests) {
    const line = participants.get(guest)?.line ?? invitations.get(guest)?.line;
    assert.is(line, owner, 'a guest is on the line of who called it');
    assert.is(participants.get(owner)?.line, owner, 'and that one is there');
  }
  for (const party of participants.values()) {
    const { id, leg, place, line, mutes, role } = party;
    assert.is(byLeg.get(leg), id);
    assert.not.ok(invitations.has(id), 'who is in is not being called');
    assert.not.ok(state.departed.has(id), 'who is in is not gone');
    assert.is(line !== undefined, place === 'consult' || place === 'operator');
    if (mutes.waiting) assert.not.ok(state.chairArrived, 'the wait does not return');
    if (role === 'chair') assert.not.ok(mutes.byRoom || mutes.waiting, 'chairs are never muted by the room');
  }
}

/** The facts alone, in order, give the same state again. */
function checkReplay(room: ConferenceDriver, state: ConferenceState): void {
  const ledger = new ConferenceLedger(state.id, state.definition, state.openedMs);
  for (const effect of room.effects)
    if (effect.type === 'event') ledger.apply(effect.event.fact, effect.event.atMs);
  assert.equal(ledger.state, state);
}

function randomRoom(random: Random): ConferenceDriver {
  const yes = (): boolean => below(random, 2) === 0;
  const options = {
    attendeeListenOnly: below(random, 3) === 0,
    attendeeWaitsForChair: yes(),
    attendeeMayUnmute: yes(),
    attendeeMayInvite: below(random, 3) !== 0,
    chairMayRecord: yes(),
    endsWithLastChair: below(random, 8) === 0,
  };
  const kind = pick(random, KINDS);
  return new ConferenceDriver(sampleDefinition(options, { kind, partiesMax: PARTIES_MAX }));
}

const test = suite('random commands');

test(`${SEEDS} seeds of ${COMMANDS} commands keep the invariants [S5] [S6] [S7] [S14] [S15] [S16] [S17] [S20] [S21]`, () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed);
    const room = randomRoom(random);
    const world = new ConferenceWorld(room);
    for (let i = 0; i < COMMANDS; i++) {
      const state = room.service.state(CONFERENCE);
      if (state === undefined) break;
      step(random, room, state, `p${seed}-${i}`);
      world.listen();
      if (state.closed) continue;
      checkState(state);
      world.check(state);
      if (i % 10 === 9) checkReplay(room, state);
    }
    const state = room.service.state(CONFERENCE);
    room.byOwner({ type: 'end' });
    world.listen();
    if (state !== undefined) checkReplay(room, state);
    world.checkClosed();
    for (const effect of room.effects) {
      const kind = effect.type === 'say' ? effect.announcement.kind : effect.type;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
  }
  const rare = ['record', 'peer-hung-up', 'call-failed', 'name-left', 'recording-running', 'member-joined'];
  for (const kind of ['join', 'join-line', 'ringback', 'music', 'operator-wanted', 'give-up', ...rare])
    assert.ok((seen.get(kind) ?? 0) >= 50, `the seeds reach ${kind}`);
});

test.run();
