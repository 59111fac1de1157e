import type { AccountNewsFeed } from '../../accounts/account-news.js';
import type { StartLimits } from '../../accounts/start-limits.js';
import type { AccountId, ConferenceId, LegId } from '../../base/ids.js';
import type { Result } from '../../base/result.js';
import type { CostSoFar } from '../../billing/conference-costs.js';
import type { MicroYuan } from '../../billing/money.js';
import type { Tariff } from '../../billing/tariff.js';
import type { Bookings } from '../../booking/booking-requests.js';
import type { RoomCalendar } from '../../booking/occurrences.js';
import type { CallControl } from '../../call/call-control.js';
import type { BarCode } from '../../dialing/call-result.js';
import type { CalledParty } from '../../dialing/called-party.js';
import type { LegStats } from '../../mixer/mixer.js';
import type { ContactNames } from './contact-names.js';

/** Somebody of the contacts, ready to be called. */
export interface ContactParty {
  readonly called: CalledParty;
  readonly name: string;
}

export interface ContactParties {
  readonly parties: readonly ContactParty[];
  /** Ids that are none of this account's. */
  readonly unknown: readonly string[];
}

/** Handed over by the composition root: what starts and steers conferences: calls, bookings, costs. */
export interface LiveServices {
  readonly control: Pick<CallControl, 'openRoom' | 'startInstant'>;
  readonly calendar: RoomCalendar;
  /** A room can be entered, and called from, so long before its window [S11]. */
  readonly earlyEntryMs: number;
  /**
   * Whom contacts and groups mean [S39]; a contact without a number that can be called is left out. Where they are
   * more than one request may call, it may be that not all are named.
   */
  readonly partiesOf: (
    account: AccountId,
    wanted: { readonly contacts: readonly string[]; readonly groups: readonly string[] },
  ) => Promise<ContactParties>;
  /** Whom a number means, and whether this payer may call it now [S40] [S41]. Nothing is taken. */
  readonly checkCallee: (
    number: string,
    payer: AccountId,
  ) => Promise<Result<CalledParty, { readonly code: BarCode }>>;
  readonly costOf: (conference: ConferenceId) => CostSoFar | undefined;
  /** False: it is not open. */
  readonly limitCost: (conference: ConferenceId, costMax: MicroYuan | undefined) => boolean;
  /** The one that holds now. */
  readonly tariff: () => Tariff | undefined;
  readonly statsOf: (leg: LegId) => LegStats | undefined;
  readonly bookings: Bookings;
  readonly startLimits: StartLimits;
  readonly news: AccountNewsFeed;
  readonly contactNames: ContactNames;
}
