import type { Figure, FigureSource, OperationServices } from '../../api/operation/services.js';
import type { CountsSource, GaugeSource } from '../../api/services.js';
import type { Histogram, HistogramSnapshot } from '../../base/histogram.js';
import { MICRO_YUAN_PER_YUAN } from '../../billing/money.js';
import { versionOfPackage } from '../version.js';
import type { WebAround } from './web-around.js';

const MS_PER_S = 1_000;

/** What /metrics shows with labels and as histograms; docs/operating/metrics.md lists all. */
export function operationServices(around: WebAround): OperationServices {
  const labels = { version: versionOfPackage(), node: process.version };
  const figures: readonly FigureSource[] = [
    ...figuresOfWorkers(around),
    ...figuresOfTrunks(around),
    ...figuresOfLegs(around),
    ...figuresOfBooks(around),
    {
      type: 'gauge',
      name: 'build_info',
      help: 'Always 1; the labels say what runs',
      labelNames: ['version', 'node'],
      read: () => [{ labels, value: 1 }],
    },
  ];
  return { figures };
}

function figuresOfWorkers({ mixer }: WebAround): readonly FigureSource[] {
  const workers = Array.from({ length: mixer.workerCount }, (_, worker) => worker);
  const labelNames = ['worker'];
  const ofEach = <Value>(value: (worker: number) => Value): readonly Figure<Value>[] =>
    workers.map((worker) => ({ labels: { worker: String(worker) }, value: value(worker) }));
  return [
    {
      type: 'histogram',
      name: 'beat_lateness_seconds',
      help: 'How far behind its deadline each phase of the beat began: four phases in 20 ms, each for a quarter of the rooms',
      labelNames,
      read: () => ofEach((worker) => mixer.lateness(worker)),
    },
    {
      type: 'counter',
      name: 'beats_missed_total',
      help: 'Phases of the beat that were left out after a stall',
      labelNames,
      read: () => ofEach((worker) => mixer.counts(worker).phasesSkipped),
    },
    {
      type: 'gauge',
      name: 'worker_legs',
      help: 'Legs of each media worker',
      labelNames,
      read: () => ofEach((worker) => mixer.front.legsOf(worker)),
    },
    {
      type: 'counter',
      name: 'mixer_worker_total',
      help: 'What happened in each media worker, by event',
      labelNames: ['worker', 'event'],
      read: () =>
        workers.flatMap((worker) =>
          Object.entries(mixer.counts(worker)).map(([event, value]) => ({
            labels: { worker: String(worker), event },
            value,
          })),
        ),
    },
  ];
}

function figuresOfTrunks({ trunks, outgoing, calls }: WebAround): readonly FigureSource[] {
  const { watch, load, desk } = outgoing;
  const ofEach = (value: (trunk: string) => number): readonly Figure<number>[] =>
    trunks.all.map(({ id }) => ({ labels: { trunk: id }, value: value(id) }));
  const labelNames = ['trunk'];
  return [
    {
      type: 'gauge',
      name: 'trunk_up',
      help: '1: the trunk answers OPTIONS or calls, or is never asked',
      labelNames,
      read: () => ofEach((trunk) => Number(watch.isUp(trunk))),
    },
    {
      type: 'gauge',
      name: 'trunk_calls',
      help: 'Calls on each trunk now',
      labelNames: ['trunk', 'direction'],
      read: () =>
        trunks.all.flatMap(({ id: trunk }) => [
          { labels: { trunk, direction: 'in' }, value: calls.incomingLoad.callsOf(trunk) },
          { labels: { trunk, direction: 'out' }, value: load.callsOf(trunk) },
        ]),
    },
    {
      type: 'counter',
      name: 'trunk_calls_sent_total',
      help: 'INVITEs of ours: the seizures of the answer-seizure ratio',
      labelNames,
      read: () => ofEach((trunk) => desk.history.of(trunk).sent),
    },
    {
      type: 'counter',
      name: 'trunk_calls_answered_total',
      help: 'Calls of ours that were answered, counted when they are over',
      labelNames,
      read: () => ofEach((trunk) => desk.history.of(trunk).answered),
    },
    histogram('post_dial_delay_seconds', 'From our INVITE to the ringing', desk.history.postDialS),
  ];
}

