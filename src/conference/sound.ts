import type { ConferenceId, LegId, LineId, ParticipantId } from '../base/ids.js';
import { guestOf, isGuest, isLive, partiesOf, type ConferenceState } from './conference-state.js';
import { isConvened } from './definition.js';
import type { ConferenceEffect } from './effects.js';
import { isHeard, lineOf, type Invitation, type Participant, type Place } from './participant.js';

/** Where the sound of a leg goes: into the mix, onto a private line, or nowhere. */
type Mix = 'room' | 'apart' | LineId;

/** What the mixer and the dialogue of a leg have been told. */
interface Told {
  readonly leg: LegId;
  mix: Mix;
  heard: boolean;
  place: Place;
  connected: boolean;
  music: boolean;
  ringback: boolean;
}

/**
 * Keeps the sound of every leg as the state wants it: compares it with what was told before and tells the
 * difference, so that no command has to remember what it must undo.
 */
export class SoundFollower {
  readonly #told = new Map<ParticipantId, Told>();
  /** Whose waiting sounds are to be looked at when the command is through. */
  readonly #touched = new Set<ParticipantId>();

  /** Who is in which mix and what its keys mean: at once, since what is said next depends on it. */
  follow(state: ConferenceState, ids: readonly ParticipantId[]): readonly ConferenceEffect[] {
    return ids.flatMap((id) => {
      this.#touched.add(id);
      const participant = state.participants.get(id);
      if (participant !== undefined) return this.#followParticipant(state, participant);
      return this.#followCalled(state.id, id, state.invitations.get(id));
    });
  }

  /** Music and ringing, after everything that was said. */
  settle(state: ConferenceState): readonly ConferenceEffect[] {
    if (state.host !== undefined && isConvened(state.definition)) this.#touched.add(state.host);
    const effects: ConferenceEffect[] = [];
    for (const id of this.#touched) {
      const participant = state.participants.get(id);
      const told = this.#told.get(id);
      if (participant === undefined || told === undefined) continue;
      const { leg } = participant;
      const music = wantsMusic(state, participant);
      const ringback = wantsRingback(state, participant);
      if (told.music !== music) effects.push({ type: 'music', leg, on: music });
      if (told.ringback !== ringback) effects.push({ type: 'ringback', leg, on: ringback });
      Object.assign(told, { music, ringback });
    }
    this.#touched.clear();
    return effects;
  }

  /** The leg is gone or let go: nothing is told to it any more. */
  forget(id: ParticipantId): void {
    this.#told.delete(id);
  }

  #followParticipant(state: ConferenceState, participant: Participant): readonly ConferenceEffect[] {
    const { leg, place } = participant;
    const told = this.#toldOf(participant.id, leg);
    const connected = isConnected(state, participant);
    const heard = isHeard(participant);
    const mix = mixOf(participant, connected);
    const effects = moveEffects(state.id, told, mix, heard);
    if (told.place !== place || told.connected !== connected)
      effects.push({ type: 'place', leg, place, connected });
    Object.assign(told, { mix, heard, place, connected });
    return effects;
  }

  /** Early media is heard by who called it onto a private line, and by nobody else [C23]. */
  #followCalled(
    conference: ConferenceId,
    id: ParticipantId,
    invitation: Invitation | undefined,
  ): readonly ConferenceEffect[] {
    if (invitation?.leg === undefined) {
      this.#told.delete(id);
      return [];
    }
    const { leg, line, progress, greeting } = invitation;
    const onLine = line !== undefined && progress === 'ringing' && greeting === 'consult';
    const known = this.#told.get(id);
    // Once answered it stays where it is until it enters: then it is known what becomes of it.
    if (known === undefined ? !onLine : line !== undefined) return [];
    const told = this.#toldOf(id, leg);
    const mix = line === undefined ? 'apart' : lineOf(line);
    const effects = moveEffects(conference, told, mix, true);
    told.mix = mix;
    return effects;
  }

  #toldOf(id: ParticipantId, leg: LegId): Told {
    const known = this.#told.get(id);
    if (known?.leg === leg) return known;
    const fresh: Told = {
      leg,
      mix: 'apart',
      heard: false,
      place: 'room',
      connected: false,
      music: false,
      ringback: false,
    };
    this.#told.set(id, fresh);
    return fresh;
  }
}

function moveEffects(conference: ConferenceId, told: Told, mix: Mix, heard: boolean): ConferenceEffect[] {
  const { leg } = told;
  if (mix === told.mix) {
    const changed = mix === 'room' && heard !== told.heard;
    return changed ? [{ type: 'hear', leg, heard }] : [];
  }
  if (mix === 'room') return [{ type: 'join', conference, leg, heard }];
  if (mix === 'apart') return [{ type: 'leave-mix', leg }];
  return [{ type: 'join-line', line: mix, leg }];
}

/** An inviter is on its line from the dialling on, to hear the network; for an operator music plays. */
function mixOf({ place, line }: Participant, connected: boolean): Mix {
  if (place === 'room') return 'room';
  if (line === undefined) return 'apart';
  return place === 'consult' || connected ? lineOf(line) : 'apart';
}

function isConnected(state: ConferenceState, participant: Participant): boolean {
  if (participant.line === undefined) return false;
  return isGuest(participant) || guestOf(state, participant.id).present !== undefined;
}

function wantsMusic(state: ConferenceState, participant: Participant): boolean {
  switch (participant.place) {
    case 'room':
      return participant.mutes.waiting;
    case 'held':
      return true;
    case 'operator':
      return !isConnected(state, participant);
    case 'aside':
    case 'consult':
      return false;
  }
}

/** Until the network itself is heard, or somebody answers. */
function wantsRingback(state: ConferenceState, { id, place }: Participant): boolean {
  if (place === 'consult') {
    const { called } = guestOf(state, id);
    return called !== undefined && isRinging(called) && called.leg === undefined;
  }
  // The host hears ringing until the first answer [S35]; so does a convener back from the line [S28].
  if (place !== 'room' || !isConvened(state.definition) || id !== state.host) return false;
  if (partiesOf(state) > 1) return false;
  const open = [...state.invitations.values()].filter((call) => isLive(call) && call.line === undefined);
  return open.some(isRinging) && !open.some(({ progress }) => progress === 'answered');
}

const isRinging = ({ progress }: Invitation): boolean => progress === 'dialling' || progress === 'ringing';
