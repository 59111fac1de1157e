import type { ParticipantId } from '../base/ids.js';
import type { Actor, CommandBody, Switch } from './commands.js';
import type { ConferenceState } from './conference-state.js';
import { isHeard, type Mutes, type Participant } from './participant.js';
import { done, fact, flip, moved, refused, say, switched, type Decision, type Step } from './step.js';

export function mute(state: ConferenceState, command: CommandBody & { type: 'mute' }, by: Actor): Decision {
  const target = state.participants.get(command.participant);
  if (target === undefined) return refused('PARTICIPANT_NOT_FOUND');
  if (by.kind === 'participant' && by.participant === target.id)
    return muteSelf(state, target, command.muted, by.silent === true);
  const muted = flip(command.muted, target.mutes.byChair);
  // Lifted by the chair, a party may speak although the others are muted; its own key stays its own.
  const mutes: Mutes = { ...target.mutes, byChair: muted, byRoom: muted && target.mutes.byRoom };
  if (mutes.byChair === target.mutes.byChair && mutes.byRoom === target.mutes.byRoom)
    return switched(muted, []);
  const told = say(target.leg, { kind: muted ? 'muted-by-chair' : 'unmuted-by-chair' });
  // Its own key is forgotten easily: it would speak and nobody hear it.
  const still = !muted && mutes.own ? [say(target.leg, { kind: 'muted' })] : [];
  return switched(muted, [mutesChanged(target.id, mutes), told, ...still]);
}

/** `*1` [S15]: lifts what this party may lift, and refuses when that does not make it heard. */
function muteSelf(state: ConferenceState, self: Participant, to: Switch, silent: boolean): Decision {
  const muted = flip(to, !isHeard(self));
  const { options } = state.definition;
  const mayLiftRoom = self.role === 'chair' || options.attendeeMayUnmute;
  const mutes: Mutes = muted
    ? { ...self.mutes, own: true }
    : { ...self.mutes, own: false, byRoom: self.mutes.byRoom && !mayLiftRoom };
  if (!muted && !isHeard({ mutes })) return refused('CANNOT_UNMUTE');
  const spoken = silent ? [] : [say(self.leg, { kind: muted ? 'muted' : 'unmuted' })];
  return switched(muted, [mutesChanged(self.id, mutes), ...spoken]);
}

const mutesChanged = (participant: ParticipantId, mutes: Mutes): Step =>
  fact({ type: 'mutes-changed', participant, mutes });

/** [S21]: chairs are never muted by it; parties who enter later are. */
export function muteAll(state: ConferenceState, to: Switch): Decision {
  const muted = flip(to, state.muteAll);
  if (muted === state.muteAll) return switched(muted, []);
  return switched(muted, [
    fact({ type: 'mute-all-changed', muted }),
    say('all', { kind: 'mute-all', muted }),
  ]);
}

export function raiseHand(
  state: ConferenceState,
  command: CommandBody & { type: 'raise-hand' },
  by: Actor,
): Decision {
  const participant = state.participants.get(command.participant);
  if (participant === undefined) return refused('PARTICIPANT_NOT_FOUND');
  const raisedBefore = participant.handOrder !== undefined;
  const raised = flip(command.raised, raisedBefore);
  if (raised === raisedBefore) return switched(raised, []);
  const order = raised ? orderBehind(raisedHands(state).at(-1)) : undefined;
  const changed = fact({ type: 'hand-changed', participant: participant.id, order });
  const heard = by.kind === 'participant' ? [say(participant.leg, { kind: 'hand', raised })] : [];
  return switched(raised, [changed, ...heard]);
}

/** By the web [S24]: who speaks when is the chair's to say. */
export function placeHand(
  state: ConferenceState,
  { participant, before }: CommandBody & { type: 'place-hand' },
): Decision {
  const hands = raisedHands(state).filter(({ id }) => id !== participant);
  const at = before === undefined ? hands.length : hands.findIndex(({ id }) => id === before);
  const self = state.participants.get(participant);
  if (self === undefined || at === -1) return refused('PARTICIPANT_NOT_FOUND');
  if (self.handOrder === undefined) return refused('WRONG_PLACE');
  const [ahead, behind] = [hands[at - 1], hands[at]];
  // Between two neighbours, so that no other hand changes.
  const order =
    behind === undefined
      ? orderBehind(ahead)
      : ahead === undefined
        ? behind.handOrder - 1
        : (ahead.handOrder + behind.handOrder) / 2;
  return done([fact({ type: 'hand-changed', participant, order })]);
}

type RaisedHand = Participant & { readonly handOrder: number };

const raisedHands = (state: ConferenceState): readonly RaisedHand[] =>
  [...state.participants.values()]
    .filter((one): one is RaisedHand => one.handOrder !== undefined)
    .sort((one, other) => one.handOrder - other.handOrder);

const orderBehind = (last: RaisedHand | undefined): number => (last === undefined ? 1 : last.handOrder + 1);

/** Music instead of the room, by the web [S24]; who is on a private line or keys a number is left alone. */
export function hold(state: ConferenceState, { participant, on }: CommandBody & { type: 'hold' }): Decision {
  const target = state.participants.get(participant);
  if (target === undefined) return refused('PARTICIPANT_NOT_FOUND');
  if (target.place !== 'room' && target.place !== 'held') return refused('WRONG_PLACE');
  const to = on ? 'held' : 'room';
  return switched(on, to === target.place ? [] : [moved(target.id, to)]);
}
