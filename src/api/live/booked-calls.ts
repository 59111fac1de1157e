import type { BookingId, ConferenceId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { microYuan } from '../../billing/money.js';
import type { BookingChange, ChangeRefusal } from '../../booking/booking-requests.js';
import type { BookedParty, Booking } from '../../booking/booking.js';
import type { CalledParty } from '../../dialing/called-party.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import {
  BookingRepository,
  type BookingPage,
  type BookingsWanted,
} from '../../store/repositories/booking-repository.js';
import type { Principal } from '../door/principal.js';
import { Problem, type ProblemCode } from '../problem.js';
import type { ApiServices } from '../services.js';
import type { BookedView, BookingChangeBody, BookingCreateBody, BookingView } from './booking-schema.js';
import { shownNumber } from '../shown-number.js';
import { OWNER, type Viewer } from './conference-view.js';
import { ownNumber } from './own-numbers.js';
import {
  nobodyToCall,
  PartyDesk,
  type PartiesFound,
  type PartyFound,
  type WantedParties,
} from './party-desk.js';
import type { RejectedPartyView } from './party-schema.js';

/** 预约会议 by API [S37]. */
export class BookedCalls {
  readonly #services: ApiServices;
  readonly #bookings: BookingRepository;
  readonly #numbers: AccountNumberRepository;
  readonly #parties: PartyDesk;

  constructor(services: ApiServices) {
    this.#services = services;
    this.#bookings = new BookingRepository(services.store);
    this.#numbers = new AccountNumberRepository(services.store);
    this.#parties = new PartyDesk(services.live);
  }

  list(principal: Principal, page: BookingPage, wanted: BookingsWanted): Promise<readonly Booking[]> {
    return this.#bookings.listOfAccount(principal.account.id, page, wanted);
  }

  /** Another account's booking does not exist [S53]. */
  async find(principal: Principal, id: string): Promise<Booking> {
    const booking = await this.#bookings.find(id as BookingId);
    if (booking === undefined || booking.account !== principal.account.id)
      throw new Problem('BOOKING_NOT_FOUND');
    return booking;
  }

  /** `viewer`: an operator who books for a customer is not the owner of the numbers. */
  async book(principal: Principal, body: BookingCreateBody, viewer: Viewer = OWNER): Promise<BookedView> {
    const { account } = principal;
    const { name = '', startMs, costLimitMicroYuan = null } = body;
    const host = await this.#host(principal, body.host);
    const { booked, rejected } = await this.#booked(principal, body);
    const id = await this.#services.live.bookings.book({
      account,
      name,
      startMs: utcMs(startMs),
      host,
      parties: booked,
      costMax: costMaxOf(costLimitMicroYuan),
    });
    if (!id.ok) throw refused(id.error);
    return {
      booking: this.view(await this.find(principal, id.value), viewer),
      rejected: rejected.map(({ number, code }) => ({ number: shownNumber(number, viewer.masked), code })),
    };
  }

  async change(
    principal: Principal,
    id: string,
    version: number,
    body: Omit<BookingChangeBody, 'version'>,
  ): Promise<BookedView> {
    const old = await this.find(principal, id);
    if (old.version !== version) throw new Problem('VERSION_CONFLICT');
    const { name, startMs, host, parties, contacts, groups, costLimitMicroYuan } = body;
    const anew = parties ?? contacts ?? groups;
    const { booked, rejected } =
      anew === undefined
        ? NOBODY_ANEW
        : await this.#booked(principal, {
            parties: parties ?? [],
            contacts: contacts ?? [],
            groups: groups ?? [],
          });
    const changes: BookingChange = {
      ...(name === undefined ? {} : { name }),
      ...(startMs === undefined ? {} : { startMs: utcMs(startMs) }),
      ...(host === undefined ? {} : { host: await this.#host(principal, host) }),
      ...(anew === undefined ? {} : { parties: booked }),
      ...(costLimitMicroYuan === undefined ? {} : { costMax: costMaxOf(costLimitMicroYuan) }),
    };
    const changed = await this.#services.live.bookings.change(old, changes);
    if (!changed.ok) throw refused(changed.error);
    return { booking: this.view(changed.value), rejected };
  }

  async cancel(principal: Principal, id: string): Promise<void> {
    const booking = await this.find(principal, id);
    if (!(await this.#services.live.bookings.cancel(booking.id, booking.account)))
      throw new Problem('BOOKING_BEGUN');
  }

  view(booking: Booking, { masked }: Viewer = OWNER): BookingView {
    const { id, name, startMs, host, parties, costMax, tries, conference, version, createdMs } = booking;
    return {
      id,
      name,
      startMs,
      state: this.#stateOf(booking),
      host: partyView(host, masked),
      parties: parties.map((party) => partyView(party, masked)),
      costLimitMicroYuan: costMax ?? null,
      tries,
      conference: conference ?? null,
      version,
      createdMs,
    };
  }

  #stateOf({ status, tries, conference }: Booking): BookingView['state'] {
    switch (status) {
      case 'booked':
        // Between two tries.
        return tries > 0 ? 'ringing' : 'booked';
      case 'started':
        return this.#hasBegun(conference) ? 'running' : 'ringing';
      case 'done':
        return 'held';
      default:
        return status;
    }
  }

  #hasBegun(conference: ConferenceId | undefined): boolean {
    const state = conference && this.#services.conferences.service.state(conference);
    return state?.chairArrived === true;
  }

  async #host(principal: Principal, written: string | undefined): Promise<CalledParty> {
    const { e164 } = await ownNumber(this.#numbers, principal, 'host', written);
    return this.#parties.findOne(e164, principal.account.id);
  }

  async #booked(
    principal: Principal,
    wanted: WantedParties,
  ): Promise<{ readonly booked: readonly BookedParty[]; readonly rejected: RejectedPartyView[] }> {
    const { found, rejected }: PartiesFound = await this.#parties.find(
      principal,
      wanted,
      principal.account.id,
    );
    if (found.length === 0) throw nobodyToCall(rejected);
    return { booked: found.map(bookedParty), rejected: [...rejected] };
  }
}

const NOBODY_ANEW = { booked: [], rejected: [] };

const costMaxOf = (limit: number | null) => (limit === null ? undefined : microYuan(limit));

const bookedParty = ({ called, name }: PartyFound): BookedParty =>
  name === undefined ? called : { ...called, name };

const partyView = ({ e164, extension, name }: BookedParty, masked: boolean) => ({
  number: shownNumber(e164, masked),
  extension: extension ?? null,
  name: name ?? null,
});

const PROBLEM_OF: Readonly<Record<ChangeRefusal['code'], ProblemCode>> = {
  TOO_SOON: 'BOOKING_TOO_SOON',
  TOO_FAR: 'BOOKING_TOO_FAR',
  TOO_MANY_PARTIES: 'TOO_MANY_PARTIES',
  LINES_FULL: 'LINES_FULL',
  CANNOT_BOOK: 'STORE_UNAVAILABLE',
  CONFLICT: 'VERSION_CONFLICT',
};

const refused = ({ code }: ChangeRefusal): Problem => new Problem(PROBLEM_OF[code], { detail: code });
