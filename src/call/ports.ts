import type { ConferenceId, LegId, ParticipantId, RecordingId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { Account, Language } from '../accounts/account.js';
import type { Room } from '../accounts/room.js';
import type { ChargedLeg, LegCharge } from '../billing/charge.js';
import type { LegClosed, LegJoined, LegOpened } from '../billing/leg-record.js';
import type { ConferenceEvent } from '../conference/events.js';
import type { Caller } from '../conference/participant.js';
import type { BarCode } from '../dialing/call-result.js';
import type { OutboundPlan, OutboundRequest } from '../dialing/outbound-plan.js';
import type { Answer, Question } from '../ivr/desk.js';
import type { RecordedFile } from '../mixer/mixer.js';
import type { SipCommand } from '../sip/endpoint-api.js';
import type { HostPort } from '../sip/message.js';

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
  /** The record and what it costs, in one unit [S50]; `charge` undefined: nobody pays. */
  legClosed(closed: LegClosed, charge: LegCharge | undefined): void;
  /** A recording's files are complete [S4]. */
  recordingWritten(
    recording: RecordingId,
    files: readonly RecordedFile[],
    durationMs: number,
    complete: boolean,
  ): void;
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

/** The money of the legs that are up [S49]. */
export interface Charging {
  /** Sets aside the elapsed time and the first block, before the leg enters. `no-price`: barred [S47]. */
  join(leg: ChargedLeg, done: (outcome: 'paid' | 'unpaid' | 'no-price' | 'unavailable') => void): void;
  /** It did not enter after all: what was set aside is given back and nothing is charged. */
  abandon(leg: LegId): void;
  /** The leg is over: what it costs. Undefined: it never joined, or nobody pays. */
  close(leg: LegId, durationMs: number): LegCharge | undefined;
}

/** Whether and how a call of ours goes out: numbers, bars, limits, trunks [S40] [S41] [C19]. */
export interface Outbound {
  /** The ways to try, best first, never empty. A plan takes a place among the limits until `over`. */
  plan(
    request: OutboundRequest,
    done: (plans: Result<OutboundCall, { readonly code: BarCode }>) => void,
  ): void;
}

/** One call that may go out. */
export interface OutboundCall {
  readonly plans: readonly OutboundPlan[];
  /** Takes its turn at the rate of its first trunk: 0, or how many milliseconds until it may ask again [S35]. */
  readonly takeTurn: () => number;
  /**
   * Takes a place on the trunk of the plan that is tried; false: the next one. `unreachable`: the trunk that was
   * tried before has answered nothing, or that it is down [C14].
   */
  readonly enter: (plan: OutboundPlan, unreachable: boolean) => boolean;
  /** The addresses of its targets, in order (RFC 3263), as they were resolved last. */
  readonly targetsOf: (plan: OutboundPlan) => readonly HostPort[];
  /** The password of a trunk that asks for one [C15]. */
  readonly passwordOf: (plan: OutboundPlan) => string | undefined;
  /** The called phone rings, or the network speaks: the first sign of life after the dialling. */
  readonly rang?: () => void;
  /** How it went, for the trunk's state [C14] and the limits; once, also for a call that was never sent. */
  readonly over: (how: 'answered' | 'failed' | 'unreachable', spokenMs: number) => void;
}

/** Answers what the flows ask [S26]–[S31] [S13] [S41]. */
export interface Desk {
  ask(question: Question, caller: Caller, done: (answer: Answer) => void): void;
}

export interface OperatorRequest {
  readonly conference: ConferenceId;
  readonly participant: ParticipantId;
  readonly language: Language;
}

/** Follows requests for an operator [S14]. */
export interface OperatorLine {
  wanted(request: OperatorRequest): void;
  notWanted(participant: ParticipantId): void;
}

export interface SipPort {
  command(command: SipCommand): void;
}
