import type { LegId } from '../base/ids.js';
import type { Account } from '../accounts/account.js';
import type { Room } from '../accounts/room.js';
import type { LegClosed, LegJoined, LegOpened } from '../billing/leg-record.js';
import type { ConferenceEvent } from '../conference/events.js';
import type { SipCommand } from '../sip/endpoint-api.js';

/**
 * What the call layer needs of the world around it. The composition root connects the store and the SIP
 * runner; the simulation connects its own. Answers come by callback, so that virtual time stays in step.
 */

/** The durable side of a call. */
export interface Ledger {
  /** False while the store cannot write: new calls are refused, endings wait in the journal. */
  readonly writable: boolean;
  /** The opening row: `done(true)` once it is durable. */
  legOpened(opened: LegOpened, done: (stored: boolean) => void): void;
  /** Stored behind what has happened, in order. */
  legJoined(joined: LegJoined): void;
  /** The dialog facts that a BYE after a restart needs have changed. */
  legMoved(leg: LegId, dialog: string): void;
  legClosed(closed: LegClosed): void;
  conferenceEvent(event: ConferenceEvent): void;
}

export interface RoomAndAccount {
  readonly room: Room;
  readonly account: Account;
}

export interface RoomDirectory {
  /** `undefined`: no such room. `'unavailable'`: nobody can tell at the moment. */
  find(number: string, done: (found: RoomAndAccount | undefined | 'unavailable') => void): void;
}

export interface SipPort {
  command(command: SipCommand): void;
}
