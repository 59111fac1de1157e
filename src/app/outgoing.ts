import type { Clock } from '../base/clock.js';
import type { ConferenceId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import { destinationPrice, type TariffBook } from '../billing/tariff.js';
import { OutboundDesk } from '../call/outbound-desk.js';
import { TrunkLoad } from '../call/trunk-load.js';
import type { TrunkTable } from '../call/trunk-table.js';
import { TrunkTargets } from '../call/trunk-targets.js';
import { TrunkWatch } from '../call/trunk-watch.js';
import type { Config } from '../config/schema.js';
import { openSecrets } from '../config/secrets.js';
import { NodeQuota, type OutgoingAlarm } from '../dialing/outgoing-quota.js';
import type { SocketId } from '../sip/endpoint-api.js';
import type { SipRunner } from '../sip/io/sip-runner.js';
import { dnsNames } from './dns-names.js';
import type { Durable } from './durable.js';
import { StartError } from './start-error.js';
import { StoreDialing } from './store-dialing.js';

export interface OutgoingAround {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly durable: Durable;
  readonly sip: SipRunner;
  readonly trunks: TrunkTable;
  readonly tariffs: TariffBook;
  /** Lines that a call of this conference must leave to bookings [S37]. */
  readonly linesHeldFrom: (conference: ConferenceId | undefined) => number;
  readonly rescheduled: () => void;
}

export interface Outgoing {
  readonly desk: OutboundDesk;
  readonly watch: TrunkWatch;
  readonly dialing: StoreDialing;
  readonly quota: NodeQuota;
}

/** The one SIP socket of this server. */
const SIP_SOCKET = 0 as SocketId;

/** Everything that a call of ours passes before it is sent. */
export function connectOutgoing(around: OutgoingAround): Outgoing {
  const { config, log, clock, random, durable, sip, trunks, tariffs, rescheduled } = around;
  const { secrets, mistakes } = openSecrets(config.secrets, process.env);
  if (mistakes.length > 0) throw new StartError(mistakes.join('\n'));
  const targets = new TrunkTargets(dnsNames(config.bind), random, log);
  const watch = new TrunkWatch({ trunks, targets, sip, socket: SIP_SOCKET, clock, log, rescheduled });
  const utcNow = () => clock.utcNow();
  const dialing = new StoreDialing({ store: durable.store, journal: durable.journal, utcNow, log });
  const quota = new NodeQuota(dialing, (alarm) => tell(alarm, log));
  const desk = new OutboundDesk({
    trunks,
    watch,
    load: new TrunkLoad('outbound'),
    facts: dialing,
    quota,
    rules: config.outgoing,
    priceOf: (e164) => {
      const prices = tariffs.at(clock.utcNow())?.prices;
      return prices && destinationPrice(prices, e164)?.microYuanPerMinute;
    },
    secretOf: (name) => secrets.get(name),
    linesHeldFrom: ({ conference }) => around.linesHeldFrom(conference),
    clock,
    log,
  });
  return { desk, watch, dialing, quota };
}

/** Fraud is seen by who reads the log, or whoever collects it [S41]. */
function tell(alarm: OutgoingAlarm, log: Log): void {
  const { account } = alarm;
  if (alarm.type === 'limit')
    log.warn({ account, code: alarm.code }, 'an account has reached its limit of calls');
  else log.error({ account, ...alarm.rise }, 'an account calls as it never did');
}
