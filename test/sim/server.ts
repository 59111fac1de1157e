import { BlockList } from 'node:net';
import type { RoomAndAccount } from '../../src/call/ports.js';
import { IdMaker, type OperatorId } from '../../src/base/ids.js';
import { silentLog, type Log } from '../../src/base/log.js';
import { seededRandom, type Random } from '../../src/base/random.js';
import type { ChargingStore } from '../../src/billing/charging-store.js';
import { ChargingMeter } from '../../src/billing/charging.js';
import { TariffBook } from '../../src/billing/tariff.js';
import { RoomCalendar } from '../../src/booking/occurrences.js';
import { CallControl } from '../../src/call/call-control.js';
import { CallRouter } from '../../src/call/call-router.js';
import { CallRunner } from '../../src/call/call-runner.js';
import { ChargingRunner } from '../../src/call/charging-runner.js';
import { ConferenceRunner } from '../../src/call/conference-runner.js';
import type { OutboundDesk } from '../../src/call/outbound-desk.js';
import { DEFAULT_DIAL_PACE } from '../../src/call/dialler.js';
import { Door } from '../../src/call/door.js';
import { OperatorRunner } from '../../src/call/operator-runner.js';
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
import type { MixerCommand, MixerEvent } from '../../src/mixer/mixer.js';
import { SipEndpoint } from '../../src/sip/endpoint.js';
import type { SipEvent } from '../../src/sip/endpoint-api.js';
import { MemoryChargingStore } from '../support/memory-charging-store.js';
import { Disk } from './disk.js';
import { MemoryAccounts, MemoryDesk } from './memory-desk.js';
import { MemoryLedger, MemoryRooms, moneyOn } from './memory-store.js';
import { Network } from './network.js';
import { MediaSockets, SimPacketIo } from './packet-io.js';
import { outboundOf } from './outbound.js';
import type { ServerWatcher, SimServerOptions } from './server-options.js';
import { SimSip, SIP_LIMITS } from './sip-port.js';
import { logTo } from './trace-log.js';
import { WireTimeline } from './timeline.js';
import { VirtualTime } from './virtual-time.js';

export const SERVER_HOST = '10.0.0.1';
const SIP_PORT = 5060;
const FIRST_RTP_PORT = 20_000;
const LEGS_PER_WORKER = 32;
/** Short, so that the end of a world does not take minutes: everything else follows from T1. */
export const TIMERS = { t1Ms: 100, t2Ms: 800, t4Ms: 1_000 };
const MEDIA_SILENT_MS = 2_500;
const FIRST_PROMPT_DELAY_MS = 200;

/** The server, composed as src/app does it, on a simulated network, in memory and in virtual time. */
export class SimServer {
  readonly time = new VirtualTime();
  readonly log: Log;
  readonly network: Network;
  readonly sockets: MediaSockets;
  readonly timeline = new WireTimeline();
  readonly ports: PortPool;
  readonly disk: Disk;
  readonly money: MemoryChargingStore;
  readonly accounts: MemoryAccounts;
  readonly rooms = new Map<string, RoomAndAccount>();
  readonly ledger: MemoryLedger;
  readonly ids: IdMaker;
  readonly service: ConferenceService;
  readonly conferences: ConferenceRunner;
  readonly control: CallControl;
  readonly charging: ChargingRunner;
  readonly operators: OperatorRunner;
  readonly outbound: OutboundDesk;
  readonly calls: CallRunner;
  readonly endpoint: SipEndpoint;
  readonly sip: SimSip;
  readonly mixer: InlineMixer;
  readonly workers: number;
  readonly #options: SimServerOptions;
  readonly #watchers: ServerWatcher[] = [];

