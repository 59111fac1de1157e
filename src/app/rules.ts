import { DEFAULT_OUTGOING_RIGHTS } from '../accounts/account.js';
import { AccountNewsFeed } from '../accounts/account-news.js';
import type { Clock } from '../base/clock.js';
import type { AccountId, IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import { ChargingMeter } from '../billing/charging.js';
import { MICRO_YUAN_PER_YUAN, microYuan } from '../billing/money.js';
import { RoomCalendar } from '../booking/occurrences.js';
import { SeatsBeforeTrunks } from '../call/browser-seats.js';
import { CallControl } from '../call/call-control.js';
import { CallRouter } from '../call/call-router.js';
import { CallRunner } from '../call/call-runner.js';
import { ChargingRunner } from '../call/charging-runner.js';
import { ConferenceRunner } from '../call/conference-runner.js';
import { DEFAULT_DIAL_PACE } from '../call/dialler.js';
import { Door } from '../call/door.js';
import { OperatorRunner } from '../call/operator-runner.js';
import type { TrunkTable } from '../call/trunk-table.js';
import { ConferenceService, DEFAULT_CONFERENCE_SERVICE_OPTIONS } from '../conference/conference-service.js';
import { MemoryTryLimiter } from '../conference/try-limiter.js';
import type { Config } from '../config/schema.js';
import type { MixerClient } from '../mixer/mixer-client.js';
import type { SipRunner } from '../sip/io/sip-runner.js';
import { DatabaseChargingStore } from '../store/charging-store.js';
import { Alarm } from './alarm.js';
import type { Browsers } from './browsers.js';
import type { BookingDesk } from './booking-desk.js';
import type { BookingRunner } from './booking-runner.js';
import { connectBookings, type Bookings } from './bookings.js';
import type { Durable } from './durable.js';
import { OperatorRoster, operatorRequestsKept } from './operators.js';
import { ChargeNews } from './charge-news.js';
import { offerAnswerOf } from './offered-media.js';
import { connectOutgoing, type Outgoing } from './outgoing.js';
import { PhoneDesk } from './phone-desk.js';
import { StoreRooms } from './store-rooms.js';

export interface RulesAround {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMaker;
  readonly durable: Durable;
  readonly mixer: MixerClient;
  readonly sip: SipRunner;
  readonly browsers: Browsers;
  readonly trunks: TrunkTable;
}

export interface Rules {
  readonly calls: CallRunner;
  readonly conferences: ConferenceRunner;
  readonly charging: ChargingRunner;
  readonly outgoing: Outgoing;
  readonly operators: OperatorRunner;
  readonly roster: OperatorRoster;
  readonly bookings: BookingRunner;
  readonly bookingDesk: BookingDesk;
  readonly phoneDesk: PhoneDesk;
  readonly control: CallControl;
  /** Tells pages what to read anew. */
  readonly news: AccountNewsFeed;
  readonly router: CallRouter;
  readonly trunks: TrunkTable;
  readonly tries: MemoryTryLimiter;
  readonly alarms: readonly Alarm[];
}

/** The conferences, the calls and the money, between the parts that carry them. */
export function connectRules(around: RulesAround): Rules {
  const { config, log, clock, ids, mixer, browsers, trunks, durable } = around;
  const { ledger, tariffs } = durable;
  const alarms: Alarm[] = [];
  const rescheduled = (): void => {
    for (const alarm of alarms) alarm.arm();
  };
  const service = new ConferenceService({ ...DEFAULT_CONFERENCE_SERVICE_OPTIONS, rules: config.conference });
  const conferences = new ConferenceRunner({ service, mixer, ledger, ids, clock, log, rescheduled });
  const news = new AccountNewsFeed();
  const charging = connectCharging(around, { conferences, news, rescheduled });
  const control = new CallControl(conferences, ids, config.instant.partiesMax);
  const bookings = connectBookings(around, { conferences, control, news });
  const linesHeldFrom: BookingRunner['linesHeldFrom'] = (conference) =>
    bookings.runner.linesHeldFrom(conference);
  const outgoing = connectOutgoing({ ...around, tariffs, linesHeldFrom, rescheduled });
  const { roster, operators } = connectOperators(around, conferences, rescheduled);
  const tries = new MemoryTryLimiter();
  const desk = connectDesk(around, { outgoing, tries, bookings });
  const router = new CallRouter(durable.rows.serviceNumbers, config.instant.partiesMax);
  const calls = new CallRunner({
    node: config.node,
    epoch: durable.epoch,
    clock,
    ids,
    log,
    sip: browsers.gateway,
    mixer,
    ledger,
    charging,
    outbound: new SeatsBeforeTrunks(
      browsers.gateway.seats,
      (source) => browsers.gateway.isFree(source),
      outgoing.desk,
    ),
    desk,
    door: connectDoor(around, service, tries),
    conferences,
    router,
    trunks,
    offerAnswer: offerAnswerOf(config),
    keyTimes: config.ivr,
    firstPromptDelayMs: config.ivr.firstPromptDelayMs,
    testCallsMax: config.ivr.testCallsMax,
    dialPace: { ...DEFAULT_DIAL_PACE, perSecond: config.outgoing.callsPerSecond },
    offersOptOut: config.outgoing.offersOptOut,
    rescheduled,
  });
  browsers.gateway.serve(calls);
  charging.onCut((leg, reason) => calls.cut(leg, reason));
  const timed = [calls, conferences, charging, operators, outgoing.watch];
  alarms.push(...timed.map((machine) => new Alarm(clock, machine)));
  return {
    calls,
    conferences,
    charging,
    outgoing,
    operators,
    roster,
    bookings: bookings.runner,
    bookingDesk: bookings.desk,
    phoneDesk: desk,
    control,
    news,
    router,
    trunks,
    tries,
    alarms,
  };
}

function connectCharging(
  { clock, log, durable }: RulesAround,
  {
    conferences,
    news,
    rescheduled,
  }: {
    readonly conferences: ConferenceRunner;
    readonly news: AccountNewsFeed;
    readonly rescheduled: () => void;
  },
): ChargingRunner {
  return new ChargingRunner({
    meter: new ChargingMeter(durable.tariffs),
    store: new DatabaseChargingStore(durable.store, durable.journal, log),
    conferences,
    clock,
    log,
    rescheduled,
    ...balanceNews(news),
  });
}

function connectOperators(
  around: RulesAround,
  conferences: ConferenceRunner,
  rescheduled: () => void,
): { readonly roster: OperatorRoster; readonly operators: OperatorRunner } {
  const { config, clock, ids, log, durable, browsers } = around;
  const roster = new OperatorRoster({
    config: config.operators,
    store: durable.store,
    ids,
    utcNow: () => clock.utcNow(),
    hasBrowser: (operator) => browsers.gateway.seats.has(operator),
    log,
  });
  const operators = new OperatorRunner({
    conferences,
    ids,
    clock,
    onDuty: () => roster.onDuty(),
    waitMs: config.conference.operatorWaitMs,
    over: operatorRequestsKept(around),
    rescheduled,
  });
  return { roster, operators };
}

function connectDoor(
  { config, clock, durable, log }: RulesAround,
  conferences: ConferenceService,
  tries: MemoryTryLimiter,
): Door {
  return new Door({
    rooms: new StoreRooms(durable.store, log),
    calendar: new RoomCalendar(),
    conferences,
    tries,
    earlyEntryMs: config.conference.earlyEntryMs,
    now: () => clock.now(),
    utcNow: () => clock.utcNow(),
  });
}

interface DeskAround {
  readonly outgoing: Outgoing;
  readonly tries: MemoryTryLimiter;
  readonly bookings: Bookings;
}

/** A recharge is told at once, charges a moment later and together. */
function balanceNews(news: AccountNewsFeed) {
  const balanceChanged = (account: AccountId): void => news.tell(account, { type: 'balance-changed' });
  const charges = new ChargeNews(balanceChanged);
  return { balanceChanged, charged: (account: AccountId): void => charges.charged(account) };
}

function connectDesk(
  { config, clock, ids, random, log, durable }: RulesAround,
  { outgoing, tries, bookings }: DeskAround,
): PhoneDesk {
  const { desk: outboundDesk, dialing } = outgoing;
  const { eligible, creditLimitYuan } = config.instant;
  return new PhoneDesk({
    store: durable.store,
    clock,
    ids,
    random,
    log,
    tries,
    bookings: bookings.desk,
    bookingTimes: bookings.times,
    eligibility: { patterns: eligible.map((pattern) => new RegExp(pattern)) },
    newSubscriber: {
      role: 'customer',
      tier: 'standard',
      paymentMode: 'postpaid',
      timeZone: 'Asia/Shanghai',
      status: 'active',
      creditLimit: microYuan(creditLimitYuan * MICRO_YUAN_PER_YUAN),
      outgoing: DEFAULT_OUTGOING_RIGHTS,
    },
    callee: (keyed, account) =>
      new Promise((resolve) => {
        outboundDesk.check(keyed, account?.id, resolve);
      }),
    optOut: (e164) => dialing.optOut(e164),
  });
}
