import type { ConferenceId, ParticipantId } from '../base/ids.js';
import type { LegKind } from '../billing/charge.js';
import { isConvened, type ConferenceDefinition } from '../conference/definition.js';
import type { Caller, Greeting, Role } from '../conference/participant.js';
import type { CalledParty } from '../dialing/called-party.js';

/** Where a leg belongs while it is in a conference, or is being called into one. */
export interface Seat {
  readonly conference: ConferenceId;
  readonly participant: ParticipantId;
  readonly role: Role;
}

/** The seat that a called party is meant for [S24]. */
export interface InvitedSeat extends Seat {
  readonly called: CalledParty;
  readonly name: string | undefined;
  readonly greeting: Greeting;
}

/** The number we dialled proves who answers; behind a switchboard's extension it proves nothing [S17]. */
export const callerOfCalled = ({ e164, extension }: CalledParty): Caller => ({
  number: e164,
  asserted: extension === undefined || extension === '',
});

/**
 * What the leg is to a tariff [S47]. The chair of a room is its host; a convened conference has one host, and
 * whoever else is called into it as chair must not have the convener's price.
 */
export function kindOfCalled(
  { greeting, role }: Pick<InvitedSeat, 'greeting' | 'role'>,
  definition: Pick<ConferenceDefinition, 'kind'>,
): LegKind {
  if (greeting === 'operator') return 'operator';
  if (greeting === 'host' || greeting === 'host-again') return 'host-callback';
  return role === 'chair' && !isConvened(definition) ? 'host-callback' : 'dial-out';
}

export const kindOfDialIn = (role: Role): LegKind => (role === 'chair' ? 'host-dial-in' : 'attendee-dial-in');