const figuresOfLegs = ({ durable: { store, ledger } }: WebAround): readonly FigureSource[] => [
  histogram('leg_mos', 'Estimated MOS (ITU-T G.107, 1 to 4.5) of legs that are over', ledger.quality.mos),
  histogram('leg_jitter_seconds', 'Jitter of legs that are over (RFC 3550)', ledger.quality.jitterS),
  histogram('leg_loss_ratio', 'Part of the packets of a leg that did not come', ledger.quality.lossRatio),
  histogram(
    'leg_concealment_ratio',
    'Part of the frames of a leg that were made up',
    ledger.quality.concealedRatio,
  ),
  histogram('store_commit_duration_seconds', 'From the asking for a unit to its answer', {
    snapshot: () => store.health().unitsS,
  }),
];

function figuresOfBooks({ books }: WebAround): readonly FigureSource[] {
  const ofLast = (value: (audit: NonNullable<typeof books.lastAudit>) => number) => () =>
    books.lastAudit === undefined ? [] : [{ labels: {}, value: value(books.lastAudit) }];
  return [
    {
      type: 'gauge',
      name: 'ledger_mismatches',
      help: 'What the last daily check of the ledger has found; nothing until the first one',
      labelNames: [],
      read: ofLast(({ findings }) => findings),
    },
    {
      type: 'gauge',
      name: 'ledger_difference_yuan',
      help: 'What the last check found the accounts charged beyond their records',
      labelNames: [],
      read: ofLast(({ differenceMicroYuan }) => differenceMicroYuan / MICRO_YUAN_PER_YUAN),
    },
    {
      type: 'gauge',
      name: 'ledger_checked_timestamp_seconds',
      help: 'When that was, as Unix time',
      labelNames: [],
      read: ofLast(({ atMs }) => atMs / MS_PER_S),
    },
  ];
}

const histogram = (
  name: string,
  help: string,
  values: Pick<Histogram, 'snapshot'>,
): FigureSource & { type: 'histogram' } => ({
  type: 'histogram',
  name,
  help,
  labelNames: [],
  read: (): readonly Figure<HistogramSnapshot>[] => [{ labels: {}, value: values.snapshot() }],
});

export function countsOf(around: WebAround): readonly CountsSource[] {
  const { endpoint, sip, messages, calls, conferences, tries, mixer, ports, durable } = around;
  const { outgoing, operators, bookings, charging, outbox, webhooks, browsers } = around;
  return [
    { prefix: 'sip_endpoint', snapshot: () => endpoint.counters() },
    { prefix: 'sip_socket', snapshot: () => sip.socketCounters()[0] ?? {} },
    { prefix: 'sip_web_socket', snapshot: () => sip.webSocket?.counters.snapshot() ?? {} },
    { prefix: 'sip_trace', snapshot: () => messages.counters.snapshot() },
    { prefix: 'call', snapshot: () => calls.counts() },
    { prefix: 'browser_call', snapshot: () => browsers.gateway.counters.snapshot() },
    { prefix: 'browser_media', snapshot: () => browsers.media?.counts() ?? {} },
    { prefix: 'conference', snapshot: () => conferences.service.counters.snapshot() },
    { prefix: 'outgoing', snapshot: () => outgoing.desk.counters.snapshot() },
    { prefix: 'outgoing_quota', snapshot: () => outgoing.quota.counters.snapshot() },
    { prefix: 'trunk', snapshot: () => outgoing.watch.counters.snapshot() },
    { prefix: 'operator', snapshot: () => operators.counters.snapshot() },
    { prefix: 'booking', snapshot: () => bookings.counters.snapshot() },
    { prefix: 'outbox', snapshot: () => outbox.counters.snapshot() },
    { prefix: 'webhook', snapshot: () => webhooks.counters.snapshot() },
    { prefix: 'tries', snapshot: () => tries.counters.snapshot() },
    { prefix: 'rtp_ports', snapshot: () => ports.counters.snapshot() },
    { prefix: 'mixer', snapshot: () => mixer.front.counters.snapshot() },
    { prefix: 'journal', snapshot: () => durable.journal.counts },
    { prefix: 'store', snapshot: () => durable.store.health().counts },
    { prefix: 'charging', snapshot: () => charging.counts() },
  ];
}

export const gaugesOf = ({
  calls,
  mixer,
  ports,
  durable,
  outbox,
  browsers,
  sip,
}: WebAround): readonly GaugeSource[] => [
  { name: 'calls', help: 'Calls from INVITE to stored record', value: () => calls.size },
  { name: 'browser_calls', help: 'Calls of browsers', value: () => browsers.gateway.size },
  { name: 'browser_connections', help: 'WebSockets of browsers', value: () => sip.webSocket?.size ?? 0 },
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
