import type { Language } from '../accounts/account.js';
import type { AccountId, ConferenceId, IdMaker, ParticipantId } from '../base/ids.js';
import { ok, type Result } from '../base/result.js';
import type { MicroYuan } from '../billing/money.js';
import { SYSTEM, type Invitee, type Refusal } from '../conference/commands.js';
import { PARTIES_MAX } from '../conference/definition.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { ConferenceRunner } from './conference-runner.js';
import { definitionOf, definitionOfConvening } from './definitions.js';
import type { RoomAndAccount } from './ports.js';

/** Somebody to be called, as a page or a booking names it. */
export interface PartyToCall {
  readonly called: CalledParty;
  readonly name?: string;
}

export interface InstantCall {
  /** The id that the conference gets, where the caller must know it before; else a new one. */
  readonly conference?: ConferenceId;
  readonly account: AccountId;
  readonly language: Language;
  /** Rung first; the others when it has pressed 1 [S35]. */
  readonly host: PartyToCall;
  readonly others: readonly PartyToCall[];
  readonly costMax?: MicroYuan;
}

export interface StartedCall {
  readonly conference: ConferenceId;
  readonly host: ParticipantId;
}

/** Conferences that are begun by a page or a booking, not by a caller. */
export class CallControl {
  readonly #conferences: ConferenceRunner;
  readonly #ids: IdMaker;
  readonly #partiesMax: number;

  constructor(conferences: ConferenceRunner, ids: IdMaker, instantPartiesMax: number = PARTIES_MAX.instant) {
    this.#conferences = conferences;
    this.#ids = ids;
    this.#partiesMax = instantPartiesMax;
  }

  /** 我的即时通话: the conference is open, and its host is being rung. */
  startInstant(call: InstantCall): Result<StartedCall, Refusal> {
    const { account, language, costMax } = call;
    const conference = call.conference ?? this.#ids.next<ConferenceId>();
    const limit = costMax === undefined ? {} : { costMax };
    const definition = definitionOfConvening(
      { kind: 'instant', account, language, partiesMax: this.#partiesMax, ...limit },
      conference,
    );
    const opened = this.#conferences.dispatch({ type: 'open', definition }, conference, SYSTEM);
    if (!opened.result.ok) return opened.result;
    const host: Invitee = { ...this.#party(call.host), role: 'chair', greeting: 'invited' };
    const others = call.others.map((party): Invitee => ({
      ...this.#party(party),
      role: 'attendee',
      greeting: 'invited',
    }));
    const started = this.#conferences.dispatch({ type: 'start-by-host', host, others }, conference, {
      kind: 'owner',
      account,
    });
    return started.result.ok ? ok({ conference, host: host.participant }) : started.result;
  }

  /** The running conference of a room, or a new one: the first invitation starts it [S24]. */
  openRoom(
    found: RoomAndAccount,
    costMax?: MicroYuan,
  ): Result<{ readonly conference: ConferenceId }, Refusal> {
    const definition = { ...definitionOf(found), costMax };
    const fresh = this.#ids.next<ConferenceId>();
    const { result } = this.#conferences.dispatch({ type: 'open', definition }, fresh, SYSTEM);
    if (!result.ok) return result;
    return ok({ conference: result.value.type === 'opened' ? result.value.conference : fresh });
  }

  #party({ called, name }: PartyToCall): Pick<Invitee, 'participant' | 'called' | 'name'> {
    const participant = this.#ids.next<ParticipantId>();
    return name === undefined ? { participant, called } : { participant, called, name };
  }
}
