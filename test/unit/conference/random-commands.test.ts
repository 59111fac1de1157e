import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId, ParticipantId } from '../../../src/base/ids.js';
import { below, seededRandom, type Random } from '../../../src/base/random.js';
import type { Actor, CommandBody, EntryWay } from '../../../src/conference/commands.js';
import type { ConferenceEffect } from '../../../src/conference/effects.js';
import type { Role } from '../../../src/conference/participant.js';
import { CONFERENCE, ConferenceDriver, OWNER, sampleDefinition } from '../../support/conference-driver.js';

const SEEDS = 300;
const COMMANDS = 120;
const PARTIES_MAX = 8;

/** What a mixer and a phone network would know, from the effects alone. */
class World {
  readonly heard = new Map<LegId, boolean>();
  readonly music = new Set<LegId>();
  #sequence = 1;
  closed = false;

  take(effect: ConferenceEffect): void {
    switch (effect.type) {
      case 'join':
        assert.not.ok(this.heard.has(effect.leg), 'a leg joins once');
        this.heard.set(effect.leg, effect.heard);
        break;
      case 'hear':
        assert.is(
          this.heard.get(effect.leg),
          !effect.heard,
          'hear is told only when it changes, to who is in',
        );
        this.heard.set(effect.leg, effect.heard);
        break;
      case 'music':
        assert.is(this.music.has(effect.leg), !effect.on);
        if (effect.on) this.music.add(effect.leg);
        else this.music.delete(effect.leg);
        break;
      case 'release':
        assert.ok(this.heard.has(effect.leg), 'only who is in is released');
        this.forget(effect.leg);
        break;
      case 'say':
        assert.ok(effect.to === 'all' || this.heard.has(effect.to), 'only who is in is spoken to');
        break;
      case 'event':
        assert.is(effect.event.sequence, ++this.#sequence);
        break;
      case 'closed':
        assert.is(this.heard.size, 0, 'nobody is left behind');
        this.closed = true;
        break;
      default:
        break;
    }
  }

  forget(leg: LegId): void {
    this.heard.delete(leg);
    this.music.delete(leg);
  }
}

const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;

function randomCommand(random: Random, names: readonly ParticipantId[]): CommandBody {
  const participant = pick(random, names);
  const to = pick(random, [true, false, 'toggle'] as const);
  const commands: readonly CommandBody[] = [
    { type: 'mute', participant, muted: to },
    { type: 'mute-all', muted: to },
    { type: 'lock', locked: to },
    { type: 'raise-hand', participant, raised: to },
    { type: 'kick', participant: 'last' },
    { type: 'kick', participant },
    { type: 'allow-reentry' },
    { type: 'count' },
    { type: 'choose', key: '1' },
    { type: 'talking', leg: `leg-${participant}` as LegId, talking: to === true },
    { type: 'extend', byMs: 1_000 },
  ];
  return pick(random, commands);
}

/** One random step, with what must follow from it. */
function step(room: ConferenceDriver, world: World, random: Random, newName: string): void {
  const state = room.service.state(CONFERENCE);
  assert.ok(state);
  const before = { names: [...state.participants.keys()], locked: state.locked, arrived: state.chairArrived };
  const roles = new Map([...state.participants.values()].map(({ id, role }) => [id, role]));
  if (before.names.length === 0 || below(random, 4) === 0) {
    const role = pick<Role>(random, ['chair', 'attendee', 'attendee']);
    const way = pick<EntryWay>(random, ['dial-in', 'dial-in', 'invitation', 'return']);
    const code = room.enter(newName, role, pick(random, [undefined, '+861', '+862', '+863']), way);
    if (role === 'attendee' && way === 'dial-in' && before.locked) assert.is.not(code, 'ok', 'locked');
    else assert.is.not(code, 'CONFERENCE_LOCKED', 'a lock stops attendees who dial in, nobody else');
    const heldForChair = role === 'attendee' && !before.arrived ? 1 : 0;
    if (before.names.length + heldForChair >= PARTIES_MAX) assert.is.not(code, 'ok', 'full');
    else assert.is.not(code, 'CONFERENCE_FULL', 'not full');
  } else if (below(random, 8) === 0) {
    const name = pick(random, before.names);
    room.leave(name);
    world.forget(`leg-${name}` as LegId);
  } else {
    const asker = pick(random, before.names);
    const by = pick<Actor>(random, [OWNER, { kind: 'participant', participant: asker }]);
    const command = randomCommand(random, before.names);
    room.send(command, by);
    if (command.type === 'kick' && command.participant === 'last') {
      for (const [name, role] of roles)
        if (role === 'chair') assert.ok(room.isIn(name), '*3 never kicks a chair');
    }
  }
}

function checkInvariants(room: ConferenceDriver, world: World): void {
  const state = room.service.state(CONFERENCE);
  const snapshot = room.service.snapshot(CONFERENCE);
  assert.ok(state && snapshot);
  assert.is(state.participants.size, world.heard.size);
  assert.ok(state.participants.size <= PARTIES_MAX);
  assert.is(state.chairs, snapshot.participants.filter(({ role }) => role === 'chair').length);
  for (const { leg, mutes, heard, role } of snapshot.participants) {
    const anyFlag = mutes.own || mutes.byChair || mutes.byRoom || mutes.waiting;
    assert.is(heard, !anyFlag);
    assert.is(world.heard.get(leg), heard, 'the mixer was told');
    assert.is(world.music.has(leg), mutes.waiting, 'who waits hears music');
    if (mutes.waiting) assert.not.ok(state.chairArrived, 'the wait does not return');
    if (role === 'chair') assert.not.ok(mutes.byRoom || mutes.waiting, 'chairs are never muted by the room');
  }
}

const test = suite('random commands');

test(`${SEEDS} seeds of ${COMMANDS} commands keep the invariants [S5] [S6] [S7] [S15] [S16] [S17] [S21]`, () => {
  let entries = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed);
    const room = new ConferenceDriver(
      sampleDefinition(
        {
          attendeeListenOnly: below(random, 3) === 0,
          attendeeWaitsForChair: below(random, 2) === 0,
          attendeeMayUnmute: below(random, 2) === 0,
        },
        { partiesMax: PARTIES_MAX },
      ),
    );
    const world = new World();
    let taken = room.effects.length;
    for (let i = 0; i < COMMANDS; i++) {
      step(room, world, random, `p${i}`);
      for (const effect of room.effects.slice(taken)) world.take(effect);
      taken = room.effects.length;
      checkInvariants(room, world);
    }
    entries += room.effects.filter(({ type }) => type === 'join').length;
    room.byOwner({ type: 'end' });
    for (const effect of room.effects.slice(taken)) world.take(effect);
    assert.ok(world.closed);
  }
  assert.ok(entries > SEEDS * 10, 'the seeds do let people in');
});

test.run();
