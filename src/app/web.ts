import { join } from 'node:path';
import { createApi } from '../api/app.js';
import { HttpListenError, startHttp } from '../api/http-server.js';
import type { CountsSource, GaugeSource } from '../api/services.js';
import type { Clock } from '../base/clock.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { projectRoot } from '../base/project-root.js';
import type { Random } from '../base/random.js';
import type { Config } from '../config/schema.js';
import type { PortPool } from '../mixer/io/port-pool.js';
import type { MixerClient } from '../mixer/mixer-client.js';
import type { SipEndpoint } from '../sip/endpoint.js';
import type { SipRunner } from '../sip/io/sip-runner.js';
import type { Durable } from './durable.js';
import type { Rules } from './rules.js';
import { StartError } from './start-error.js';

/** Everything that the API and the metrics look at. */
export interface WebAround extends Rules {
  readonly durable: Durable;
  readonly mixer: MixerClient;
  readonly ports: PortPool;
  readonly sip: SipRunner;
  readonly endpoint: SipEndpoint;
  readonly ids: IdMaker;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Web {
  /** From now on /readyz says so. */
  draining(): void;
  stop(): Promise<void>;
}

/** The API, the portal and the metrics on one HTTP port. */
export async function startWeb(config: Config, around: WebAround): Promise<Web> {
  const { durable, conferences, ids, random, clock, log, endpoint, calls } = around;
  const reasons: string[] = [];
  const api = createApi({
    store: durable.store,
    conferences,
    clock,
    ids,
    random,
    log,
    notReady: () => reasons,
    counts: countsOf(around),
    gauges: gaugesOf(around),
    descriptions: [
      { name: 'sip', describe: () => endpoint.describe() },
      { name: 'calls', describe: () => calls.describe() },
      { name: 'conferences', describe: () => conferences.service.describe() },
    ],
    portalDir: join(projectRoot, 'dist', 'portal'),
    serviceNumbers: durable.rows.serviceNumbers.flatMap(({ number, service, language }) =>
      number === undefined ? [] : [{ number, service, language }],
    ),
  });
  const { bind: host, port } = config.http;
  try {
    const server = await startHttp(api, { host, port });
    return { draining: () => void reasons.push('draining'), stop: () => server.stop() };
  } catch (thrown) {
    if (!(thrown instanceof HttpListenError)) throw thrown;
    throw new StartError(`${thrown.message}. Set HUITONG_HTTP_BIND or HUITONG_HTTP_PORT.`);
  }
}

function countsOf(around: WebAround): readonly CountsSource[] {
  const { endpoint, sip, calls, conferences, tries, mixer, ports, durable } = around;
  const { outgoing, operators, bookings } = around;
  const workers = Array.from({ length: mixer.workerCount }, (_, worker) => ({
    prefix: `mixer_worker_${worker}`,
    snapshot: () => mixer.counts(worker),
  }));
  return [
    { prefix: 'sip_endpoint', snapshot: () => endpoint.counters() },
    { prefix: 'sip_socket', snapshot: () => sip.socketCounters()[0] ?? {} },
    { prefix: 'call', snapshot: () => calls.counts() },
    { prefix: 'conference', snapshot: () => conferences.service.counters.snapshot() },
    { prefix: 'outgoing', snapshot: () => outgoing.desk.counters.snapshot() },
    { prefix: 'outgoing_quota', snapshot: () => outgoing.quota.counters.snapshot() },
    { prefix: 'trunk', snapshot: () => outgoing.watch.counters.snapshot() },
    { prefix: 'operator', snapshot: () => operators.counters.snapshot() },
    { prefix: 'booking', snapshot: () => bookings.counters.snapshot() },
    { prefix: 'tries', snapshot: () => tries.counters.snapshot() },
    { prefix: 'rtp_ports', snapshot: () => ports.counters.snapshot() },
    { prefix: 'mixer', snapshot: () => mixer.front.counters.snapshot() },
    ...workers,
    { prefix: 'journal', snapshot: () => durable.journal.counts },
  ];
}

const gaugesOf = ({ calls, mixer, ports, durable }: WebAround): readonly GaugeSource[] => [
  { name: 'calls', help: 'Calls from INVITE to stored record', value: () => calls.size },
  { name: 'media_legs', help: 'Legs that the media workers hold', value: () => mixer.front.legCount },
  { name: 'rtp_ports_free', help: 'Pairs of RTP ports that no leg holds', value: () => ports.free },
  { name: 'journal_waiting', help: 'Endings that wait for the store', value: () => durable.journal.waiting },
];