  constructor(options: SimServerOptions) {
    const { seed, portPairs } = options;
    this.#options = options;
    this.log = options.trace === undefined ? silentLog : logTo((line) => this.trace(line));
    this.workers = options.workers;
    const random = seededRandom(seed ^ 0x5eed);
    const { time } = this;
    this.network = new Network(seededRandom(seed ^ 0x11e7));
    this.sockets = new MediaSockets(this.network, () => time.now());
    this.disk = new Disk(options.disk, time);
    this.money = new MemoryChargingStore((answer) => this.disk.answer(answer));
    this.accounts = new MemoryAccounts(this.disk, this.money);
    this.ledger = new MemoryLedger(this.disk, this.money);
    this.ids = new IdMaker(random, () => time.utcNow());
    const lastPort = FIRST_RTP_PORT + 2 * portPairs - 1;
    this.ports = new PortPool({ firstPort: FIRST_RTP_PORT, lastPort, random });
    const trunks = new TrunkTable(options.trunks);
    this.endpoint = this.#createEndpoint(random, trunks);
    this.sip = this.#createSip();
    this.mixer = this.#createMixer(random);
    const rules = { ...DEFAULT_CONFERENCE_RULES, ...options.rules };
    this.service = new ConferenceService({ ...DEFAULT_CONFERENCE_SERVICE_OPTIONS, rules });
    this.conferences = new ConferenceRunner({ ...this.#around(), service: this.service });
    this.conferences.watch((event) => this.#onConferenceEvent(event));
    this.control = new CallControl(this.conferences, this.ids);
    const tariffs = new TariffBook([options.tariff]);
    const meter = new ChargingMeter(tariffs);
    this.charging = new ChargingRunner({ ...this.#around(), meter, store: this.#moneyStore() });
    this.outbound = outboundOf(this, trunks, tariffs);
    this.operators = this.#createOperators();
    this.calls = this.#createCalls(trunks);
    this.charging.onCut((leg, reason) => this.calls.cut(leg, reason));
  }

  watch(watcher: ServerWatcher): void {
    this.#watchers.push(watcher);
  }

  trace(line: string): void {
    this.#options.trace?.(`${(this.time.now() / 1_000).toFixed(3).padStart(7)} ${line}`);
  }

  /** One millisecond of the server: what arrives is taken, what is due is done. */
  stepServer(): void {
    const nowMs = this.time.now();
    this.network.advance(nowMs);
    this.sip.tick();
    for (const machine of [this.calls, this.conferences, this.charging, this.operators]) {
      const dueMs = machine.nextDeadline();
      if (dueMs !== undefined && dueMs <= nowMs) machine.tick();
    }
    this.mixer.advance(nowMs);
  }

  /** When each of the machines has something to do next; none may have, once everything is over. */
  deadlines(): readonly (number | undefined)[] {
    const { calls, service, endpoint, charging, operators } = this;
    return [calls, service, endpoint, charging, operators].map((machine) => machine.nextDeadline());
  }

  #createEndpoint(random: Random, trunks: TrunkTable): SipEndpoint {
    return new SipEndpoint({
      random,
      timers: TIMERS,
      limits: SIP_LIMITS,
      log: this.log,
      trunksOf: (source) => trunks.trunksOf(source),
      advertised: () => ({ host: SERVER_HOST, port: SIP_PORT }),
      userAgent: 'Huitong',
      drainRetryAfterS: 30,
    });
  }

  #createSip(): SimSip {
    return new SimSip({
      endpoint: this.endpoint,
      network: this.network,
      address: { host: SERVER_HOST, port: SIP_PORT },
      timeline: this.timeline,
      now: () => this.time.now(),
      onEvent: (event) => this.#onSip(event),
      trace: (line) => this.trace(line),
    });
  }

  #moneyStore(): ChargingStore {
    const store = moneyOn(this.disk, this.money);
    return this.#options.sabotage?.chargingStore?.(store) ?? store;
  }

  #around() {
    const mixer = { send: (command: MixerCommand) => this.#toMixer(command) };
    const { ledger, ids, time: clock, conferences } = this;
    return { mixer, ledger, ids, clock, conferences, log: this.log, rescheduled: () => undefined };
  }

  #createOperators(): OperatorRunner {
    const { operators, operatorWaitMs: waitMs } = this.#options;
    const staff = operators.map((e164) => ({
      id: this.ids.next<OperatorId>(),
      called: { e164 },
    }));
    return new OperatorRunner({ ...this.#around(), onDuty: () => staff, waitMs });
  }

  #createCalls(trunks: TrunkTable): CallRunner {
    const { serviceNumbers, offersOptOut, earlyEntryMs, language } = this.#options;
    const { bookingLinesMax: linesMax } = this.#options;
    const { time, service, charging, outbound, accounts, ids, disk } = this;
    const tries = new MemoryTryLimiter();
    return new CallRunner({
      ...this.#around(),
      node: 'sim',
      epoch: 1,
      charging,
      outbound,
      desk: new MemoryDesk({ accounts, outbound, tries, time, ids, disk, linesMax, language }),
      dialPace: DEFAULT_DIAL_PACE,
      offersOptOut,
      sip: this.sip,
      door: new Door({
        rooms: new MemoryRooms(this.rooms, disk),
        calendar: new RoomCalendar(),
        conferences: service,
        tries,
        earlyEntryMs,
        now: () => time.now(),
        utcNow: () => time.utcNow(),
      }),
      router: new CallRouter(serviceNumbers),
      trunks,
      offerAnswer: {
        codecs: ['PCMA', 'PCMU'],
        ptimeMs: 20,
        address: SERVER_HOST,
        policy: { allowLoopback: false, own: new BlockList() },
      },
      keyTimes: DEFAULT_KEY_TIMES,
      firstPromptDelayMs: FIRST_PROMPT_DELAY_MS,
      testCallsMax: 4,
    });
  }

  #createMixer(random: Random): InlineMixer {
    const { prompts, sabotage, workers } = this.#options;
    return new InlineMixer({
      workers,
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
      recordings: { write: () => undefined, length: () => 0, finish: () => undefined },
      createIo: () => new SimPacketIo(this.sockets),
      createKernel: (memory) => {
        const { kernel } = chooseKernel(memory);
        return sabotage?.kernel?.(kernel, memory) ?? kernel;
      },
      onEvent: (event) => this.#onMixer(event),
    });
  }

  #toMixer(command: MixerCommand): void {
    for (const watcher of this.#watchers) watcher.onMixerCommand?.(command);
    for (const each of this.#options.sabotage?.mixerCommand?.(command) ?? [command]) this.mixer.send(each);
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
      for (const watcher of this.#watchers) watcher.onDigit?.(event.leg, event.key);
    }
    if (event.type === 'leg-opened')
      for (const watcher of this.#watchers) watcher.onLegOpened?.(event.leg, event.port);
  }

  #onConferenceEvent(event: ConferenceEvent): void {
    const { type, ...facts } = event.fact;
    if (type !== 'talking-changed') this.trace(`event ${event.sequence} ${type} ${JSON.stringify(facts)}`);
    for (const watcher of this.#watchers) watcher.onConferenceEvent?.(event);
  }
}
