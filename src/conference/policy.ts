import type { Actor, CommandBody, RefusalCode } from './commands.js';
import type { ConferenceState } from './conference-state.js';

/** Who may what, in one place. Undefined: allowed. */
export function refusalOf(
  actor: Actor,
  command: CommandBody,
  state: ConferenceState,
): RefusalCode | undefined {
  if (actor.kind !== 'participant') return undefined;
  const asker = state.participants.get(actor.participant);
  if (asker === undefined) return 'PARTICIPANT_NOT_FOUND';
  if (asker.role === 'chair') return undefined;
  switch (command.type) {
    case 'count':
    case 'choose':
      return undefined;
    case 'mute':
    case 'raise-hand':
      return command.participant === asker.id ? undefined : 'CHAIR_ONLY';
    case 'request':
      return attendeeRequest(command.feature, state);
    case 'open':
    case 'enter':
    case 'leave':
    case 'talking':
    case 'mute-all':
    case 'lock':
    case 'kick':
    case 'allow-reentry':
    case 'extend':
    case 'end':
      return 'CHAIR_ONLY';
  }
}

function attendeeRequest(
  feature: (CommandBody & { type: 'request' })['feature'],
  { definition }: ConferenceState,
): RefusalCode | undefined {
  switch (feature) {
    case 'operator':
      return undefined;
    case 'recording':
      return 'CHAIR_ONLY';
    case 'invitation':
      return definition.options.attendeeMayInvite ? undefined : 'CHAIR_ONLY';
  }
}
