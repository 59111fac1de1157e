import { unreachable } from '../base/errors.js';
import type { Actor, CommandBody } from './commands.js';
import type { ConferenceState } from './conference-state.js';
import * as calls from './decide-calls.js';
import { leave, talking } from './decide-entry.js';
import * as lines from './decide-lines.js';
import * as room from './decide-room.js';
import * as voice from './decide-voice.js';
import { refusalOf } from './policy.js';
import { done, fact, refused, type Decision } from './step.js';

/** The commands about a running conference that follow from its facts alone. */
type RuledCommand = Exclude<CommandBody, { type: 'open' | 'enter' | 'choose' }>;

const END_REASONS = { participant: 'ended-by-chair', owner: 'ended-by-api', system: 'drained' } as const;

/** What comes of a command, or why nothing does. */
export function decide(state: ConferenceState, command: RuledCommand, by: Actor): Decision {
  const refusal = refusalOf(by, command, state);
  if (refusal !== undefined) return refused(refusal);
  switch (command.type) {
    case 'leave':
      return leave(state, command);
    case 'talking':
      return talking(state, command);
    case 'mute':
      return voice.mute(state, command, by);
    case 'mute-all':
      return voice.muteAll(state, command.muted);
    case 'raise-hand':
      return voice.raiseHand(state, command, by);
    case 'place-hand':
      return voice.placeHand(state, command);
    case 'hold':
      return voice.hold(state, command);
    case 'lock':
      return room.lock(state, command.locked);
    case 'kick':
      return room.kick(state, command.participant, by);
    case 'hang-up':
      return room.hangUp(state, command.participant, by);
    case 'allow-reentry':
      return done([fact({ type: 'bars-lifted' })]);
    case 'count':
      return room.count(state, by);
    case 'record':
      return room.record(state, command);
    case 'extend':
      return room.extend(state, command.byMs);
    case 'balance-low':
      return room.balanceLow(command.minutes);
    case 'unpaid':
      return done([{ type: 'close', reason: command.reason }]);
    case 'end':
      return done([{ type: 'close', reason: END_REASONS[by.kind] }]);
    case 'invite':
    case 'start-by-host':
    case 'redial':
    case 'call-ringing':
    case 'call-answered':
    case 'call-failed':
      return calls.decideCalls(state, command);
    case 'step-out':
    case 'step-in':
    case 'consult':
    case 'merge':
    case 'drop':
    case 'request-operator':
    case 'assign-operator':
    case 'operator-unavailable':
      return lines.decideLines(state, command);
    default:
      return unreachable(command);
  }
}
