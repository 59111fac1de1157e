import { BlockList } from 'node:net';
import type { ServiceNumber } from '../../src/accounts/service-number.js';
import { IdMaker, type LegId } from '../../src/base/ids.js';
import { silentLog, type Log } from '../../src/base/log.js';
import { seededRandom } from '../../src/base/random.js';
import { fail } from '../../src/base/result.js';
import { RoomCalendar } from '../../src/booking/occurrences.js';
import { CallRouter } from '../../src/call/call-router.js';
import { CallRunner } from '../../src/call/call-runner.js';
import { ConferenceRunner } from '../../src/call/conference-runner.js';
import { DEFAULT_DIAL_PACE } from '../../src/call/dialler.js';
import { Door } from '../../src/call/door.js';
import { TrunkTable } from '../../src/call/trunk-table.js';
import {
  ConferenceService,
  DEFAULT_CONFERENCE_SERVICE_OPTIONS,
} from '../../src/conference/conference-service.js';
import { DEFAULT_CONFERENCE_RULES } from '../../src/conference/definition.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import { MemoryTryLimiter } from '../../src/conference/try-limiter.js';
import { DEFAULT_KEY_TIMES } from '../../src/ivr/digit-collector.js';
import { chooseKernel } from '../../src/mixer/choose-kernel.js';
import { InlineMixer } from '../../src/mixer/inline-mixer.js';
import { PortPool } from '../../src/mixer/io/port-pool.js';
import type { Mixer, MixerEvent } from '../../src/mixer/mixer.js';
import type { PromptBank } from '../../src/mixer/prompt-bank.js';
import { SipEndpoint } from '../../src/sip/endpoint.js';
import type { SipEvent } from '../../src/sip/endpoint-api.js';
import { sampleTrunk } from '../support/trunks.js';
import { Caller } from './caller.js';
import { Intruder } from './intruder.js';
import { MemoryLedger, MemoryRooms, type After } from './memory-store.js';
import { Network } from './network.js';
import { MediaSockets, SimPacketIo } from './packet-io.js';
import type { Sabotage } from './sabotage.js';
import { BRIDGE_NUMBER, DIRECT_PREFIX, type Scenario } from './scenario.js';
import { SimSip } from './sip-port.js';
import { WireTimeline } from './timeline.js';
import { VirtualTime } from './virtual-time.js';

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly prompts: PromptBank;
  readonly sabotage?: Sabotage;
  readonly trace?: ((line: string) => void) | undefined;
}

/** What the checks hear, each before the server's own parts do. */
export interface WorldWatcher {
  onDigit(leg: LegId, key: string): void;
  onLegOpened(leg: LegId, port: number): void;
  onConferenceEvent(event: ConferenceEvent): void;
}

const SERVER_HOST = '10.0.0.1';
const SIP_PORT = 5060;
const FIRST_RTP_PORT = 20_000;
const LEGS_PER_WORKER = 16;
/** Short, so that the end of a world does not take minutes: everything else follows from T1. */
const TIMERS = { t1Ms: 100, t2Ms: 800, t4Ms: 1_000 };
const MEDIA_SILENT_MS = 2_500;
const EMPTY_MS = 3_000;
const FIRST_PROMPT_DELAY_MS = 200;

const TRUNK = sampleTrunk({
  addresses: ['10.1.0.0/16'],
  inbound: { calledFrom: ['request-uri'], screened: true },
  pingMs: 0,
});
const SERVICE_NUMBERS: readonly ServiceNumber[] = [
  { number: BRIDGE_NUMBER, service: 'bridge', language: 'zh-CN' },
  { pattern: `^${DIRECT_PREFIX}(\\d{1,6})$`, service: 'direct', language: 'zh-CN' },
];

/** The server, composed as src/app does it, with its callers on a simulated network: all of it from one seed. */
export class World {
  readonly scenario: Scenario;
  readonly time = new VirtualTime();
  readonly network: Network;
  readonly sockets: MediaSockets;
  readonly timeline = new WireTimeline();
  readonly ports: PortPool;
  readonly ledger: MemoryLedger;
  readonly service: ConferenceService;
  readonly conferences: ConferenceRunner;
  readonly calls: CallRunner;
  readonly endpoint: SipEndpoint;
  readonly sip: SimSip;
  readonly mixer: InlineMixer;
  readonly callers: Caller[] = [];
  readonly #intruder: Intruder | undefined;
  readonly #options: WorldOptions;
  readonly #ids: IdMaker;
  readonly #watchers: WorldWatcher[] = [];

