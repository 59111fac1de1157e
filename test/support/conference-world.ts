import * as assert from 'uvu/assert';
import type { ClipId, LegId, LineId, ParticipantId, RecordingId } from '../../src/base/ids.js';
import type { ConferenceState } from '../../src/conference/conference-state.js';
import type { ConferenceEffect } from '../../src/conference/effects.js';
import type { Fact } from '../../src/conference/events.js';
import type { Participant, Place } from '../../src/conference/participant.js';
import type { ConferenceDriver } from './conference-driver.js';

/** What is known of a leg from what was told about it. */
interface KnownLeg {
  mix: 'room' | 'apart' | LineId;
  heard: boolean;
  place: Place;
  connected: boolean;
  music: boolean;
  ringback: boolean;
}

type OutsideType =
  | 'dial'
  | 'give-up'
  | 'operator-wanted'
  | 'operator-not-wanted'
  | 'record'
  | 'forget-name'
  | 'closed';
type OutsideEffect = Extract<ConferenceEffect, { readonly type: OutsideType }>;

const fresh = (): KnownLeg => ({
  mix: 'apart',
  heard: false,
  place: 'room',
  connected: false,
  music: false,
  ringback: false,
});

const legOf = (participant: ParticipantId): LegId => `leg-${participant}` as LegId;

/** What a mixer, the dialogues and a phone network know of a conference from its effects alone. */
export class ConferenceWorld {
  readonly #room: ConferenceDriver;
  readonly #legs = new Map<LegId, KnownLeg>();
  readonly #calls = new Set<ParticipantId>();
  readonly #wanted = new Set<ParticipantId>();
  readonly #names = new Set<ClipId>();
  #recording: RecordingId | undefined;
  #sequence = 0;
  #closed = false;
  #taken = 0;

  constructor(room: ConferenceDriver) {
    this.#room = room;
  }

  /** Takes the effects since the last time. */
  listen(): void {
    const fresh = this.#room.effects.slice(this.#taken);
    this.#taken = this.#room.effects.length;
    for (const effect of fresh) this.#take(effect);
  }

  /** What was told is what holds. */
  check(state: ConferenceState): void {
    for (const participant of state.participants.values()) this.#checkParty(state, participant);
    const called = [...state.invitations.values()].filter(({ progress }) => progress !== 'waiting');
    assert.equal(
      new Set(called.map(({ id }) => id)),
      this.#calls,
      'each dial is open until it has its one end',
    );
    const waiting = [...state.participants.values()].filter((p) => p.place === 'operator' && p.line === p.id);
    assert.equal(new Set(waiting.map(({ id }) => id)), this.#wanted);
    assert.is(this.#recording, state.recording);
    const names = [...state.participants.values()].map(({ spokenName }) => spokenName);
    assert.equal(new Set(names.filter((name) => name !== undefined)), this.#names);
  }

  checkClosed(): void {
    assert.ok(this.#closed);
    assert.is(this.#calls.size + this.#wanted.size + this.#names.size, 0, 'nothing is left open');
    assert.is(this.#recording, undefined);
  }

  #checkParty(state: ConferenceState, participant: Participant): void {
    const { id, leg, place, line, mutes } = participant;
    const known = this.#legs.get(leg);
    assert.ok(known);
    const guest = [...state.participants.values()].some((other) => other.line === id && other.id !== id);
    const connected = line !== undefined && (line !== id || guest);
    const muted = mutes.own || mutes.byChair || mutes.byRoom || mutes.waiting;
    if (place === 'room') assert.equal([known.mix, known.heard], ['room', !muted]);
    else if (place === 'consult' || connected) assert.is(known.mix, line);
    else assert.is(known.mix, 'apart');
    assert.equal([known.place, known.connected], [place, connected]);
    const queueing = place === 'operator' && !connected;
    assert.is(known.music, place === 'held' || queueing || (place === 'room' && mutes.waiting));
    const call = [...state.invitations.values()].find((invitation) => invitation.line === id);
    if (place !== 'room')
      assert.is(
        known.ringback,
        place === 'consult' && call?.leg === undefined && call?.progress !== undefined,
      );
    else if (known.ringback) assert.is(id, state.host, 'in the room the host alone hears ringing');
  }

  #take(effect: ConferenceEffect): void {
    assert.not.ok(this.#closed, 'nothing comes after the end');
    switch (effect.type) {
      case 'event':
        assert.is(effect.event.sequence, ++this.#sequence, 'no gap');
        this.#takeFact(effect.event.fact);
        return;
      case 'join':
        this.#move(effect.leg, 'room').heard = effect.heard;
        return;
      case 'join-line':
        this.#move(effect.leg, effect.line);
        this.#checkLine(effect.line);
        return;
      case 'leave-mix':
        this.#move(effect.leg, 'apart');
        return;
      case 'hear': {
        const known = this.#present(effect.leg);
        assert.equal([known.mix, known.heard], ['room', !effect.heard], 'only a change is told');
        known.heard = effect.heard;
        return;
      }
      case 'place':
        Object.assign(this.#present(effect.leg), { place: effect.place, connected: effect.connected });
        return;
      case 'music':
      case 'ringback':
        assert.is(this.#present(effect.leg)[effect.type], !effect.on, 'only a change is told');
        this.#present(effect.leg)[effect.type] = effect.on;
        return;
      case 'say':
        if (effect.to !== 'all') this.#present(effect.to);
        return;
      case 'release':
        this.#present(effect.leg);
        return;
      default:
        this.#takeOutside(effect);
    }
  }

  #takeFact(fact: Fact): void {
    if (fact.type === 'entered') {
      this.#calls.delete(fact.participant);
      if (fact.spokenName !== undefined) this.#names.add(fact.spokenName);
    } else if (fact.type === 'left') this.#legs.delete(fact.leg);
    else if (fact.type === 'call-failed') {
      this.#calls.delete(fact.participant);
      this.#legs.delete(legOf(fact.participant));
    }
  }

  #move(leg: LegId, mix: KnownLeg['mix']): KnownLeg {
    const known = this.#legs.get(leg) ?? fresh();
    assert.is.not(known.mix, mix, 'a leg is in one mix, and only a change is told');
    known.mix = mix;
    this.#legs.set(leg, known);
    return known;
  }

  #present(leg: LegId): KnownLeg {
    const known = this.#legs.get(leg);
    assert.ok(known, 'nothing is told to who is gone');
    return known;
  }

  #checkLine(line: LineId): void {
    const on = [...this.#legs.values()].filter(({ mix }) => mix === line);
    assert.ok(on.length <= 2, 'a private line is of two');
  }

  /** What concerns no leg that is in: calls, operators, recordings, names. */
  #takeOutside(effect: OutsideEffect): void {
    switch (effect.type) {
      case 'dial':
        assert.not.ok(this.#calls.has(effect.participant), 'one call at a time');
        this.#calls.add(effect.participant);
        return;
      case 'give-up':
        assert.ok(this.#calls.has(effect.participant), 'only what was dialled is given up');
        return;
      case 'operator-wanted':
        assert.not.ok(this.#wanted.has(effect.participant));
        this.#wanted.add(effect.participant);
        return;
      case 'operator-not-wanted':
        assert.ok(this.#wanted.delete(effect.participant));
        return;
      case 'record':
        assert.is(this.#recording, effect.on ? undefined : effect.recording);
        this.#recording = effect.on ? effect.recording : undefined;
        return;
      case 'forget-name':
        assert.ok(this.#names.delete(effect.name), 'once');
        return;
      case 'closed':
        this.#closed = true;
        assert.is(this.#legs.size, 0, 'nobody is left behind');
    }
  }
}
