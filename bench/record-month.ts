import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { callColumns } from '../src/api/records/record-csv.js';
import { FILE_PAGE, valuesOf } from '../src/api/records/record-file.js';
import { csvLine } from '../src/api/csv.js';
import { allPages } from '../src/api/records/time-cursor.js';
import { IdMaker, type AccountId } from '../src/base/ids.js';
import { silentLog } from '../src/base/log.js';
import { below, seededRandom } from '../src/base/random.js';
import { utcMs } from '../src/base/units.js';
import { LocalTime } from '../src/billing/local-time.js';
import { openReads, openStore, type StoreSettings } from '../src/store/open-store.js';
import { AccountRepository } from '../src/store/repositories/account-repository.js';
import { ConferenceRecordReads } from '../src/store/repositories/conference-record-reads.js';
import { LegRecordReads, type ListedLeg } from '../src/store/repositories/leg-record-reads.js';
import { RecordTotalsReads } from '../src/store/repositories/record-totals.js';
import { statement, unit } from '../src/store/statement.js';
import type { Reads, Statement, Store } from '../src/store/store.js';
import { callStatements } from '../test/support/stored-calls.js';
import { sampleAccount } from '../test/support/store-samples.js';
import { rounded, spread, type Spread } from './percentile.js';

const SEED = 1;
export const LEGS_PER_CONFERENCE = 8;
const TIME_ZONE = 'Asia/Shanghai';
/** November 2026 in Shanghai, without its last hour. */
export const MONTH = { fromMs: utcMs(Date.UTC(2026, 9, 31, 16)), toMs: utcMs(Date.UTC(2026, 10, 30, 16)) };
const LAST_START_MS = 3_600_000;
const TIMES = 20;
const PAGE = 51;
/** Units that wait at once while the month is written. */
const IN_FLIGHT = 250;
const COMMIT_EVERY_MS = 5;

export interface RecordsReport {
  readonly database: string;
  readonly seed: number;
  readonly legs: number;
  readonly conferences: number;
  readonly totalsMs: Spread;
  readonly listMs: Spread;
  /** The last page of the month, found by its cursor. */
  readonly lastPageMs: Spread;
  readonly searchMs: Spread;
  readonly csv: {
    readonly rows: number;
    readonly seconds: number;
    readonly rowsPerS: number;
    readonly megabytes: number;
    /** What the process grew by while the file was made, sampled at every page. */
    readonly grewMbMax: number;
    /** How long the main thread was held up. */
    readonly heldUpMs: Spread;
    /** Commits made meanwhile. */
    readonly commitMs: Spread;
  };
}

/** A month of an account: how long its totals, lists and files take, and what the calls notice of it. */
export async function measureRecords(settings: StoreSettings, legs: number): Promise<RecordsReport> {
  const opened = await openStore(settings, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const reads = await openReads(settings, silentLog);
  const conferences = Math.ceil(legs / LEGS_PER_CONFERENCE);
  const account = await writeMonth(store, conferences);
  const filter = { ...MONTH, search: undefined };
  const list = new LegRecordReads(reads);
  const totals = new RecordTotalsReads(reads);
  const history = new ConferenceRecordReads(reads);
  const last = { atMs: MONTH.fromMs + 3_600_000, id: 'g' };
  const search = { text: '1234567', digits: ['0009999'] };
  const report = {
    database: settings.kind,
    seed: SEED,
    legs: (await totals.of(account, MONTH, TIME_ZONE)).legs,
    conferences,
    totalsMs: await timed(() => totals.of(account, MONTH, TIME_ZONE)),
    listMs: await timed(() => history.list(account, filter, { limit: PAGE })),
    lastPageMs: await timed(() => list.list(account, filter, { limit: PAGE, before: last })),
    searchMs: await timed(() => list.list(account, { ...filter, search }, { limit: PAGE })),
    csv: await measureFile(store, reads, account),
  };
  await reads.close();
  await store.close();
  return report;
}

export async function writeMonth(store: Store, conferences: number): Promise<AccountId> {
  const random = seededRandom(SEED);
  let nowMs = MONTH.fromMs;
  const ids = new IdMaker(random, () => nowMs);
  const account = sampleAccount(ids);
  await commit(store, [new AccountRepository(store).create(account)]);
  const spanMs = MONTH.toMs - MONTH.fromMs - LAST_START_MS;
  for (let made = 0; made < conferences; made += IN_FLIGHT) {
    const some = Array.from({ length: Math.min(IN_FLIGHT, conferences - made) }, (_, index) => {
      nowMs = utcMs(MONTH.fromMs + Math.floor((spanMs * (made + index)) / conferences));
      const numbers = Array.from(
        { length: LEGS_PER_CONFERENCE },
        () => `+86138${below(random, 90_000_000) + 10_000_000}`,
      );
      const durationS = 60 + below(random, 3_000);
      const amount = Math.ceil(durationS / 60) * 200_000;
      return callStatements(store, ids, {
        account: account.id,
        startedMs: nowMs,
        numbers,
        durationS,
        amount,
      });
    });
    await Promise.all(some.map(({ statements }) => commit(store, statements)));
  }
  return account.id;
}

async function commit(store: Store, statements: readonly Statement[]): Promise<void> {
  const outcome = await store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
}

async function timed(work: () => Promise<unknown>): Promise<Spread> {
  const samples: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const startMs = performance.now();
    await work();
    samples.push(performance.now() - startMs);
  }
  return spread(samples);
}

/** The file as its route makes it, while commits go on. */
async function measureFile(store: Store, reads: Reads, account: AccountId): Promise<RecordsReport['csv']> {
  const records = new LegRecordReads(reads);
  const pages = allPages<ListedLeg>(
    (before, limit) => records.list(account, { ...MONTH, search: undefined }, { before, limit }),
    ({ answerMs, id }) => ({ atMs: answerMs, id }),
    FILE_PAGE,
  );
  const commits = new Commits(store);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let grew = 0;
  let rows = 0;
  let bytes = 0;
  delay.enable();
  const startMs = performance.now();
  for await (const page of valuesOf(callColumns(new LocalTime(TIME_ZONE)), pages)) {
    bytes += Buffer.byteLength(page.map(csvLine).join(''));
    rows += page.length;
    grew = Math.max(grew, process.memoryUsage().rss - before);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  delay.disable();
  const heldUp = (share: number): number => rounded(delay.percentile(share) / 1e6);
  return {
    rows,
    seconds: rounded(seconds),
    rowsPerS: Math.round(rows / seconds),
    megabytes: rounded(bytes / 1e6),
    grewMbMax: rounded(grew / 1e6),
    heldUpMs: { p50: heldUp(50), p99: heldUp(99), max: rounded(delay.max / 1e6) },
    commitMs: await commits.stop(),
  };
}

/** Small commits at a steady pace, as calls make them. */
class Commits {
  readonly #store: Store;
  readonly #samples: number[] = [];
  readonly #working: Promise<void>;
  #stopped = false;

  constructor(store: Store) {
    this.#store = store;
    this.#working = this.#work();
  }

  async stop(): Promise<Spread> {
    this.#stopped = true;
    await this.#working;
    return spread(this.#samples);
  }

  async #work(): Promise<void> {
    const { queries } = this.#store;
    for (let epoch = 1; !this.#stopped; epoch++) {
      const node = { id: `bench-${epoch}`, epoch, started_ms: 0 };
      const startMs = performance.now();
      await commit(this.#store, [statement(queries.insertInto('nodes').values(node), 1)]);
      this.#samples.push(performance.now() - startMs);
      await sleep(COMMIT_EVERY_MS);
    }
  }
}
