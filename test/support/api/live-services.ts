import { AccountNewsFeed } from '../../../src/accounts/account-news.js';
import { StartLimits } from '../../../src/accounts/start-limits.js';
import { ContactNames } from '../../../src/api/live/contact-names.js';
import type { ContactParty, LiveServices } from '../../../src/api/live/services.js';
import { BookingDesk } from '../../../src/app/booking-desk.js';
import { silentLog } from '../../../src/base/log.js';
import { fail } from '../../../src/base/result.js';
import { later, monotonicMs, utcMs } from '../../../src/base/units.js';
import { ConferenceCosts } from '../../../src/billing/conference-costs.js';
import { DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { lineLimits } from '../../../src/booking/capacity.js';
import { DEFAULT_BOOKING_TIMES } from '../../../src/booking/keyed-time.js';
import { RoomCalendar } from '../../../src/booking/occurrences.js';
import { CallControl } from '../../../src/call/call-control.js';
import type { ConferenceRunner } from '../../../src/call/conference-runner.js';
import { parseCallee } from '../../../src/dialing/callee.js';
import { PARTIES_MAX } from '../../../src/conference/definition.js';
import type { LegStats } from '../../../src/mixer/mixer.js';
import { ContactRepository } from '../../../src/store/repositories/contact-repository.js';
import type { ApiWorldParts } from '../api-world.js';
import { NOW_MS } from '../store-samples.js';

/** The contacts of everybody: the group has them all. */
export const CONTACTS: ReadonlyMap<string, ContactParty> = new Map([
  ['contact-li', { name: '李', called: { e164: '+8613800000011' } }],
  [
    'contact-wang',
    { name: '王', called: { e164: '+861062345678', extension: '801', extensionDelayMs: 3_000 } },
  ],
]);
export const GROUP = 'group-sales';
/** Of all bookings together. */
export const LINES_MAX = 20;

/** Every line sounds like this one. */
export const STATS: LegStats = {
  packetsReceived: 990,
  packetsSent: 1_000,
  packetsLost: 10,
  packetsLate: 10,
  packetsDuplicate: 0,
  packetsForeign: 0,
  framesConcealed: 20,
  jitterMs: 4.6,
  driftPpm: 0,
  roundTripMs: 31,
  remoteLost: 0,
  mos: 4.17,
};

/** Real conferences, bookings and limits; contacts, costs and lines as they are written here. */
export function liveServices(parts: ApiWorldParts, runner: ConferenceRunner): LiveServices {
  const { store, ids, clock } = parts;
  const costs = new ConferenceCosts();
  runner.watch(({ conference, fact }) => {
    if (fact.type === 'opened') costs.opened(conference, fact.definition.costMax);
    if (fact.type === 'closed') costs.closed(conference);
  });
  const news = new AccountNewsFeed();
  const bookings = new BookingDesk({
    store,
    ids,
    clock: {
      now: () => later(monotonicMs(0), clock.nowMs),
      utcNow: () => utcMs(NOW_MS + clock.nowMs),
    },
    times: DEFAULT_BOOKING_TIMES,
    partiesMax: PARTIES_MAX.instant,
    lines: () => lineLimits(LINES_MAX, 0),
    changed: ({ id: booking, account }) => news.tell(account, { type: 'booking-changed', booking }),
  });
  const contacts = new ContactRepository(parts.reads);
  const contactNames = new ContactNames({
    conferences: runner,
    news,
    namesOf: (account, numbers) => contacts.namesOf(account, numbers),
    log: silentLog,
  });
  return {
    control: new CallControl(runner, ids),
    calendar: new RoomCalendar(),
    earlyEntryMs: 900_000,
    partiesOf: (_, { contacts, groups }) => {
      const known = contacts.flatMap((id) => CONTACTS.get(id) ?? []);
      const grouped = groups.includes(GROUP) ? [...CONTACTS.values()] : [];
      const unknown = [...contacts.filter((id) => !CONTACTS.has(id)), ...groups.filter((id) => id !== GROUP)];
      return Promise.resolve({ parties: [...known, ...grouped], unknown });
    },
    checkCallee: (number) => {
      const party = parseCallee(number);
      const abroad = party.ok && !party.value.e164.startsWith('+86');
      return Promise.resolve(abroad ? fail({ code: 'INTERNATIONAL_NOT_ALLOWED' }) : party);
    },
    costOf: (conference) => costs.soFar(conference, later(monotonicMs(0), clock.nowMs)),
    limitCost: (conference, costMax) => costs.limit(conference, costMax),
    tariff: () => DEFAULT_TARIFF,
    statsOf: () => STATS,
    bookings,
    startLimits: new StartLimits(),
    news,
    contactNames,
  };
}