  constructor(options: WorldOptions) {
    const { scenario } = options;
    this.#options = options;
    this.scenario = scenario;
    const random = seededRandom(scenario.seed ^ 0x5eed);
    this.network = new Network(seededRandom(scenario.seed ^ 0x11e7));
    this.sockets = new MediaSockets(this.network, () => this.time.now());
    const after: After = (delayMs, work) => this.time.after(delayMs, work);
    this.ledger = new MemoryLedger(scenario, () => this.time.now(), after);
    this.#ids = new IdMaker(random, () => this.time.utcNow());
    const lastPort = FIRST_RTP_PORT + 2 * scenario.portPairs - 1;
    this.ports = new PortPool({ firstPort: FIRST_RTP_PORT, lastPort, random });
    const trunks = new TrunkTable([TRUNK]);
    this.endpoint = new SipEndpoint({
      random,
      timers: TIMERS,
      limits: SIP_LIMITS,
      log: this.#log,
      trunksOf: (source) => trunks.trunksOf(source),
      advertised: () => ({ host: SERVER_HOST, port: SIP_PORT }),
      userAgent: 'Huitong',
      drainRetryAfterS: 30,
    });
    this.sip = new SimSip({
      endpoint: this.endpoint,
      network: this.network,
      address: { host: SERVER_HOST, port: SIP_PORT },
      timeline: this.timeline,
      now: () => this.time.now(),
      onEvent: (event) => this.#onSip(event),
      trace: (line) => this.trace(line),
    });
    this.mixer = this.#createMixer(random);
    const rules = { ...DEFAULT_CONFERENCE_RULES, emptyMs: EMPTY_MS };
    this.service = new ConferenceService({ ...DEFAULT_CONFERENCE_SERVICE_OPTIONS, rules });
    const mixer = this.#sabotagedMixer();
    const around = {
      mixer,
      ledger: this.ledger,
      ids: this.#ids,
      clock: this.time,
      log: this.#log,
      rescheduled: () => undefined,
    };
    this.conferences = new ConferenceRunner({ ...around, service: this.service });
    this.conferences.watch((event) => this.#onConferenceEvent(event));
    this.calls = new CallRunner({
      ...around,
      node: 'sim',
      epoch: 1,
      charging: { join: (_, done) => done('paid'), abandon: () => undefined, close: () => undefined },
      outbound: { plan: (_, done) => done(fail({ code: 'NO_TRUNK' })) },
      desk: { ask: (_question, _caller, done) => done({ type: 'unavailable' }) },
      dialPace: DEFAULT_DIAL_PACE,
      offersOptOut: false,
      sip: this.sip,
      door: new Door({
        rooms: new MemoryRooms(scenario, this.ledger, after, this.time.utcNow()),
        calendar: new RoomCalendar(),
        conferences: this.service,
        tries: new MemoryTryLimiter(),
        earlyEntryMs: 0,
        now: () => this.time.now(),
        utcNow: () => this.time.utcNow(),
      }),
      conferences: this.conferences,
      router: new CallRouter(SERVICE_NUMBERS),
      trunks,
      offerAnswer: {
        codecs: ['PCMA', 'PCMU'],
        ptimeMs: 20,
        address: SERVER_HOST,
        policy: { allowLoopback: false, own: new BlockList() },
      },
      keyTimes: DEFAULT_KEY_TIMES,
      firstPromptDelayMs: FIRST_PROMPT_DELAY_MS,
    });
    this.#intruder = scenario.intrudes ? this.#createIntruder() : undefined;
    this.#plan();
  }

  watch(watcher: WorldWatcher): void {
    this.#watchers.push(watcher);
  }

  trace(line: string): void {
    this.#options.trace?.(`${(this.time.now() / 1_000).toFixed(3).padStart(7)} ${line}`);
  }

  /** One millisecond goes by: what is due fires, what arrives is taken, who has something to do does it. */
  step(): void {
    const nowMs = this.time.goOn();
    for (const caller of this.callers) caller.step(nowMs);
    if (nowMs < this.scenario.drainAtMs) this.#intruder?.step(nowMs);
    this.network.advance(nowMs);
    this.sip.tick();
    const callsDueMs = this.calls.nextDeadline();
    if (callsDueMs !== undefined && callsDueMs <= nowMs) this.calls.tick();
    const conferencesDueMs = this.conferences.nextDeadline();
    if (conferencesDueMs !== undefined && conferencesDueMs <= nowMs) this.conferences.tick();
    this.mixer.advance(nowMs);
  }

  #plan(): void {
    const { calls, webEndAtMs, drainAtMs } = this.scenario;
    for (const [index, plan] of calls.entries()) this.time.after(plan.dialAtMs, () => this.#dial(index));
    if (webEndAtMs !== undefined) this.time.after(webEndAtMs, () => this.#endByWeb());
    this.time.after(drainAtMs, () => this.#drain());
  }

  #dial(index: number): void {
    const { calls, seed } = this.scenario;
    const around = {
      network: this.network,
      server: this.sip.port,
      random: seededRandom(seed ^ (0xca11 + index)),
      t1Ms: TIMERS.t1Ms,
      host: `10.1.0.${index + 1}`,
      trace: (line: string) => this.trace(line),
    };
    const caller = new Caller(calls[index]!, around, this.time.now());
    this.callers.push(caller);
    caller.dial(this.time.now());
  }

  #endByWeb(): void {
    this.trace('the web ends all conferences');
    for (const { id, account } of this.service.snapshots())
      this.conferences.dispatch({ type: 'end' }, id, { kind: 'owner', account });
  }

  #drain(): void {
    this.trace('the server drains');
    this.sip.command({ type: 'drain', on: true });
    this.calls.endAll('drained');
  }

