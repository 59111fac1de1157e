import { partyKey, type CalledParty } from '../dialing/called-party.js';
import type { CommandBody } from './commands.js';
import { guestOf, isGuest, placesFree, type ConferenceState } from './conference-state.js';
import { knownParties } from './decide-calls.js';
import type { Greeting, Participant, Place } from './participant.js';
import { done, endLine, fact, moved, refused, say, type Decision, type Step } from './step.js';

type LineCommand = CommandBody & {
  type:
    | 'step-out'
    | 'step-in'
    | 'consult'
    | 'merge'
    | 'drop'
    | 'request-operator'
    | 'assign-operator'
    | 'operator-unavailable';
};

/** Out of the mix and back: keying a number, consulting, an operator [S14] [S20]. */
export function decideLines(state: ConferenceState, command: LineCommand): Decision {
  const self = state.participants.get(command.participant);
  if (self === undefined) return refused('PARTICIPANT_NOT_FOUND');
  switch (command.type) {
    case 'step-out':
      return stepOut(state, self);
    case 'step-in':
      return backFrom(state, self, ['aside', 'consult', 'operator']);
    case 'drop':
      return backFrom(state, self, ['consult']);
    case 'consult':
      return consult(state, self, command);
    case 'merge':
      return merge(state, self);
    case 'request-operator':
      return self.place === 'room' ? done([moved(self.id, 'operator')]) : refused('WRONG_PLACE');
    case 'assign-operator':
      return assignOperator(state, self, command);
    case 'operator-unavailable':
      return operatorUnavailable(state, self);
  }
}

/** `*6` where nobody more may be called says so before a number is keyed. */
function stepOut(state: ConferenceState, self: Participant): Decision {
  if (self.place !== 'room') return refused('WRONG_PLACE');
  return placesFree(state, 'attendee') > 0 ? done([moved(self.id, 'aside')]) : refused('CONFERENCE_FULL');
}

/**
 * First the party itself, so that it is not told that the other has hung up. Whoever was called onto the line
 * leaves it by hanging up alone.
 */
function backFrom(state: ConferenceState, self: Participant, places: readonly Place[]): Decision {
  if (!places.includes(self.place) || isGuest(self)) return refused('WRONG_PLACE');
  return done([moved(self.id, 'room'), ...endLine(state, self.id)]);
}

function consult(
  state: ConferenceState,
  self: Participant,
  { invited, called }: CommandBody & { type: 'consult' },
): Decision {
  if (self.place !== 'aside') return refused('WRONG_PLACE');
  if (knownParties(state).has(partyKey(called))) return refused('NOBODY_TO_CALL');
  if (placesFree(state, 'attendee') <= 0) return refused('CONFERENCE_FULL');
  return done([moved(self.id, 'consult'), calledOnto(self, invited, called, 'consult')]);
}

const calledOnto = (
  { id: line }: Participant,
  id: Participant['id'],
  called: CalledParty,
  greeting: Greeting,
): Step =>
  fact({
    type: 'invited',
    invitation: {
      id,
      called,
      name: undefined,
      role: 'attendee',
      greeting,
      line,
      progress: 'dialling',
      leg: undefined,
    },
  });

/** `**`: both into the room, or the inviter alone and the other when it answers. */
function merge(state: ConferenceState, self: Participant): Decision {
  if (self.place !== 'consult' || isGuest(self)) return refused('WRONG_PLACE');
  const back = moved(self.id, 'room');
  const { called, present } = guestOf(state, self.id);
  if (present !== undefined) return done([back, moved(present.id, 'room')]);
  if (called === undefined) return done([back]);
  return done([back, fact({ type: 'invitation-merged', participant: called.id })]);
}

function assignOperator(
  state: ConferenceState,
  self: Participant,
  { operator, called }: CommandBody & { type: 'assign-operator' },
): Decision {
  const waits = self.place === 'operator' && !isGuest(self) && !state.guests.has(self.id);
  return waits ? done([calledOnto(self, operator, called, 'operator')]) : refused('WRONG_PLACE');
}

/** [S14]: who is speaking with an operator already stays there. */
function operatorUnavailable(state: ConferenceState, self: Participant): Decision {
  const served = isGuest(self) || guestOf(state, self.id).present !== undefined;
  if (self.place !== 'operator' || served) return refused('WRONG_PLACE');
  const busy = say(self.leg, { kind: 'refused', code: 'OPERATORS_BUSY' });
  return done([moved(self.id, 'room'), ...endLine(state, self.id), busy]);
}
