import type { ConferenceId, ParticipantId } from '../base/ids.js';
import type { LegKind } from '../billing/charge.js';
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

/** What the leg is to a tariff [S47]. */
export function kindOfCalled(greeting: Greeting): LegKind {
  if (greeting === 'host' || greeting === 'host-again') return 'host-callback';
  return greeting === 'operator' ? 'operator' : 'dial-out';
}

export const kindOfDialIn = (role: Role): LegKind => (role === 'chair' ? 'host-dial-in' : 'attendee-dial-in');
