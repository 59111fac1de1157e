import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { RecordingId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { utcMs, type UtcMs } from '../base/units.js';
import type { Config } from '../config/schema.js';
import { RecordedFiles } from '../store/recorded-files.js';
import { AuditLogRepository, auditEntriesRemoved } from '../store/repositories/audit-log-repository.js';
import { DialingRepository } from '../store/repositories/dialing-repository.js';
import { RecordingRepository, type BegunRecording } from '../store/repositories/recording-repository.js';
import { RetentionRepository } from '../store/repositories/retention-repository.js';
import { unit } from '../store/statement.js';
import type { ChangedRows, Reads, Statement, Store } from '../store/store.js';
import type { Durable } from './durable.js';

export interface RetentionOptions {
  readonly store: Store;
  readonly reads: Reads;
  readonly files: Pick<RecordedFiles, 'remove'>;
  readonly keep: Pick<Config['recordings'], 'keepDays'> & Config['retention'];
  readonly clock: Pick<Clock, 'utcNow'>;
  readonly log: Log;
}

/** What one run has deleted. */
export interface Deleted {
  readonly recordings: number;
  readonly conferences: number;
  readonly legs: number;
  /** To operators. */
  readonly requests: number;
  readonly auditEntries: number;
  readonly alarms: number;
  readonly calledNumbers: number;
}

interface Batch {
  readonly found: number;
  /** Less: some could not be deleted. */
  readonly deleted: number;
}

/** Rows of one unit: between two of them calls are written. */
const BATCH = 100;
/** Batches of one kind in a run; what is left is deleted the next day. */
const BATCHES_MAX = 1_000;
const DAY_MS = 86_400_000;
const FIRST_RUN_MS = 1_800_000;
/** Limits of outgoing calls look back a day. */
const USE_KEPT_MS = 7 * DAY_MS;

/**
 * Deletes what tells of people when its time is over [S53a]: recordings with their files, conferences and legs, requests
 * to operators, numbers that were called, the audit log and alarms. The ledger stays.
 */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #beats: readonly NodeJS.Timeout[];
  #stopped = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#beats = [setTimeout(() => this.#due(), FIRST_RUN_MS), setInterval(() => this.#due(), DAY_MS)];
  }

  /** Resolved when the batch that is being written is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const beat of this.#beats) clearInterval(beat);
    await this.#working;
  }

  async run(): Promise<Deleted> {
    const { keep, clock, store, reads } = this.#options;
    const nowMs = clock.utcNow();
    const recordsMs = monthsBefore(nowMs, keep.callRecordMonths);
    const logMs = monthsBefore(nowMs, keep.logMonths);
    const old = new RetentionRepository(reads);
    const audit = new AuditLogRepository(reads);
    const recordings = await this.#recordings(utcMs(nowMs - keep.keepDays * DAY_MS));
    const conferences = await this.#rows(
      () => old.conferencesBefore(recordsMs, BATCH),
      (ids) => old.conferencesRemoved(ids),
    );
    await this.#commit(new RetentionRepository(store).recordsKeptFrom(recordsMs, nowMs));
    const legs = await this.#rows(
      () => old.legsBefore(recordsMs, BATCH),
      (ids) => old.legsRemoved(ids),
    );
    const requests = await this.#rows(
      () => old.requestsBefore(recordsMs, BATCH),
      (ids) => old.requestsRemoved(ids),
    );
    const dialing = new DialingRepository(store);
    const calledNumbers = await this.#forgotten(() => dialing.forgetNumbersBefore(recordsMs, BATCH));
    await this.#forgotten(() => dialing.forgetUseBefore(utcMs(nowMs - USE_KEPT_MS), BATCH));
    const auditEntries = await this.#rows(
      () => audit.oldestBefore(logMs, BATCH),
      (entries) => entries.slice(-1).map((last) => auditEntriesRemoved(reads, last)),
    );
    const alarms = await this.#rows(
      () => old.alarmsBefore(logMs, BATCH),
      (ids) => old.alarmsRemoved(ids),
    );
    return { recordings, conferences, legs, requests, auditEntries, alarms, calledNumbers };
  }

  #due(): void {
    this.#working = this.#working.then(() => this.#reported());
  }

  async #reported(): Promise<void> {
    const { log } = this.#options;
    try {
      const deleted = await this.run();
      if (Object.values(deleted).some((count) => count > 0))
        log.info({ ...deleted }, 'deleted what is out of date');
    } catch (thrown) {
      log.warn({ error: messageOf(thrown) }, 'what is out of date could not be deleted');
    }
  }

  /** The row goes last: a file that could not be deleted is tried again the next day, and holds up nothing else. */
  #recordings(beforeMs: UtcMs): Promise<number> {
    const { store, reads } = this.#options;
    const recordings = new RecordingRepository(reads);
    let last: BegunRecording | undefined;
    return this.#inBatches(async () => {
      const found = await recordings.begunBefore(beforeMs, BATCH, last);
      last = found.at(-1);
      const gone: RecordingId[] = [];
      for (const { id } of found) {
        if (await this.#isRemoved(id)) gone.push(id);
      }
      await this.#commit(...gone.flatMap((id) => new RecordingRepository(store).removed(id)));
      return { found: found.length, deleted: gone.length };
    });
  }

  async #isRemoved(recording: RecordingId): Promise<boolean> {
    try {
      await this.#options.files.remove(recording);
      return true;
    } catch (thrown) {
      this.#options.log.warn(
        { recording, error: messageOf(thrown) },
        'a recording that is out of date could not be deleted: look at the rights of its folder',
      );
      return false;
    }
  }

  #rows<Row>(
    find: () => Promise<readonly Row[]>,
    removed: (rows: readonly Row[]) => readonly Statement[],
  ): Promise<number> {
    return this.#inBatches(async () => {
      const rows = await find();
      await this.#commit(...removed(rows));
      return { found: rows.length, deleted: rows.length };
    });
  }

  /** Rows that are found where they are deleted: a number may be called again at that moment. */
  #forgotten(batch: () => Statement): Promise<number> {
    return this.#inBatches(async () => {
      const [forgotten = 0] = await this.#commit(batch());
      return { found: forgotten, deleted: forgotten };
    });
  }

  async #inBatches(batch: () => Promise<Batch>): Promise<number> {
    let total = 0;
    for (let done = 0; done < BATCHES_MAX && !this.#stopped; done++) {
      const { found, deleted } = await batch();
      total += deleted;
      if (found < BATCH) break;
      await nextTurn();
    }
    return total;
  }

  async #commit(...statements: readonly Statement[]): Promise<ChangedRows> {
    if (statements.length === 0) return [];
    const outcome = await this.#options.store.commit(unit(...statements));
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    return outcome.value;
  }
}

/** As the configuration has it. */
export const retentionOf = ({
  config,
  durable: { store, reads },
  clock,
  log,
}: {
  readonly config: Config;
  readonly durable: Pick<Durable, 'store' | 'reads'>;
  readonly clock: Clock;
  readonly log: Log;
}): Retention =>
  new Retention({
    store,
    reads,
    files: new RecordedFiles(resolve(config.dataDir, config.recordings.dir)),
    keep: { ...config.recordings, ...config.retention },
    clock,
    log,
  });

/** By the calendar, in UTC: to the day is near enough. */
const monthsBefore = (nowMs: UtcMs, months: number): UtcMs =>
  utcMs(
    Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('UTC').subtract({ months })
      .epochMilliseconds,
  );
