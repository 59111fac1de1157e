import type { Clock } from '../base/clock.js';
import type { ClipId, ConferenceId, IdMaker, LegId, ParticipantId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { LegKind } from '../billing/charge.js';
import type { DoorRefusal } from '../conference/admission.js';
import { SYSTEM, type CommandBody, type EntryWay, type RefusalCode } from '../conference/commands.js';
import type { ConferenceDefinition } from '../conference/definition.js';
import type { Caller, Role } from '../conference/participant.js';
import type { BrowserLine } from './browser-line.js';
import type { ConferenceRunner } from './conference-runner.js';
import type { Answered } from './leg-machine.js';
import type { Charging, Ledger } from './ports.js';
import type { ReturnMemory } from './return-memory.js';
import { callerOfCalled, kindOfCalled, kindOfDialIn, type InvitedSeat, type Seat } from './seat.js';

export interface EntryAround {
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  readonly ledger: Ledger;
  readonly charging: Charging;
  readonly conferences: ConferenceRunner;
  readonly returns: ReturnMemory;
}

/** Why somebody who was let in, or called, is not in after all. */
export type EntryFailure = RefusalCode | 'UNPAID' | 'UNAVAILABLE';

export interface EntryHost {
  /** Runs what comes back later under the leg's protection, and only while the leg is up. */
  resume(work: () => void): void;
  answered(): Answered | undefined;
  /** The conference speaks to a party from the moment it enters: its dialogue must stand before. */
  seated(seat: Seat, definition: ConferenceDefinition): void;
  /** It is in. */
  entered(): void;
  /** It did not come in; the dialogue before goes on. */
  refused(failure: EntryFailure): void;
}

/** Who comes by itself. */
export interface EnteringParty {
  readonly role: Role;
  readonly caller: Caller;
  readonly spokenName?: ClipId | undefined;
  readonly browser?: BrowserLine | undefined;
}

interface Way {
  readonly way: EntryWay;
  readonly kind: LegKind;
  readonly caller: Caller;
  readonly name?: string;
  readonly spokenName?: ClipId;
  /** When it is in. */
  readonly done: () => void;
}

/** How one leg gets into its conference: the money first, then the conference itself [S49]. */
export class Entry {
  readonly #leg: LegId;
  readonly #around: EntryAround;
  readonly #host: EntryHost;
  #seat: Seat | undefined;
  #over = false;

  constructor(leg: LegId, around: EntryAround, host: EntryHost) {
    this.#leg = leg;
    this.#around = around;
    this.#host = host;
  }

  /** Where it is; undefined: not in. */
  get seat(): Seat | undefined {
    return this.#seat;
  }

  /** Opens the conference, or finds it open, and enters it. */
  open(
    definitionFor: (conference: ConferenceId) => ConferenceDefinition,
    party: EnteringParty,
    done: () => void,
  ): void {
    const { conferences, ids } = this.#around;
    const fresh = ids.next<ConferenceId>();
    const definition = definitionFor(fresh);
    const opened = conferences.dispatch({ type: 'open', definition }, fresh, SYSTEM);
    if (!opened.result.ok) return this.#host.refused(opened.result.error.code);
    if (opened.result.value.type !== 'opened') return;
    const { role, caller, spokenName, browser } = party;
    const seat: Seat = {
      conference: opened.result.value.conference,
      participant: browser?.participant ?? ids.next<ParticipantId>(),
      role,
    };
    const named = {
      ...(spokenName === undefined ? {} : { spokenName }),
      ...(browser === undefined ? {} : { name: browser.name }),
    };
    const kind = browser === undefined ? kindOfDialIn(role) : 'browser';
    this.#pay(seat, { way: 'dial-in', kind, caller, ...named, done });
  }

  /** Back into the conference that it was lost from [S13]. */
  comeBack(conference: ConferenceId, role: Role, caller: Caller): void {
    const seat: Seat = { conference, participant: this.#around.ids.next<ParticipantId>(), role };
    this.#pay(seat, { way: 'return', kind: kindOfDialIn(role), caller, done: () => undefined });
  }

  /** A called party takes the seat that it was called for. */
  accept(seat: InvitedSeat, done: () => void): void {
    const definition = this.#around.conferences.service.state(seat.conference)?.definition;
    if (definition === undefined) return this.#host.refused('CONFERENCE_NOT_FOUND');
    const { called, name } = seat;
    const named = name === undefined ? {} : { name };
    const kind = kindOfCalled(seat, definition);
    this.#pay(seat, { way: 'invitation', kind, caller: callerOfCalled(called), ...named, done }, called.e164);
  }

  /** Nobody enters any more: the leg is over, or not wanted. */
  close(): void {
    this.#over = true;
  }

  tell(command: CommandBody): void {
    if (this.#seat !== undefined) this.#around.conferences.dispatch(command, this.#seat.conference, SYSTEM);
  }

  #pay(seat: Seat, way: Way, calledE164?: string): void {
    const { conferences, charging } = this.#around;
    const definition = conferences.service.state(seat.conference)?.definition;
    const answered = this.#host.answered();
    if (definition === undefined || answered === undefined) return this.#host.refused('CONFERENCE_NOT_FOUND');
    const { account, kind: service } = definition;
    if (account === undefined) return this.#enter(seat, definition, way, false);
    const { conference } = seat;
    const { kind } = way;
    const { atMs: answeredMs, utcMs: answeredUtcMs } = answered;
    const leg = this.#leg;
    const charged = { leg, account, conference, service, kind, calledE164, answeredMs, answeredUtcMs };
    charging.join(charged, (outcome) => {
      if (this.#over) {
        if (outcome === 'paid') charging.abandon(leg);
        return;
      }
      this.#host.resume(() => {
        if (outcome === 'paid') this.#enter(seat, definition, way, true);
        else this.#host.refused(outcome === 'unavailable' ? 'UNAVAILABLE' : 'UNPAID');
      });
    });
  }

  #enter(seat: Seat, definition: ConferenceDefinition, way: Way, paid: boolean): void {
    const { conferences, charging } = this.#around;
    const { participant, conference, role } = seat;
    const { caller, name, spokenName } = way;
    this.#seat = seat;
    this.#host.seated(seat, definition);
    const { result } = conferences.dispatch(
      {
        type: 'enter',
        participant,
        leg: this.#leg,
        role,
        way: way.way,
        caller,
        ...(name === undefined ? {} : { name }),
        ...(spokenName === undefined ? {} : { spokenName }),
      },
      conference,
      SYSTEM,
    );
    if (result.ok) {
      this.#joined(seat, definition);
      this.#around.returns.entered(caller);
      way.done();
      return this.#host.entered();
    }
    this.#seat = undefined;
    if (paid) charging.abandon(this.#leg);
    this.#host.refused(result.error.code);
  }

  #joined({ participant, conference }: Seat, { room, account }: ConferenceDefinition): void {
    const { ledger, clock, log } = this.#around;
    const joinMs = clock.utcNow();
    ledger.legJoined({ leg: this.#leg, participant, conference, room, account, joinMs });
    log.info({ leg: this.#leg, conference, participant, room }, 'party entered');
  }
}

/** What the conference cannot say by itself is 「会议暂时无法接入」, to this caller alone [S49]. */
export function doorRefusal(failure: EntryFailure): DoorRefusal {
  switch (failure) {
    case 'CONFERENCE_LOCKED':
    case 'CONFERENCE_FULL':
    case 'CALLER_BARRED':
      return { code: failure };
    // The door knew it: it has ended since.
    case 'CONFERENCE_NOT_FOUND':
      return { code: 'CONFERENCE_OVER' };
    default:
      return { code: 'CANNOT_CONNECT' };
  }
}
