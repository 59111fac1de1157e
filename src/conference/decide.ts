import { unreachable } from '../base/errors.js';
import type { LegId, ParticipantId } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs } from '../base/units.js';
import { entryRefusal } from './admission.js';
import type { Actor, CommandBody, Feature, Outcome, Refusal, RefusalCode, Switch } from './commands.js';
import type { ConferenceState } from './conference-state.js';
import type { Announcement } from './effects.js';
import type { CloseReason, Fact, ReleaseReason } from './events.js';
import { isHeard, type Mutes, type Participant } from './participant.js';
import { refusalOf } from './policy.js';

/** What follows from a command, in order. */
export type Step =
  | { readonly type: 'fact'; readonly fact: Fact }
  | { readonly type: 'say'; readonly to: LegId | 'all' | 'chairs'; readonly announcement: Announcement }
  /** Takes the party out, with its fact. */
  | { readonly type: 'release'; readonly participant: Participant; readonly reason: ReleaseReason }
  /** Takes everybody out and ends the conference. */
  | { readonly type: 'close'; readonly reason: CloseReason };

export type Decision = Result<{ readonly outcome: Outcome; readonly steps: readonly Step[] }, Refusal>;

/** The commands about a running conference that follow from its facts alone. */
export type RuledCommand = Exclude<CommandBody, { type: 'open' | 'enter' | 'choose' }>;

export function decide(state: ConferenceState, command: RuledCommand, by: Actor): Decision {
  const refusal = refusalOf(by, command, state);
  if (refusal !== undefined) return refused(refusal);
  switch (command.type) {
    case 'leave':
      return leave(state, command);
    case 'talking':
      return talking(state, command);
    case 'mute':
      return mute(state, command, by);
    case 'mute-all':
      return muteAll(state, command.muted);
    case 'lock':
      return lock(state, command.locked);
    case 'raise-hand':
      return raiseHand(state, command, by);
    case 'kick':
      return kick(state, command.participant, by);
    case 'allow-reentry':
      return done([{ type: 'fact', fact: { type: 'bars-lifted' } }]);
    case 'count':
      return count(state, by);
    case 'request':
      return refused(FEATURE_REFUSALS[command.feature]);
    case 'extend':
      return extend(state, command.byMs);
    case 'end':
      return done([{ type: 'close', reason: END_REASONS[by.kind] }]);
    default:
      return unreachable(command);
  }
}

const END_REASONS = { participant: 'ended-by-chair', owner: 'ended-by-api', system: 'drained' } as const;

const FEATURE_REFUSALS: Readonly<Record<Feature, RefusalCode>> = {
  operator: 'OPERATORS_BUSY',
  recording: 'RECORDING_UNAVAILABLE',
  invitation: 'INVITATION_UNAVAILABLE',
};

const refused = (code: RefusalCode): Decision => fail({ code });
const decided = (outcome: Outcome, steps: readonly Step[]): Decision => ok({ outcome, steps });
const done = (steps: readonly Step[]): Decision => decided({ type: 'done' }, steps);
const switched = (on: boolean, steps: readonly Step[]): Decision => decided({ type: 'switched', on }, steps);
const flip = (to: Switch, from: boolean): boolean => (to === 'toggle' ? !from : to);

function leave(state: ConferenceState, command: CommandBody & { type: 'leave' }): Decision {
  const participant = participantOf(state, command.leg);
  if (participant === undefined) return done([]);
  const { id, leg } = participant;
  return done([{ type: 'fact', fact: { type: 'left', participant: id, leg, reason: command.reason } }]);
}

function talking(state: ConferenceState, command: CommandBody & { type: 'talking' }): Decision {
  const participant = participantOf(state, command.leg);
  if (participant === undefined || participant.talking === command.talking) return done([]);
  const fact: Fact = { type: 'talking-changed', participant: participant.id, talking: command.talking };
  return done([{ type: 'fact', fact }]);
}

function mute(state: ConferenceState, command: CommandBody & { type: 'mute' }, by: Actor): Decision {
  const target = state.participants.get(command.participant);
  if (target === undefined) return refused('PARTICIPANT_NOT_FOUND');
  if (by.kind === 'participant' && by.participant === target.id)
    return muteSelf(state, target, command.muted);
  const muted = flip(command.muted, target.mutes.byChair);
  // Lifted by the chair, a party may speak although the others are muted; its own key stays its own.
  const mutes: Mutes = { ...target.mutes, byChair: muted, byRoom: muted && target.mutes.byRoom };
  if (mutes.byChair === target.mutes.byChair && mutes.byRoom === target.mutes.byRoom)
    return switched(muted, []);
  return switched(muted, [
    mutesChanged(target.id, mutes),
    { type: 'say', to: target.leg, announcement: { kind: muted ? 'muted-by-chair' : 'unmuted-by-chair' } },
  ]);
}

