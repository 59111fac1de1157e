import { join } from 'node:path';
import { createApi, type Api } from '../api/app.js';
import { HttpListenError, startHttp } from '../api/http-server.js';
import type { CountsSource, GaugeSource } from '../api/services.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { projectRoot } from '../base/project-root.js';
import { StartError } from './start-error.js';
import { adminServices } from './web/admin.js';
import { contactsServices } from './web/contacts.js';
import { doorServices } from './web/door.js';
import { liveServices } from './web/live.js';
import { noticesServices } from './web/notices.js';
import { operatorServices } from './web/operator.js';
import { recordsServices } from './web/records.js';
import type { WebAround } from './web/web-around.js';

/** Sessions and keys that are over are removed so often. */
const TIDY_BEAT_MS = 600_000;

export interface Web {
  /** From now on /readyz says so. */
  draining(): void;
  stop(): Promise<void>;
}

/** The API, the portal and the metrics on one HTTP port. */
export async function startWeb(around: WebAround): Promise<Web> {
  const { config, durable, conferences, ids, random, clock, log, endpoint, calls } = around;
  const reasons: string[] = [];
  const api = createApi({
    store: durable.store,
    reads: durable.reads,
    conferences,
    clock,
    ids,
    random,
    log,
    door: doorServices(around),
    live: liveServices(around),
    contacts: contactsServices(around),
    records: recordsServices(around),
    operator: operatorServices(around),
    admin: adminServices(around),
    notices: noticesServices(around),
    notReady: () => reasons,
    counts: countsOf(around),
    gauges: gaugesOf(around),
    descriptions: [
      { name: 'sip', describe: () => endpoint.describe() },
      { name: 'calls', describe: () => calls.describe() },
      { name: 'conferences', describe: () => conferences.service.describe() },
    ],
    portalDir: join(projectRoot, 'dist', 'portal'),
    serviceNumbers: () =>
      around.router.services.flatMap(({ number, service, language }) =>
        number === undefined ? [] : [{ number, service, language }],
      ),
  });
  const { bind: host, port } = config.http;
  try {
    const server = await startHttp(api, { host, port });
    const beat = setInterval(() => void tidied(api, log), TIDY_BEAT_MS);
    const stop = async (): Promise<void> => {
      clearInterval(beat);
      await server.stop();
      await api.settled();
    };
    return { draining: () => void reasons.push('draining'), stop };
  } catch (thrown) {
    if (!(thrown instanceof HttpListenError)) throw thrown;
    throw new StartError(`${thrown.message}. Set HUITONG_HTTP_BIND or HUITONG_HTTP_PORT.`);
  }
}

async function tidied(api: Api, log: Log): Promise<void> {
  try {
    await api.tidy();
  } catch (thrown) {
    log.warn({ error: messageOf(thrown) }, 'what is over at the door could not be removed');
  }
}

function countsOf(around: WebAround): readonly CountsSource[] {
  const { endpoint, sip, calls, conferences, tries, mixer, ports, durable } = around;
  const { outgoing, operators, bookings, charging, outbox } = around;
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
    { prefix: 'outbox', snapshot: () => outbox.counters.snapshot() },
    { prefix: 'tries', snapshot: () => tries.counters.snapshot() },
    { prefix: 'rtp_ports', snapshot: () => ports.counters.snapshot() },
    { prefix: 'mixer', snapshot: () => mixer.front.counters.snapshot() },
    ...workers,
    { prefix: 'journal', snapshot: () => durable.journal.counts },
    { prefix: 'store', snapshot: () => durable.store.health().counts },
    { prefix: 'charging', snapshot: () => charging.counts() },
  ];
}

const gaugesOf = ({ calls, mixer, ports, durable, outbox }: WebAround): readonly GaugeSource[] => [
  { name: 'calls', help: 'Calls from INVITE to stored record', value: () => calls.size },
  { name: 'media_legs', help: 'Legs that the media workers hold', value: () => mixer.front.legCount },
  { name: 'rtp_ports_free', help: 'Pairs of RTP ports that no leg holds', value: () => ports.free },
  {
    name: 'mail_lag_seconds',
    help: 'How long the oldest mail is overdue',
    value: () => outbox.lagMs('mail') / 1_000,
  },
  {
    name: 'sms_lag_seconds',
    help: 'How long the oldest SMS is overdue',
    value: () => outbox.lagMs('sms') / 1_000,
  },
  {
    name: 'webhook_lag_seconds',
    help: 'How long the oldest webhook delivery is overdue',
    value: () => outbox.lagMs('webhook') / 1_000,
  },
  { name: 'journal_waiting', help: 'Endings that wait for the store', value: () => durable.journal.waiting },
];
