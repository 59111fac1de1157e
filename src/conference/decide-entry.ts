import { entryRefusal } from './admission.js';
import type { CommandBody } from './commands.js';
import { isLive, participantOf, partiesOf, type ConferenceState } from './conference-state.js';
import { isHeard, type Mutes, type Participant, type Role } from './participant.js';
import { decided, done, fact, refused, say, type Decision, type Step } from './step.js';

type Entry = CommandBody & { type: 'enter' };

/** `mutesOf`: the flags of a role at this moment. */
export function decideEntry(
  state: ConferenceState,
  command: Entry,
  mutesOf: (role: Role) => Mutes,
): Decision {
  const { participant, leg, way, caller, spokenName } = command;
  const invitation = state.invitations.get(participant);
  const invited = invitation !== undefined && isLive(invitation);
  // Given up while it was answering: the call layer hangs up and reports its end.
  if (!invited && (way === 'invitation' || way === 'redial')) return refused('INVITATION_UNAVAILABLE');
  const role = invitation?.role ?? command.role;
  const refusal = invited ? undefined : entryRefusal(state, { role, way, caller });
  if (refusal !== undefined) return refused(refusal);
  const mutes = mutesOf(role);
  const name = command.name ?? invitation?.name;
  const called = invitation?.called;
  const steps: Step[] = [
    fact({ type: 'entered', participant, leg, role, name, spokenName, caller, called, mutes }),
  ];
  if (role === 'chair' && !state.chairArrived) steps.push(...chairArrives(state));
  const guest = invitation?.line === undefined ? 0 : 1;
  return decided(
    { type: 'entered', parties: partiesOf(state) + 1 - guest, heard: isHeard({ mutes }) },
    steps,
  );
}

/** Not told to the chair itself, who is hearing how many are there: two voices at once are none. */
function chairArrives(state: ConferenceState): readonly Step[] {
  const waited = state.definition.options.attendeeWaitsForChair;
  const others = waited ? [...state.participants.values()].filter(({ place }) => place === 'room') : [];
  return [
    fact({ type: 'chair-arrived' }),
    ...others.map(({ leg }) => say(leg, { kind: 'chair-arrived' } as const)),
  ];
}

export function leave(state: ConferenceState, command: CommandBody & { type: 'leave' }): Decision {
  const participant = participantOf(state, command.leg);
  return done(participant === undefined ? [] : [{ type: 'leave', participant, reason: command.reason }]);
}

export function talking(state: ConferenceState, command: CommandBody & { type: 'talking' }): Decision {
  const participant: Participant | undefined = participantOf(state, command.leg);
  if (participant === undefined || participant.talking === command.talking) return done([]);
  return done([fact({ type: 'talking-changed', participant: participant.id, talking: command.talking })]);
}