/** `*1` [S15]: lifts what this party may lift, and refuses when that does not make it heard. */
function muteSelf(state: ConferenceState, self: Participant, to: Switch): Decision {
  const muted = flip(to, !isHeard(self));
  const { options } = state.definition;
  const mayLiftRoom = self.role === 'chair' || options.attendeeMayUnmute;
  const mutes: Mutes = muted
    ? { ...self.mutes, own: true }
    : { ...self.mutes, own: false, byRoom: self.mutes.byRoom && !mayLiftRoom };
  if (!muted && !isHeard({ mutes })) return refused('CANNOT_UNMUTE');
  return switched(muted, [
    mutesChanged(self.id, mutes),
    { type: 'say', to: self.leg, announcement: { kind: muted ? 'muted' : 'unmuted' } },
  ]);
}

/** [S21]: chairs are never muted by it; parties who enter later are. */
function muteAll(state: ConferenceState, to: Switch): Decision {
  const muted = flip(to, state.muteAll);
  if (muted === state.muteAll) return switched(muted, []);
  return switched(muted, [
    { type: 'fact', fact: { type: 'mute-all-changed', muted } },
    { type: 'say', to: 'all', announcement: { kind: 'mute-all', muted } },
  ]);
}

function lock(state: ConferenceState, to: Switch): Decision {
  const locked = flip(to, state.locked);
  if (locked === state.locked) return switched(locked, []);
  return switched(locked, [
    { type: 'fact', fact: { type: 'lock-changed', locked } },
    { type: 'say', to: 'all', announcement: { kind: 'lock', locked } },
  ]);
}

function raiseHand(
  state: ConferenceState,
  command: CommandBody & { type: 'raise-hand' },
  by: Actor,
): Decision {
  const participant = state.participants.get(command.participant);
  if (participant === undefined) return refused('PARTICIPANT_NOT_FOUND');
  const raised = flip(command.raised, participant.handRaised);
  if (raised === participant.handRaised) return switched(raised, []);
  const steps: Step[] = [
    { type: 'fact', fact: { type: 'hand-changed', participant: participant.id, raised } },
  ];
  if (by.kind === 'participant') {
    steps.push({ type: 'say', to: participant.leg, announcement: { kind: 'hand', raised } });
  }
  return switched(raised, steps);
}

/** [S17]: `last` never means a chair; an asserted number stays out until it is allowed again. */
function kick(state: ConferenceState, whom: ParticipantId | 'last', by: Actor): Decision {
  const target = whom === 'last' ? lastAttendee(state) : state.participants.get(whom);
  if (target === undefined) return refused(whom === 'last' ? 'NOBODY_TO_KICK' : 'PARTICIPANT_NOT_FOUND');
  const steps: Step[] = [];
  const { number, asserted } = target.caller;
  if (asserted && number !== undefined) steps.push({ type: 'fact', fact: { type: 'number-barred', number } });
  steps.push({ type: 'release', participant: target, reason: 'kicked' });
  const asker = by.kind === 'participant' ? state.participants.get(by.participant) : undefined;
  if (asker !== undefined && asker.id !== target.id) {
    steps.push({ type: 'say', to: asker.leg, announcement: { kind: 'last-party-removed' } });
  }
  return done(steps);
}

function lastAttendee(state: ConferenceState): Participant | undefined {
  return [...state.participants.values()].findLast(({ role }) => role === 'attendee');
}

function count(state: ConferenceState, by: Actor): Decision {
  const parties = state.participants.size;
  const asker = by.kind === 'participant' ? state.participants.get(by.participant) : undefined;
  const steps: Step[] =
    asker === undefined
      ? []
      : [{ type: 'say', to: asker.leg, announcement: { kind: 'party-count', parties } }];
  return decided({ type: 'counted', parties }, steps);
}

function extend(state: ConferenceState, byMs: number): Decision {
  if (state.windowEndMs === undefined) return refused('NO_WINDOW_TO_EXTEND');
  return done([
    { type: 'fact', fact: { type: 'window-extended', windowEndMs: utcMs(state.windowEndMs + byMs) } },
    { type: 'say', to: 'chairs', announcement: { kind: 'window-extended', byMs } },
  ]);
}

const mutesChanged = (participant: ParticipantId, mutes: Mutes): Step => ({
  type: 'fact',
  fact: { type: 'mutes-changed', participant, mutes },
});

function participantOf(state: ConferenceState, leg: LegId): Participant | undefined {
  const id = state.byLeg.get(leg);
  return id === undefined ? undefined : state.participants.get(id);
}

/** `mutes` are the flags of the role at this moment. */
export function decideEntry(
  state: ConferenceState,
  command: CommandBody & { type: 'enter' },
  mutes: Mutes,
): Decision {
  const refusal = entryRefusal(state, command);
  if (refusal !== undefined) return refused(refusal);
  const { participant, leg, role, name, caller } = command;
  const steps: Step[] = [
    { type: 'fact', fact: { type: 'entered', participant, leg, role, name, caller, mutes } },
  ];
  if (role === 'chair' && !state.chairArrived) {
    steps.push({ type: 'fact', fact: { type: 'chair-arrived' } });
    // Not to the chair itself, who is being told how many are there: two voices at once are none.
    const waiting = state.definition.options.attendeeWaitsForChair ? [...state.participants.values()] : [];
    for (const other of waiting)
      steps.push({ type: 'say', to: other.leg, announcement: { kind: 'chair-arrived' } });
  }
  return decided({ type: 'entered', parties: state.participants.size + 1, heard: isHeard({ mutes }) }, steps);
}
