import { constants, existsSync } from 'node:fs';
import { lstat, mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ChargeFileShelf } from '../api/admin/charge-file-shelf.js';
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
import { ChargeFileRepository } from '../store/repositories/charge-file-repository.js';
import type { Store, StoreError } from '../store/store.js';

export interface ChargeFileSettings {
  readonly folder: string;
  readonly periods: readonly FilePeriod[];
  readonly template: ChargeFileTemplate;
}

const PAGE = 2_000;
/** Records of legs that ended with the period are still on their way when it is over. */
const SETTLE_MS = 120_000;
/** Periods that are made up for after a pause; what lies further back comes with the first of them. */
const BEHIND_MAX = 48;

/**
 * Writes the files of charges that a carrier collects [S51a]. What a file contains is committed before it is
 * written, so that a file that is lost, or was cut short by a crash, is made again byte for byte.
 */
export class ChargeFiles implements ChargeFileShelf {
  readonly #files: ChargeFileRepository;
  readonly #settings: ChargeFileSettings;

  constructor(store: Store, settings: ChargeFileSettings) {
    this.#files = new ChargeFileRepository(store);
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

  async open(file: ChargeFile): Promise<FileHandle> {
    if ((await this.bytesOf(file)) === undefined) await this.write(file);
    return open(this.#pathOf(file), constants.O_RDONLY | constants.O_NOFOLLOW);
  }

  /** Everything that is due and not written yet; gives the paths. To be called now and then, by one node. */
  async writeDue(nowMs: UtcMs): Promise<Result<readonly string[], StoreError>> {
    const written: string[] = [];
    for (const period of this.#settings.periods) {
      const last = await this.#files.last(period);
      // A crash between the commit and the renaming.
      if (last !== undefined && !existsSync(this.#pathOf(last))) written.push(await this.write(last));
      for (const span of this.#duePeriods(period, last?.toMs, nowMs)) {
        const file = await this.#files.create(period, span, nowMs);
        if (!file.ok) return file;
        written.push(await this.write(file.value));
      }
    }
    return ok(written);
  }

  /** A file that was written before, once more. */
  async writeAgain(
    period: FilePeriod,
    sequence: number,
  ): Promise<Result<string, { readonly code: 'FILE_NOT_FOUND' }>> {
    const file = await this.#files.bySequence(period, sequence);
    return file === undefined ? fail({ code: 'FILE_NOT_FOUND' }) : ok(await this.write(file));
  }

  /** Under a temporary name first: who collects files never meets half of one. */
  async write(file: ChargeFile): Promise<string> {
    const { folder, template } = this.#settings;
    await mkdir(folder, { recursive: true });
    const path = this.#pathOf(file);
    const part = `${path}.part`;
    const handle = await open(part, 'w');
    try {
      const format = new ChargeFileFormat(template, file);
      await handle.write(format.header());
      for await (const lines of this.#pages(file)) {
        await handle.write(lines.map((line) => format.line(line)).join(''));
      }
      await handle.write(format.trailer());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
    return path;
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
