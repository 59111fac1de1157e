import { StartLimits } from '../../accounts/start-limits.js';
import { partiesOf } from '../../api/contacts/guest-list.js';
import { ContactNames } from '../../api/live/contact-names.js';
import type { LiveServices } from '../../api/live/services.js';
import { RoomCalendar } from '../../booking/occurrences.js';
import { ContactRepository } from '../../store/repositories/contact-repository.js';
import type { WebAround } from './web-around.js';

export const liveServices = (around: WebAround): LiveServices => {
  const { config, durable, clock, control, outgoing, charging, mixer, bookingDesk, news } = around;
  const { conferences, log } = around;
  const contacts = new ContactRepository(durable.reads);
  const contactNames = new ContactNames({
    conferences,
    news,
    namesOf: (account, numbers) => contacts.namesOf(account, numbers),
    log,
  });
  return {
    control,
    calendar: new RoomCalendar(),
    earlyEntryMs: config.conference.earlyEntryMs,
    partiesOf: (account, wanted) => partiesOf(durable.reads, account, wanted),
    checkCallee: (number, payer) =>
      new Promise((resolve) => {
        outgoing.desk.check(number, payer, resolve);
      }),
    costOf: (conference) => charging.costOf(conference),
    limitCost: (conference, costMax) => charging.limitConference(conference, costMax),
    tariff: () => durable.tariffs.at(clock.utcNow()),
    statsOf: (leg) => mixer.front.statsOf(leg),
    bookings: bookingDesk,
    startLimits: new StartLimits(),
    news,
    contactNames,
  };
};
