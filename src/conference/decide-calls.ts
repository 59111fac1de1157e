import type { ParticipantId } from '../base/ids.js';
import { partyKey } from '../dialing/called-party.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { CommandBody, Invitee } from './commands.js';
import { awaitsHost, isLive, placesFree, type ConferenceState } from './conference-state.js';
import type { CallProgress, Departed, Greeting, Invitation } from './participant.js';
import { callFailed, done, fact, failureOf, moved, refused, say, type Decision, type Step } from './step.js';

type CallCommand = CommandBody & {
  type: 'invite' | 'start-by-host' | 'redial' | 'call-ringing' | 'call-answered' | 'call-failed';
};

/** Who is called into the room, and what becomes of every call. */
export function decideCalls(state: ConferenceState, command: CallCommand): Decision {
  switch (command.type) {
    case 'invite':
      return invite(state, command.invitees);
    case 'start-by-host':
      return startByHost(state, command);
    case 'redial':
      return redial(state, command.participant);
    case 'call-ringing':
      return ringing(state, command);
    case 'call-answered':
      return answered(state, command);
    case 'call-failed':
      return failed(state, command.participant, command.failure);
  }
}

type Called = Omit<Invitee, 'greeting'> & { readonly greeting: Greeting };

/**
 * Calls each party once [S39]: who is in or is being called already is passed over. Who finds no place [S7]
 * is shown as not reached, so that it can be redialled.
 */
function invite(state: ConferenceState, invitees: readonly Called[]): Decision {
  const fresh = unknownTo(state, invitees);
  if (fresh.length === 0) return refused('NOBODY_TO_CALL');
  // Chairs first: the place that is held for the first of them is theirs.
  const ordered = fresh.toSorted((one, other) => rank(one) - rank(other));
  const free = placesFree(state, ordered[0]?.role ?? 'attendee');
  if (free <= 0) return refused('CONFERENCE_FULL');
  // A host who is still to confirm comes first [S35].
  return done(callAll(ordered, free, awaitsHost(state) ? 'waiting' : 'dialling'));
}

const rank = ({ role }: Called): number => (role === 'chair' ? 0 : 1);

/** [S35] [S37] */
function startByHost(
  state: ConferenceState,
  { host, others }: CommandBody & { type: 'start-by-host' },
): Decision {
  if (state.host !== undefined) return refused('INVITATION_UNAVAILABLE');
  const [first, ...rest] = unknownTo(state, [{ ...host, greeting: 'host', role: 'chair' }, ...others]);
  if (first === undefined || first.participant !== host.participant) return refused('NOBODY_TO_CALL');
  const free = placesFree(state, 'chair');
  if (free <= 0) return refused('CONFERENCE_FULL');
  return done([invited(first, 'dialling'), ...callAll(rest, free - 1, 'waiting')]);
}

function callAll(
  invitees: readonly Called[],
  free: number,
  progress: Extract<CallProgress, 'waiting' | 'dialling'>,
): Step[] {
  return invitees.flatMap((invitee, i) =>
    i < free
      ? [invited(invitee, progress)]
      : [invited(invitee, 'waiting'), callFailed(invitee.participant, failureOf('congested'))],
  );
}

const invited = (
  { participant, called, name, role, greeting }: Called,
  progress: Extract<CallProgress, 'waiting' | 'dialling'>,
): Step =>
  fact({
    type: 'invited',
    invitation: { id: participant, called, name, role, greeting, line: undefined, progress, leg: undefined },
  });

/** Those of them, each number once, who are neither in nor being called. */
function unknownTo(state: ConferenceState, invitees: readonly Called[]): readonly Called[] {
  const known = knownParties(state);
  return invitees.filter(({ participant, called }) => {
    const key = partyKey(called);
    // A call that is given up is over only when the call layer says so.
    if (known.has(key) || state.participants.has(participant) || state.invitations.has(participant))
      return false;
    known.add(key);
    return true;
  });
}

export function knownParties({ participants, invitations }: ConferenceState): Set<string> {
  const known = new Set<string>();
  for (const { called, caller } of participants.values()) {
    if (called !== undefined) known.add(partyKey(called));
    else if (caller.asserted && caller.number !== undefined) known.add(partyKey({ e164: caller.number }));
  }
  for (const invitation of invitations.values())
    if (isLive(invitation)) known.add(partyKey(invitation.called));
  return known;
}

/** `all`: whom no call has reached; otherwise also one who left [S24]. */
function redial(state: ConferenceState, whom: ParticipantId | 'all'): Decision {
  const departed = [...state.departed.values()].filter(
    (one) => one.id === whom || (whom === 'all' && isUnanswered(one)),
  );
  return invite(
    state,
    departed.flatMap((one) => redialled(one)),
  );
}

/** Not who was given up on purpose, nor whom a party wanted to speak with alone. */
const isUnanswered = ({ why, greeting }: Departed): boolean =>
  typeof why === 'object' && why.result !== 'cancelled' && greeting !== 'consult';

function redialled({ id, called, name, role, greeting }: Departed): readonly Called[] {
  if (called === undefined) return [];
  const again = greeting === 'press-1' ? greeting : 'invited';
  return [{ participant: id, called, role, greeting: again, ...(name === undefined ? {} : { name }) }];
}

function ringing(
  state: ConferenceState,
  { participant, leg, early }: CommandBody & { type: 'call-ringing' },
): Decision {
  const invitation = openCall(state, participant);
  if (invitation === undefined || invitation.progress === 'answered') return done([]);
  const heardLeg = early ? leg : invitation.leg;
  if (invitation.progress === 'ringing' && invitation.leg === heardLeg) return done([]);
  return done([progressed(participant, 'ringing', heardLeg)]);
}

function answered(
  state: ConferenceState,
  { participant, leg }: CommandBody & { type: 'call-answered' },
): Decision {
  const invitation = openCall(state, participant);
  if (invitation === undefined || invitation.progress === 'answered') return done([]);
  return done([progressed(participant, 'answered', leg)]);
}

const progressed = (participant: ParticipantId, progress: CallProgress, leg: Invitation['leg']): Step =>
  fact({ type: 'call-progressed', participant, progress, leg });

function openCall({ invitations }: ConferenceState, id: ParticipantId): Invitation | undefined {
  const invitation = invitations.get(id);
  return invitation !== undefined && isLive(invitation) ? invitation : undefined;
}

/** A call that nobody waits for any more may end unheard. */
function failed(state: ConferenceState, participant: ParticipantId, failure: CallFailure): Decision {
  const invitation = state.invitations.get(participant);
  if (invitation === undefined) return done([]);
  const over = callFailed(participant, failure);
  // Never confirmed: nobody else is called [S35].
  if (invitation.greeting === 'host') return done([over, { type: 'close', reason: 'host-unreachable' }]);
  const { line } = invitation;
  const inviter = line === undefined ? undefined : state.participants.get(line);
  // The operator desk looks for another one.
  if (inviter === undefined || invitation.greeting === 'operator') return done([over]);
  return done([over, moved(inviter.id, 'room'), say(inviter.leg, { kind: 'call-failed', failure })]);
}
