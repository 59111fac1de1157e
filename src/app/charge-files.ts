import { constants } from 'node:fs';
import { lstat, mkdir, mkdtemp, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ChargeFileShelf, ChargeRecordsGone } from '../api/admin/charge-file-shelf.js';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs, type UtcMs } from '../base/units.js';
import {
  ChargeFileFormat,
  periodAround,
  type ChargeFile,
  type ChargeFileTemplate,
  type ChargeLine,
  type FilePeriod,
} from '../billing/charge-file.js';
import { ChargeFileRepository, type StoredChargeFile } from '../store/repositories/charge-file-repository.js';
import { unit } from '../store/statement.js';
import type { Reads, Store, StoreError } from '../store/store.js';

export interface ChargeFileSettings {
  readonly folder: string;
  readonly periods: readonly FilePeriod[];
  readonly template: ChargeFileTemplate;
}

interface FileNotFound {
  readonly code: 'FILE_NOT_FOUND';
  readonly message: string;
}

const PAGE = 2_000;
/** Records of legs that ended with the period are still on their way when it is over. */
const SETTLE_MS = 120_000;
/** Periods that are made up for after a pause; what lies further back comes with the first of them. */
const BEHIND_MAX = 48;

/**
 * Writes the files of charges that a carrier collects [S51a]. What a file contains is committed before it is
 * written, so that one that was cut short by a crash, or is asked for again, is made byte for byte. One that has
 * lain in the folder is not put back by itself: the carrier has taken it away, and would bill it twice.
 */
export class ChargeFiles implements ChargeFileShelf {
  readonly #store: Store;
  readonly #files: ChargeFileRepository;
  readonly #settings: ChargeFileSettings;

  constructor(store: Store, settings: ChargeFileSettings, reads: Reads = store) {
    this.#store = store;
    this.#files = new ChargeFileRepository(store, reads);
    this.#settings = settings;
  }

  get periods(): readonly FilePeriod[] {
    return this.#settings.periods;
  }

  nameOf(file: ChargeFile): string {
    return basename(this.#pathOf(file));
  }

  async bytesOf(file: ChargeFile): Promise<number | undefined> {
    try {
      // A link is not followed: it could lead out of the folder.
      const found = await lstat(this.#pathOf(file));
      return found.isFile() ? found.size : undefined;
    } catch {
      return undefined;
    }
  }

  async open(file: StoredChargeFile): Promise<Result<FileHandle, ChargeRecordsGone>> {
    const lying = await this.#openLying(file);
    return lying === undefined ? this.#openCopy(file) : ok(lying);
  }

  /** Everything that is due and not written yet; gives the paths. To be called now and then, by one node. */
  async writeDue(nowMs: UtcMs): Promise<Result<readonly string[], StoreError | ChargeRecordsGone>> {
    const written: string[] = [];
    for (const period of this.#settings.periods) {
      const last = await this.#files.last(period);
      for (const span of this.#duePeriods(period, last?.toMs, nowMs)) {
        const file = await this.#files.create(period, span, nowMs);
        if (!file.ok) return file;
      }
      // With one that a crash kept from its folder.
      for (const file of await this.#files.unwritten(period)) {
        const path = await this.#write(file, nowMs);
        if (!path.ok) return path;
        written.push(path.value);
      }
    }
    return ok(written);
  }

  /** A file that was written before, once more. */
  async writeAgain(
    period: FilePeriod,
    sequence: number,
    nowMs: UtcMs,
  ): Promise<Result<string, FileNotFound | StoreError | ChargeRecordsGone>> {
    const file = await this.#files.bySequence(period, sequence);
    if (file !== undefined) return this.#write(file, nowMs);
    return fail({ code: 'FILE_NOT_FOUND', message: `no ${period} file ${sequence}` });
  }

  /** Under a temporary name first: who collects files never meets half of one. */
  async #write(
    file: StoredChargeFile,
    nowMs: UtcMs,
  ): Promise<Result<string, StoreError | ChargeRecordsGone>> {
    await mkdir(this.#settings.folder, { recursive: true });
    const path = this.#pathOf(file);
    const part = `${path}.part`;
    const handle = await open(part, 'w');
    let filled: Result<FileHandle, ChargeRecordsGone>;
    try {
      filled = await this.#fill(handle, file);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!filled.ok) {
      await rm(part);
      return filled;
    }
    await rename(part, path);
    const noted = await this.#store.commit(unit(this.#files.written(file.id, nowMs)));
    return noted.ok ? ok(path) : noted;
  }

  async #openLying(file: ChargeFile): Promise<FileHandle | undefined> {
    if ((await this.bytesOf(file)) === undefined) return undefined;
    try {
      return await open(this.#pathOf(file), constants.O_RDONLY | constants.O_NOFOLLOW);
    } catch {
      // Taken away at this moment.
      return undefined;
    }
  }

  /** Outside the folder, whose files the carrier takes; the copy goes when it is closed. */
  async #openCopy(file: StoredChargeFile): Promise<Result<FileHandle, ChargeRecordsGone>> {
    const folder = await mkdtemp(join(tmpdir(), 'huitong-charges-'));
    let copy: FileHandle | undefined;
    try {
      copy = await open(join(folder, 'copy'), 'wx+', 0o600);
      const filled = await this.#fill(copy, file);
      if (!filled.ok) await copy.close();
      return filled;
    } catch (thrown) {
      await copy?.close();
      throw thrown;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async #fill(handle: FileHandle, file: StoredChargeFile): Promise<Result<FileHandle, ChargeRecordsGone>> {
    const format = new ChargeFileFormat(this.#settings.template, file);
    await handle.appendFile(format.header());
    for await (const lines of this.#pages(file)) {
      await handle.appendFile(lines.map((line) => format.line(line)).join(''));
    }
    await handle.appendFile(format.trailer());
    if (format.hasTotals(file.lines, file.sum)) return ok(handle);
    const message = `the records of ${file.period} file ${file.sequence} are no longer all kept`;
    return fail({ code: 'CHARGE_RECORDS_GONE', message });
  }

  async *#pages(file: ChargeFile): AsyncGenerator<readonly ChargeLine[]> {
    for (let after: ChargeLine | undefined; ;) {
      const lines = await this.#files.lines(file, after, PAGE);
      if (lines.length > 0) yield lines;
      if (lines.length < PAGE) return;
      after = lines.at(-1);
    }
  }

  #duePeriods(
    period: FilePeriod,
    doneMs: UtcMs | undefined,
    nowMs: UtcMs,
  ): readonly Pick<ChargeFile, 'fromMs' | 'toMs'>[] {
    const { timeZone } = this.#settings.template;
    const due: Pick<ChargeFile, 'fromMs' | 'toMs'>[] = [];
    // The newest that is over, and back from there to the last that was written.
    let span = periodAround(period, utcMs(nowMs - SETTLE_MS), timeZone);
    for (;;) {
      span = periodAround(period, utcMs(span.fromMs - 1), timeZone);
      if (doneMs !== undefined && span.fromMs < doneMs) break;
      due.unshift(span);
      if (doneMs === undefined || due.length === BEHIND_MAX) break;
    }
    return due;
  }

  #pathOf(file: ChargeFile): string {
    const { folder, template } = this.#settings;
    return join(folder, new ChargeFileFormat(template, file).name());
  }
}
