import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { fail, ok, type Result } from '../base/result.js';
import type { UnitOutcome } from './group-transaction.js';
import type { Engine } from './grouped-store.js';
import { RowUnpacker } from './packed-rows.js';
import { SelectGatherer, type SelectOutcome } from './select-gatherer.js';
import type { Parameter, StoreError, Unit } from './store.js';
import type { Select, SqliteSettings, ThreadAnswer, ThreadRequest } from './thread-protocol.js';

const ENTRY = new URL('./sqlite-thread.js', import.meta.url);

/** SQLite on a thread of its own. A thread that dies is replaced with the next request. */
export class SqliteEngine implements Engine {
  readonly dialect = 'sqlite';
  readonly #settings: SqliteSettings;
  readonly #log: Log;
  readonly #entry: URL;
  readonly #gatherer = new SelectGatherer((selects) => this.#select(selects));
  readonly #unpacker = new RowUnpacker();
  #thread: StoreThread | undefined;

  constructor(settings: SqliteSettings, log: Log, entry = ENTRY) {
    this.#settings = settings;
    this.#log = log;
    this.#entry = entry;
  }

  readonly execute = async (units: readonly Unit[]): Promise<readonly UnitOutcome[]> => {
    this.#gatherer.flush();
    const answer = await this.#request({ kind: 'commit', units });
    if (answer.kind === 'committed') return answer.outcomes;
    const failure = fail(errorOf(answer));
    return units.map(() => failure);
  };

  async select(
    sql: string,
    parameters: readonly Parameter[],
  ): Promise<Result<readonly unknown[], StoreError>> {
    const rows = await this.#gatherer.select({ sql, parameters });
    return rows.ok ? ok(this.#unpacker.unpacked(rows.value)) : rows;
  }

  async close(): Promise<void> {
    await this.#gatherer.settled();
    if (this.#thread?.alive !== true) return;
    await this.#thread.request({ kind: 'close' });
    await this.#thread.ended;
  }

  async #select(selects: readonly Select[]): Promise<readonly SelectOutcome[]> {
    const answer = await this.#request({ kind: 'select', selects });
    if (answer.kind === 'selected') return answer.outcomes;
    const failure = fail(errorOf(answer));
    return selects.map(() => failure);
  }

  #request(request: ThreadRequest): Promise<ThreadAnswer> {
    // The next group of commits is asked for in the same turn in which a death is told.
    if (this.#thread?.alive !== true) this.#thread = this.#start();
    return this.#thread.request(request);
  }

  #start(): StoreThread {
    const thread = new StoreThread(this.#settings, this.#entry);
    void this.#logDeath(thread);
    return thread;
  }

  async #logDeath(thread: StoreThread): Promise<void> {
    const reason = await thread.ended;
    if (reason !== undefined) this.#log.error({ reason }, 'the store thread died');
  }
}

const errorOf = (answer: ThreadAnswer): StoreError =>
  answer.kind === 'failed' ? answer.error : { code: 'FAULT', message: `unexpected answer ${answer.kind}` };

/** One worker and the requests it has not answered yet. */
class StoreThread {
  readonly #worker: Worker;
  readonly #unanswered: ((answer: ThreadAnswer) => void)[] = [];
  #failure: string | undefined;
  #alive = true;
  /** Resolved when the thread is gone: with the reason, or with undefined after `close`. */
  readonly ended: Promise<string | undefined>;

  constructor(settings: SqliteSettings, entry: URL) {
    this.#worker = new Worker(entry, { workerData: settings });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#unanswered.shift()?.(answer));
    this.#worker.on('error', (thrown) => (this.#failure = messageOf(thrown)));
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', (exitCode) => {
        if (exitCode !== 0) this.#failure ??= `exit code ${exitCode}`;
        this.#alive = false;
        this.#abandon();
        resolve(this.#failure);
      });
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  request(request: ThreadRequest): Promise<ThreadAnswer> {
    return new Promise((resolve) => {
      this.#unanswered.push(resolve);
      this.#worker.postMessage(request);
    });
  }

  #abandon(): void {
    const error: StoreError = { code: 'UNAVAILABLE', message: this.#failure ?? 'the store thread ended' };
    for (const resolve of this.#unanswered.splice(0)) resolve({ kind: 'failed', error });
  }
}
