import type { ParticipantId } from '../base/ids.js';
import { utcMs } from '../base/units.js';
import type { Actor, CommandBody, Switch } from './commands.js';
import { isGuest, partiesOf, type ConferenceState } from './conference-state.js';
import type { Participant } from './participant.js';
import {
  decided,
  done,
  fact,
  flip,
  giveUp,
  refused,
  say,
  switched,
  type Decision,
  type Step,
} from './step.js';

export function lock(state: ConferenceState, to: Switch): Decision {
  const locked = flip(to, state.locked);
  if (locked === state.locked) return switched(locked, []);
  return switched(locked, [fact({ type: 'lock-changed', locked }), say('all', { kind: 'lock', locked })]);
}

/** [S17]: `last` never means a chair; a number that is proven stays out until it is allowed again. */
export function kick(state: ConferenceState, whom: ParticipantId | 'last', by: Actor): Decision {
  const target = whom === 'last' ? lastAttendee(state) : state.participants.get(whom);
  if (target === undefined) return refused(whom === 'last' ? 'NOBODY_TO_KICK' : 'PARTICIPANT_NOT_FOUND');
  const number = provenNumber(target);
  const steps: Step[] = number === undefined ? [] : [fact({ type: 'number-barred', number })];
  steps.push({ type: 'release', participant: target, reason: 'kicked' });
  const asker = askerOf(state, by);
  if (asker !== undefined && asker.id !== target.id)
    steps.push(say(asker.leg, { kind: 'last-party-removed' }));
  return done(steps);
}

/**
 * Whoever was called by its number has it, but for an extension: its switchboard is everybody's behind it. A
 * caller has its own only when the trunk vouches for it.
 */
function provenNumber({ called, caller }: Participant): string | undefined {
  if (called !== undefined) return called.extension === undefined ? called.e164 : undefined;
  return caller.asserted ? caller.number : undefined;
}

/** Who is on a private line has not come in yet. */
const lastAttendee = (state: ConferenceState): Participant | undefined =>
  [...state.participants.values()].findLast(
    (participant) => participant.role === 'attendee' && !isGuest(participant),
  );

/** One who is in or is being called; unlike a kick it bars nobody [S24]. */
export function hangUp(state: ConferenceState, id: ParticipantId, by: Actor): Decision {
  const participant = state.participants.get(id);
  if (participant !== undefined) {
    const reason = by.kind === 'participant' ? 'ended-by-chair' : 'ended-by-api';
    return done([{ type: 'release', participant, reason }]);
  }
  const invitation = state.invitations.get(id);
  return invitation === undefined ? refused('PARTICIPANT_NOT_FOUND') : done(giveUp(invitation));
}

export function count(state: ConferenceState, by: Actor): Decision {
  const parties = partiesOf(state);
  const asker = askerOf(state, by);
  const steps = asker === undefined ? [] : [say(asker.leg, { kind: 'party-count', parties })];
  return decided({ type: 'counted', parties }, steps);
}

/** Everyone hears it [S4]; the start is on the record itself. */
export function record(
  state: ConferenceState,
  { on: to, recording, tracks }: CommandBody & { type: 'record' },
): Decision {
  const running = state.recording;
  const on = flip(to, running !== undefined);
  if (on === (running !== undefined)) return switched(on, []);
  const effect = {
    type: 'record',
    conference: state.id,
    recording: running ?? recording,
    on,
    tracks,
  } as const;
  const changed = fact({ type: 'recording-changed', recording: on ? recording : undefined });
  const told = say('everywhere', { kind: on ? 'recording-started' : 'recording-stopped' });
  return switched(on, [changed, { type: 'effect', effect }, told]);
}

export function extend(state: ConferenceState, byMs: number): Decision {
  if (state.windowEndMs === undefined) return refused('NO_WINDOW_TO_EXTEND');
  return done([
    fact({ type: 'window-extended', windowEndMs: utcMs(state.windowEndMs + byMs) }),
    say('chairs', { kind: 'window-extended', byMs }),
  ]);
}

/** To the chairs alone [S49]: the others need not know of it. */
export const balanceLow = (minutes: 5 | 1): Decision =>
  done([fact({ type: 'balance-low', minutes }), say('chairs-alone', { kind: 'balance-low' })]);

const askerOf = (state: ConferenceState, by: Actor): Participant | undefined =>
  by.kind === 'participant' ? state.participants.get(by.participant) : undefined;
