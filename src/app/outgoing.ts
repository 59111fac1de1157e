import type { Clock } from '../base/clock.js';
import type { ConferenceId } from '../base/ids.js';
import type { IdMaker } from '../base/ids.js';
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
import { NodeQuota } from '../dialing/outgoing-quota.js';
import type { SocketId } from '../sip/endpoint-api.js';
import type { SipRunner } from '../sip/io/sip-runner.js';
import { dnsNames } from './dns-names.js';
import type { Durable } from './durable.js';
import { RaisedAlarms } from './raised-alarms.js';
import { StartError } from './start-error.js';
import { StoreDialing } from './store-dialing.js';

export interface OutgoingAround {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: IdMaker;
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
  /** Calls of ours, by trunk. */
  readonly load: TrunkLoad;
  /** Whether the configuration has a secret of this name. */
  readonly knowsSecret: (name: string) => boolean;
}

/** The one SIP socket of this server. */
const SIP_SOCKET = 0 as SocketId;

/** Everything that a call of ours passes before it is sent. */
export function connectOutgoing(around: OutgoingAround): Outgoing {
  const { config, log, clock, random, durable, sip, trunks, tariffs, rescheduled } = around;
  const { secrets, mistakes } = openSecrets(config.secrets, process.env);
  if (mistakes.length > 0) throw new StartError(mistakes.join('\n'));
  const targets = new TrunkTargets(dnsNames(config.bind), random, log);
  const raised = new RaisedAlarms({
    store: durable.store,
    journal: durable.journal,
    clock,
    ids: around.ids,
    log,
  });
  const turned = (trunk: string, up: boolean): void => raised.turned(trunk, up);
  const watch = new TrunkWatch({ trunks, targets, sip, socket: SIP_SOCKET, clock, log, turned, rescheduled });
  const utcNow = () => clock.utcNow();
  const dialing = new StoreDialing({ store: durable.store, journal: durable.journal, utcNow, log });
  const quota = new NodeQuota(dialing, (alarm) => raised.outgoing(alarm));
  const load = new TrunkLoad('outbound');
  const desk = new OutboundDesk({
    trunks,
    watch,
    load,
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
  return { desk, watch, dialing, quota, load, knowsSecret: (name) => secrets.get(name) !== undefined };
}
