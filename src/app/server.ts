import type { Clock } from '../base/clock.js';
import { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { secureRandom } from '../base/random.js';
import type { CallRunner } from '../call/call-runner.js';
import type { ConferenceRunner } from '../call/conference-runner.js';
import { TrunkTable } from '../call/trunk-table.js';
import type { TrunkWatch } from '../call/trunk-watch.js';
import type { Config } from '../config/schema.js';
import type { MixerClient } from '../mixer/mixer-client.js';
import type { MixerEvent } from '../mixer/mixer.js';
import type { SipEvent } from '../sip/endpoint-api.js';
import type { SipEndpoint } from '../sip/endpoint.js';
import type { SipRunner } from '../sip/io/sip-runner.js';
import type { OutboxRunner } from '../delivery/outbox-runner.js';
import type { ConfiguredRows } from '../store/configured-rows.js';
import { LegRepository } from '../store/repositories/leg-repository.js';
import { unit } from '../store/statement.js';
import type { Statement } from '../store/store.js';
import type { Alarm } from './alarm.js';
import { ALIVE_SLICE_MS, aliveSlice } from './alive-beat.js';
import { connectBrowsers, type Browsers } from './browsers.js';
import { Bookkeeping } from './bookkeeping.js';
import type { BookingRunner } from './booking-runner.js';
import { endFormerCalls, openDurable, type Durable } from './durable.js';
import type { FirstRun } from './first-run.js';
import { takeUpRecordings } from './left-recordings.js';
import { recordingsFolderOf, startMedia } from './media.js';
import { connectOutbox, type Reminders } from './outbox.js';
import { retentionOf, type Retention } from './retention.js';
import { connectRules, type Rules } from './rules.js';
import type { ServiceManager } from './service-manager.js';
import { startSignalling } from './signalling.js';
import { Watchdog } from './watchdog.js';
import { startWeb, type Web } from './web.js';

/** Bookings whose time has come are looked for so often. */
const BOOKING_BEAT_MS = 1_000;
/** And what is to be told outside so often. */
const OUTBOX_BEAT_MS = 1_000;
/** What becomes due by the calendar is looked for so often. */
const REMINDER_BEAT_MS = 10_000;
const STATEMENT_BEAT_MS = 3_600_000;
/** After everything was told to end, so long until what is left is cut. */
const CLOSING_MS = 3_000;
const POLL_MS = 50;
/** So long the start waits for the addresses of the trunks; they are used as soon as they are known. */
const NAMES_MS_MAX = 2_000;

/** All parts of a running server, and the order in which they start and stop. */
export class Server {
  readonly firstRun: FirstRun;
  readonly rows: ConfiguredRows;
  readonly #config: Config;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #durable: Durable;
  readonly #mixer: MixerClient;
  readonly #sip: SipRunner;
  readonly #browsers: Browsers;
  readonly #endpoint: SipEndpoint;
  readonly #calls: CallRunner;
  readonly #conferences: ConferenceRunner;
  readonly #alarms: readonly Alarm[];
  readonly #bookings: BookingRunner;
  readonly #outbox: OutboxRunner;
  readonly #books: Bookkeeping;
  readonly #retention: Retention;
  readonly #beats: readonly NodeJS.Timeout[];
  #aliveTurn = 0;
  readonly #web: Web;
  #drained: Promise<void> | undefined;

  private constructor(parts: Parts) {
    this.firstRun = parts.durable.firstRun;
    this.rows = parts.durable.rows;
    this.#bookings = parts.bookings;
    this.#outbox = parts.outbox;
    this.#books = parts.books;
    this.#retention = retentionOf(parts);
    this.#config = parts.config;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#durable = parts.durable;
    this.#mixer = parts.mixer;
    this.#sip = parts.sip;
    this.#browsers = parts.browsers;
    this.#endpoint = parts.endpoint;
    this.#calls = parts.calls;
    this.#conferences = parts.conferences;
    this.#alarms = parts.alarms;
    this.#web = parts.web;
    this.#beats = [
      setInterval(() => this.#noteAlive(), ALIVE_SLICE_MS),
      setInterval(() => this.#ringBooked(), BOOKING_BEAT_MS),
      setInterval(() => void this.#outbox.tick(), OUTBOX_BEAT_MS),
      setInterval(() => void parts.reminders.rooms.tick(), REMINDER_BEAT_MS),
      setInterval(() => void parts.reminders.statements.tick(), STATEMENT_BEAT_MS),
    ];
  }

  /** Throws StartError when something that the user can mend stands in the way. */
  static async start(config: Config, log: Log, clock: Clock): Promise<Server> {
    const random = secureRandom();
    const ids = new IdMaker(random, () => clock.utcNow());
    const durable = await openDurable(config, ids, log, clock);
    // Signalling and media speak to the calls, and the calls to them: their events start when all stand.
    let calls: CallRunner | undefined;
    const onMixer = (event: MixerEvent): void => calls?.onMixer(event);
    let watch: TrunkWatch | undefined;
    let browsers: Browsers | undefined;
    const onSip = (event: SipEvent): void => {
      if (event.type === 'pinged') watch?.onPinged(event);
      else browsers?.gateway.onSip(event);
    };
    const trunks = new TrunkTable(durable.rows.trunks);
    const media = await startMedia(config, { random, ids, clock, log, onEvent: onMixer });
    const { mixer, ports } = media;
    const {
      runner: sip,
      endpoint,
      messages,
    } = await startSignalling(config, {
      trunks,
      random,
      clock,
      log,
      onEvent: onSip,
    });
    browsers = connectBrowsers(config, { ports, sip, clock, log });
    const rules = connectRules({ config, log, clock, random, ids, durable, mixer, sip, browsers, trunks });
    calls = rules.calls;
    await rules.roster.load();
    watch = rules.outgoing.watch;
    const { outbox, webhooks, reminders } = connectOutbox({ ...rules, config, durable, clock, ids, log });
    const books = new Bookkeeping({ ...durable, config, clock, log });
    const web = await startWeb({
      ...rules,
      ...media,
      config,
      durable,
      sip,
      browsers,
      endpoint,
      messages,
      outbox,
      webhooks,
      books,
      ids,
      random,
      clock,
      log,
    });
    const server = new Server({
      ...rules,
      config,
      clock,
      log,
      durable,
      mixer,
      sip,
      browsers,
      endpoint,
      outbox,
      reminders,
      books,
      web,
    });
    await recovered({ ...rules, durable, config, log, sip, outbox });
    return server;
  }

  /** From now on the service manager is told that everything gets on, or not told. */
  guard(manager: ServiceManager): void {
    const { store } = this.#durable;
    new Watchdog({ manager, mixer: this.#mixer, store, clock: this.#clock, log: this.#log }).start();
  }

  /** Reads again what may be changed while the server runs: the certificate of HTTPS. */
  reload(): void {
    this.#web.reload();
  }

  /** New calls are refused; those that are up may go on for a while, then they are ended. */
  drain(): Promise<void> {
    this.#drained ??= this.#drain();
    return this.#drained;
  }

  async #drain(): Promise<void> {
    this.#web.draining();
    this.#sip.command({ type: 'drain', on: true });
    // A telephone that only rings is not waited for: there is no talk that would be cut.
    await this.#until(() => !this.#calls.hasAnswered, this.#config.drainMs);
    this.#calls.endAll('drained');
    this.#conferences.stopRecordings();
    // A BYE waits for its ACK, or comes again when it was lost: until then the carrier charges us on. A CANCEL waits
    // for the first provisional response (RFC 3261 §9.1), but no Timer B is sat out for a peer that is silent.
    await this.#until(() => this.#isQuiet, CLOSING_MS);
    await this.#stop();
  }

  /** Nothing of a call goes on, and no recording is still to be written. */
  get #isQuiet(): boolean {
    const { sessions } = this.#endpoint.sizes();
    return this.#calls.size === 0 && sessions === 0 && this.#mixer.front.openRecordings.length === 0;
  }

  async #stop(): Promise<void> {
    for (const beat of this.#beats) clearInterval(beat);
    for (const alarm of this.#alarms) alarm.stop();
    await this.#web.stop();
    await this.#sip.stop();
    await this.#browsers.media?.stop();
    await this.#mixer.close();
    const written = Promise.all([
      this.#durable.journal.drained(),
      this.#bookings.settled(),
      this.#books.stop(),
      this.#retention.stop(),
      this.#outbox.stop(),
    ]);
    await Promise.race([written, pause(CLOSING_MS)]);
    await Promise.all([this.#durable.reads.close(), this.#durable.store.close()]);
    this.#durable.lock?.release();
    this.#log.info({}, 'stopped');
  }

  /** A draining server begins nothing. */
  #ringBooked(): void {
    if (this.#drained === undefined) void this.#bookings.tick();
  }

  #noteAlive(): void {
    const { store } = this.#durable;
    const legs = aliveSlice(this.#calls.liveLegs(), this.#aliveTurn++);
    const statements = new LegRepository(store).alive(legs, this.#clock.utcNow());
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
  readonly browsers: Browsers;
  readonly endpoint: SipEndpoint;
  readonly outbox: OutboxRunner;
  readonly reminders: Reminders;
  readonly books: Bookkeeping;
  readonly web: Web;
}

type Recovering = Pick<Parts, 'durable' | 'config' | 'log' | 'sip' | 'outgoing' | 'bookings' | 'outbox'>;

/** Takes up what a former process has left. */
async function recovered({
  durable,
  config,
  log,
  sip,
  outgoing,
  bookings,
  outbox,
}: Recovering): Promise<void> {
  // Only now: who could not have the ports, as in a second start by mistake, must not end the calls of the
  // process that has them.
  await endFormerCalls(durable, config.node, log, (dialog) =>
    sip.command({ type: 'bye-recovered', dialog, cause: { cause: 41 } }),
  );
  // A name server that keeps silent must not hold up those who call us.
  await Promise.race([outgoing.watch.load(), pause(NAMES_MS_MAX)]);
  await bookings.recover();
  await outbox.recover();
  await takeUpRecordings(durable, config.node, recordingsFolderOf(config), log);
}

const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