  #createIntruder(): Intruder {
    return new Intruder(this.network, this.sip.port, seededRandom(this.scenario.seed ^ 0xbad), {
      mediaPorts: () => this.sockets.ports,
      callIds: () => this.callers.map(({ call }) => call.callId),
    });
  }

  #createMixer(random: ReturnType<typeof seededRandom>): InlineMixer {
    const { prompts, sabotage, scenario } = this.#options;
    return new InlineMixer({
      workers: scenario.workers,
      legsPerWorker: LEGS_PER_WORKER,
      prompts,
      ports: {
        take: () => this.ports.take(this.time.now()),
        give: (port) => this.ports.give(port, this.time.now()),
      },
      random,
      bindAddress: SERVER_HOST,
      mediaSilentMs: MEDIA_SILENT_MS,
      startMs: this.time.now(),
      createIo: () => new SimPacketIo(this.sockets),
      createKernel: (memory) => {
        const { kernel } = chooseKernel(memory);
        return sabotage?.kernel?.(kernel, memory) ?? kernel;
      },
      onEvent: (event) => this.#onMixer(event),
    });
  }

  #sabotagedMixer(): Mixer {
    const change = this.#options.sabotage?.mixerCommand;
    if (change === undefined) return this.mixer;
    return {
      send: (command) => {
        for (const each of change(command)) this.mixer.send(each);
      },
    };
  }

  #onSip(event: SipEvent): void {
    for (const each of this.#options.sabotage?.sipEvent?.(event) ?? [event]) this.calls.onSip(each);
  }

  #onMixer(event: MixerEvent): void {
    for (const each of this.#options.sabotage?.mixerEvent?.(event) ?? [event]) {
      this.#tellWatchers(each);
      this.calls.onMixer(each);
    }
  }

  #tellWatchers(event: MixerEvent): void {
    if (event.type === 'digit') {
      this.trace(`digit ${event.key} of ${event.leg}`);
      for (const watcher of this.#watchers) watcher.onDigit(event.leg, event.key);
    }
    if (event.type === 'leg-opened')
      for (const watcher of this.#watchers) watcher.onLegOpened(event.leg, event.port);
  }

  #onConferenceEvent(event: ConferenceEvent): void {
    const { type, ...facts } = event.fact;
    if (type !== 'talking-changed') this.trace(`event ${event.sequence} ${type} ${JSON.stringify(facts)}`);
    for (const watcher of this.#watchers) watcher.onConferenceEvent(event);
  }

  get #log(): Log {
    if (this.#options.trace === undefined) return silentLog;
    const write = (level: string) => (fields: object, message: string) =>
      this.trace(`${level} ${message} ${JSON.stringify(fields)}`);
    const log: Log = {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: () => log,
    };
    return log;
  }
}

const SIP_LIMITS = {
  messageBytesMax: 65_535,
  headerLinesMax: 200,
  viaMax: 70,
  transactionsMax: 10_000,
  dialogsMax: 1_000,
};
