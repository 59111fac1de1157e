import type { AccountNewsFeed } from '../accounts/account-news.js';
import type { Clock } from '../base/clock.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { BookedParty, Booking } from '../booking/booking.js';
import { lineLimits, type LineLimits } from '../booking/capacity.js';
import { DEFAULT_BOOKING_TIMES, type BookingTimes } from '../booking/keyed-time.js';
import type { CallControl, PartyToCall } from '../call/call-control.js';
import type { ConferenceRunner } from '../call/conference-runner.js';
import type { TrunkTable } from '../call/trunk-table.js';
import type { Config } from '../config/schema.js';
import { BookingDesk } from './booking-desk.js';
import { BookingRunner } from './booking-runner.js';
import type { Durable } from './durable.js';

interface BookingsAround {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly durable: Durable;
  readonly trunks: TrunkTable;
}

interface BookedConferences {
  readonly conferences: ConferenceRunner;
  readonly control: CallControl;
  readonly news: AccountNewsFeed;
}

export interface Bookings {
  /** Rings their hosts. */
  readonly runner: BookingRunner;
  /** Takes and changes them. */
  readonly desk: BookingDesk;
  /** Within which they may lie. */
  readonly times: BookingTimes;
}

/** Calls at a time that was said before [S31] [S36]. */
export function connectBookings(
  { config, clock, ids, log, durable, trunks }: BookingsAround,
  { conferences, control, news }: BookedConferences,
): Bookings {
  const { store, journal } = durable;
  const { partiesMax, bookingLeadMs, bookingLinesMax, bookingLinesPerAccountMax } = config.instant;
  const changed = ({ id: booking, account }: Pick<Booking, 'id' | 'account'>): void =>
    news.tell(account, { type: 'booking-changed', booking });
  const runner = new BookingRunner({
    store,
    journal,
    clock,
    ids,
    log,
    node: config.node,
    changed,
    host: {
      startByHost: ({ conference, account, host, others, costMax }) =>
        control.startInstant({
          conference,
          account: account.id,
          language: account.language,
          host: toCall(host),
          others: others.map(toCall),
          ...(costMax === undefined ? {} : { costMax }),
        }).ok,
    },
  });
  conferences.watch((event) => runner.onConference(event));
  const times = { ...DEFAULT_BOOKING_TIMES, leadMs: bookingLeadMs };
  const lines = (): LineLimits =>
    lineLimits(bookingLinesMax > 0 ? bookingLinesMax : linesOf(trunks), bookingLinesPerAccountMax);
  return { runner, desk: new BookingDesk({ store, clock, ids, times, partiesMax, lines, changed }), times };
}

const toCall = ({ name, ...called }: BookedParty): PartyToCall =>
  name === undefined ? { called } : { called, name };

/** What the outgoing caps of the trunks add up to; 0, without a limit, when one of them has none. */
function linesOf(trunks: TrunkTable): number {
  const caps = trunks.all
    .filter(({ enabled, outbound }) => enabled && outbound.targets.length > 0)
    .map(({ outbound }) => outbound.callsMax);
  return caps.includes(0) ? 0 : caps.reduce((sum, cap) => sum + cap, 0);
}
