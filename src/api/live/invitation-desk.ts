import type { Account } from '../../accounts/account.js';
import type { Room } from '../../accounts/room.js';
import type { AccountId, ConferenceId } from '../../base/ids.js';
import { microYuan } from '../../billing/money.js';
import type { Invitee } from '../../conference/commands.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import type { Principal } from '../door/principal.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { refusal, type ConferenceDesk } from './conference-desk.js';
import type { InvitedView } from './invitation-schema.js';
import { ownNumber } from './own-numbers.js';
import { inviteeOf, nobodyToCall, PartyDesk, type PartiesFound } from './party-desk.js';
import type { InvitationBody, RejectedPartyView } from './party-schema.js';

/** Calls parties into conferences: one, many, a whole group, or the organiser's own phone [S24]. */
export class InvitationDesk {
  readonly #services: Pick<ApiServices, 'conferences' | 'live' | 'clock' | 'ids' | 'store'>;
  readonly #conferences: ConferenceDesk;
  readonly #parties: PartyDesk;
  readonly #numbers: AccountNumberRepository;

  constructor(services: ApiServices, conferences: ConferenceDesk) {
    this.#services = services;
    this.#conferences = conferences;
    this.#parties = new PartyDesk(services.live);
    this.#numbers = new AccountNumberRepository(services.store);
  }

  async intoConference(principal: Principal, id: string, body: InvitationBody): Promise<InvitedView> {
    const { id: conference, account } = this.#conferences.find(principal, id);
    const parties = await this.#parties.find(principal, body, this.#payer(account));
    return this.#invite(principal, conference, parties, body);
  }

  /** Opens the conference of the room if none runs. */
  async intoRoom(
    principal: Principal,
    room: Room,
    { costLimitMicroYuan, ...body }: InvitationBody & { readonly costLimitMicroYuan?: number | undefined },
  ): Promise<InvitedView> {
    const parties = await this.#parties.find(principal, body, principal.account.id);
    if (parties.found.length === 0) throw nobodyToCall(parties.rejected);
    const conference = this.#open(room, principal.account, costLimitMicroYuan);
    return this.#invite(principal, conference, parties, body);
  }

  /** 呼叫我的电话: rings one of the organiser's own numbers as chair. */
  async callMe(
    principal: Principal,
    conference: () => ConferenceId,
    written: string | undefined,
  ): Promise<InvitedView> {
    const { e164 } = await ownNumber(this.#numbers, principal, 'number', written);
    const called = await this.#parties.findOne(e164, principal.account.id);
    const parties = { found: [{ called, name: principal.account.name }], rejected: [] };
    return this.#invite(principal, conference(), parties, { role: 'chair', pressOne: false });
  }

  /** The running one, or a new one in the window that is open, or comes next. */
  open(room: Room, account: Account): ConferenceId {
    return this.#open(room, account, undefined);
  }

  #open(room: Room, account: Account, costLimit: number | undefined): ConferenceId {
    const { live, clock, conferences } = this.#services;
    const running = conferences.service.stateOfRoom({ room: room.id, roomNumber: room.number });
    if (running !== undefined) {
      if (costLimit !== undefined) live.limitCost(running.id, microYuan(costLimit));
      return running.id;
    }
    const nowMs = clock.utcNow();
    const timed = live.calendar.at(room, account.timeZone, nowMs, live.earlyEntryMs);
    if (timed === undefined || timed.startMs + timed.durationMs <= nowMs) throw new Problem('ROOM_TIME_OVER');
    const costMax = costLimit === undefined ? undefined : microYuan(costLimit);
    const opened = live.control.openRoom({ room: timed, account }, costMax);
    if (!opened.ok) throw refusal(opened.error.code);
    return opened.value.conference;
  }

  #invite(
    principal: Principal,
    conference: ConferenceId,
    { found, rejected }: PartiesFound,
    otherwise: Pick<InvitationBody, 'role' | 'pressOne'>,
  ): InvitedView {
    const invitees = found.map((party) => inviteeOf(party, this.#services.ids, otherwise));
    if (invitees.length === 0) throw nobodyToCall(rejected);
    this.#conferences.command(principal, conference, { type: 'invite', invitees });
    const state = this.#services.conferences.service.state(conference);
    const isCalled = ({ participant }: Invitee): boolean =>
      state?.invitations.has(participant) === true || state?.departed.has(participant) === true;
    return {
      conference: this.#conferences.view(principal, conference),
      invited: invitees.filter(isCalled).map(({ participant }) => participant),
      rejected: [...rejected, ...invitees.filter((one) => !isCalled(one)).map(alreadyIn)],
    };
  }

  /** Into a room on demand [S38a] anybody comes, and nobody would pay for the call. */
  #payer(account: AccountId | undefined): AccountId {
    if (account === undefined) throw refusal('INVITATION_UNAVAILABLE');
    return account;
  }
}

const alreadyIn = ({ called }: Invitee): RejectedPartyView => ({ number: called.e164, code: 'ALREADY_IN' });
