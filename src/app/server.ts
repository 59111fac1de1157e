import { BlockList, isIPv6 } from 'node:net';
import type { Clock } from '../base/clock.js';
import { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { secureRandom, type Random } from '../base/random.js';
import { fail } from '../base/result.js';
import { CallRouter } from '../call/call-router.js';
import { CallRunner } from '../call/call-runner.js';
import { ConferenceRunner } from '../call/conference-runner.js';
import { DEFAULT_DIAL_PACE } from '../call/dialler.js';
import { Door } from '../call/door.js';
import type { Charging, Desk, Outbound } from '../call/ports.js';
import { trunkFromConfig } from '../call/trunk-from-config.js';
import { TrunkTable } from '../call/trunk-table.js';
import { ConferenceService, DEFAULT_CONFERENCE_SERVICE_OPTIONS } from '../conference/conference-service.js';
import { MemoryTryLimiter } from '../conference/try-limiter.js';
import type { Config } from '../config/schema.js';
import type { MixerClient } from '../mixer/mixer-client.js';
import type { MixerEvent } from '../mixer/mixer.js';
import type { SipEvent } from '../sip/endpoint-api.js';
import type { SipEndpoint } from '../sip/endpoint.js';
import type { SipRunner } from '../sip/io/sip-runner.js';
import { LegRepository } from '../store/repositories/leg-repository.js';
import { unit } from '../store/statement.js';
import type { Statement } from '../store/store.js';
import { Alarm } from './alarm.js';
import { closeFormerCalls, openDurable, type Durable } from './durable.js';
import type { FirstRun } from './first-run.js';
import { startMedia } from './media.js';
import { startSignalling } from './signalling.js';
import { StoreRooms } from './store-rooms.js';
import { startWeb, type Web } from './web.js';

/** The legs that are up are noted alive so often: a killed process loses no more of each [S50]. */
const ALIVE_BEAT_MS = 10_000;
/** After everything was told to end, so long until what is left is cut. */
const CLOSING_MS = 3_000;
const POLL_MS = 50;

/** All parts of a running server, and the order in which they start and stop. */
export class Server {
  readonly firstRun: FirstRun;
  readonly #config: Config;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #durable: Durable;
  readonly #mixer: MixerClient;
  readonly #sip: SipRunner;
  readonly #endpoint: SipEndpoint;
  readonly #calls: CallRunner;
  readonly #alarms: readonly Alarm[];
  readonly #aliveBeat: NodeJS.Timeout;
  readonly #web: Web;
  #drained: Promise<void> | undefined;

  private constructor(parts: Parts) {
    this.firstRun = parts.durable.firstRun;
    this.#config = parts.config;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#durable = parts.durable;
    this.#mixer = parts.mixer;
    this.#sip = parts.sip;
    this.#endpoint = parts.endpoint;
    this.#calls = parts.calls;
    this.#alarms = parts.alarms;
    this.#web = parts.web;
    this.#aliveBeat = setInterval(() => this.#noteAlive(), ALIVE_BEAT_MS);
  }

  /** Throws StartError when something that the user can mend stands in the way. */
  static async start(config: Config, log: Log, clock: Clock): Promise<Server> {
    const random = secureRandom();
    const ids = new IdMaker(random, () => clock.utcNow());
    const durable = await openDurable(config, ids, log, clock);
    // Signalling and media speak to the calls, and the calls to them: their events start when all stand.
    let calls: CallRunner | undefined;
    const onMixer = (event: MixerEvent): void => calls?.onMixer(event);
    const onSip = (event: SipEvent): void => calls?.onSip(event);
    const trunks = new TrunkTable(config.trunks.map(trunkFromConfig));
    const { mixer, ports } = await startMedia(config, { random, clock, log, onEvent: onMixer });
    const { runner: sip, endpoint } = await startSignalling(config, {
      trunks,
      random,
      clock,
      log,
      onEvent: onSip,
    });
    const rules = connectRules({ config, log, clock, random, ids, durable, mixer, sip, trunks });
    calls = rules.calls;
    const web = await startWeb(config, {
      ...rules,
      durable,
      mixer,
      ports,
      sip,
      endpoint,
      ids,
      random,
      clock,
      log,
    });
    const server = new Server({ ...rules, config, clock, log, durable, mixer, sip, endpoint, web });
    // Only now: who could not have the ports, as in a second start by mistake, must not close the calls of
    // the process that has them, nor use up the one chance of a BYE.
    for (const dialog of await closeFormerCalls(durable, config.node, log))
      sip.command({ type: 'bye-recovered', dialog, cause: { cause: 41 } });
    return server;
  }

  /** New calls are refused; those that are up may go on for a while, then they are ended. */
  drain(): Promise<void> {
    this.#drained ??= this.#drain();
    return this.#drained;
  }

  async #drain(): Promise<void> {
    this.#web.draining();
    this.#sip.command({ type: 'drain', on: true });
    await this.#until(() => this.#calls.size === 0, this.#config.drainMs);
    this.#calls.endAll('drained');
    // A BYE waits for its ACK, or comes again when it was lost: until then the carrier charges us on.
    await this.#until(() => this.#calls.size === 0 && this.#endpoint.sizes().sessions === 0, CLOSING_MS);
    await this.#stop();
  }

  async #stop(): Promise<void> {
    clearInterval(this.#aliveBeat);
    for (const alarm of this.#alarms) alarm.stop();
    await this.#web.stop();
    await this.#sip.stop();
    await this.#mixer.close();
    await Promise.race([this.#durable.journal.drained(), pause(CLOSING_MS)]);
    await this.#durable.store.close();
    this.#log.info({}, 'stopped');
  }

  #noteAlive(): void {
    const { store } = this.#durable;
    const statements = new LegRepository(store).alive(this.#calls.liveLegs(), this.#clock.utcNow());
    if (statements.length === 0 || !store.writable) return;
    void this.#commitAlive(statements);
  }

  async #commitAlive(statements: readonly Statement[]): Promise<void> {
    const outcome = await this.#durable.store.commit(unit(...statements));
    if (!outcome.ok) this.#log.warn({ code: outcome.error.code }, 'the alive beat was not stored');
  }

  async #until(done: () => boolean, limitMs: number): Promise<void> {
    const endMs = this.#clock.now() + limitMs;
    while (!done() && this.#clock.now() < endMs) await pause(POLL_MS);
  }
}

interface Parts extends Rules {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly durable: Durable;
  readonly mixer: MixerClient;
  readonly sip: SipRunner;
  readonly endpoint: SipEndpoint;
  readonly web: Web;
}

interface Rules {
  readonly calls: CallRunner;
  readonly conferences: ConferenceRunner;
  readonly tries: MemoryTryLimiter;
  readonly alarms: readonly Alarm[];
}

interface Around {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMaker;
  readonly durable: Durable;
  readonly mixer: MixerClient;
  readonly sip: SipRunner;
  readonly trunks: TrunkTable;
}

const FREE_OF_CHARGE: Charging = {
  join: (_, done) => done('paid'),
  abandon: () => undefined,
  close: () => undefined,
};
const NO_WAY_OUT: Outbound = { plan: (_, done) => done(fail({ code: 'NO_TRUNK' })) };
const CLOSED_DESK: Desk = { ask: (_question, _caller, done) => done({ type: 'unavailable' }) };

/** The conferences and the calls, between the parts that carry them. */
function connectRules(around: Around): Rules {
  const { config, log, clock, ids, mixer, sip, trunks } = around;
  const { ledger, store, epoch } = around.durable;
  const service = new ConferenceService({ ...DEFAULT_CONFERENCE_SERVICE_OPTIONS, rules: config.conference });
  const alarms: Alarm[] = [];
  const rescheduled = (): void => {
    for (const alarm of alarms) alarm.arm();
  };
  const conferences = new ConferenceRunner({ service, mixer, ledger, ids, clock, log, rescheduled });
  const tries = new MemoryTryLimiter();
  const door = new Door({
    rooms: new StoreRooms(store, log),
    conferences: service,
    tries,
    earlyEntryMs: config.conference.earlyEntryMs,
    now: () => clock.now(),
    utcNow: () => clock.utcNow(),
  });
  const { allowLoopback, ptimeMs } = config.media;
  const calls = new CallRunner({
    node: config.node,
    epoch,
    clock,
    ids,
    log,
    sip,
    mixer,
    ledger,
    charging: FREE_OF_CHARGE,
    outbound: NO_WAY_OUT,
    desk: CLOSED_DESK,
    door,
    conferences,
    router: new CallRouter(config.serviceNumbers),
    trunks,
    offerAnswer: {
      codecs: ['PCMA', 'PCMU'],
      ptimeMs,
      address: config.advertise ?? config.bind,
      policy: { allowLoopback, own: ownAddresses(config) },
    },
    keyTimes: config.ivr,
    firstPromptDelayMs: config.ivr.firstPromptDelayMs,
    dialPace: DEFAULT_DIAL_PACE,
    offersOptOut: false,
    rescheduled,
  });
  alarms.push(new Alarm(clock, calls), new Alarm(clock, conferences));
  return { calls, conferences, tries, alarms };
}

/** Media sent to ourselves would go round in circles [C29]; on one machine peers share our address, as in tests. */
function ownAddresses({ bind, advertise, media }: Config): BlockList {
  const own = new BlockList();
  if (media.allowLoopback) return own;
  for (const address of [bind, advertise]) {
    if (address !== undefined) own.addAddress(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return own;
}

const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
