import type { Actor, CommandBody, RefusalCode } from './commands.js';
import type { ConferenceState } from './conference-state.js';
import type { Participant } from './participant.js';

/** Who may what, in one place. Undefined: allowed. */
export function refusalOf(
  actor: Actor,
  command: CommandBody,
  state: ConferenceState,
): RefusalCode | undefined {
  if (actor.kind !== 'participant') return undefined;
  const asker = state.participants.get(actor.participant);
  if (asker === undefined) return 'PARTICIPANT_NOT_FOUND';
  const chair = asker.role === 'chair';
  const { options } = state.definition;
  switch (command.type) {
    case 'count':
    case 'choose':
      return undefined;
    case 'mute':
    case 'raise-hand':
      return chair || command.participant === asker.id ? undefined : 'CHAIR_ONLY';
    case 'step-in':
    case 'merge':
    case 'drop':
    case 'request-operator':
      return ofItself(asker, command.participant);
    case 'step-out':
    case 'consult':
      return inviting(asker, state) ?? ofItself(asker, command.participant);
    case 'invite':
      // Only a chair makes another one.
      if (!chair && command.invitees.some(({ role }) => role === 'chair')) return 'CHAIR_ONLY';
      return inviting(asker, state);
    case 'record':
      if (!chair) return 'CHAIR_ONLY';
      return options.chairMayRecord ? undefined : 'RECORDING_UNAVAILABLE';
    case 'mute-all':
    case 'lock':
    case 'kick':
    case 'hang-up':
    case 'place-hand':
    case 'hold':
    case 'redial':
    case 'allow-reentry':
    case 'extend':
    case 'end':
      return chair ? undefined : 'CHAIR_ONLY';
    case 'open':
    case 'enter':
    case 'leave':
    case 'talking':
    case 'start-by-host':
    case 'call-ringing':
    case 'call-answered':
    case 'call-failed':
    case 'assign-operator':
    case 'operator-unavailable':
    case 'balance-low':
    case 'unpaid':
      // What happens to a conference from outside no party of it can bring about.
      return 'CHAIR_ONLY';
  }
}

function inviting(asker: Participant, { definition }: ConferenceState): RefusalCode | undefined {
  // Into a room on demand [S38a] anybody comes, and nobody would pay for the call.
  if (definition.account === undefined) return 'INVITATION_UNAVAILABLE';
  return asker.role === 'chair' || definition.options.attendeeMayInvite ? undefined : 'CHAIR_ONLY';
}

/** Nobody else is taken out of the mix, or brought back, by key. */
const ofItself = (asker: Participant, whom: Participant['id']): RefusalCode | undefined =>
  whom === asker.id ? undefined : 'WRONG_PLACE';
