import { resolve } from 'node:path';
import type { LedgerAudit } from '../api/admin/charge-file-shelf.js';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { DEFAULT_CHARGE_FILE_TEMPLATE } from '../billing/charge-file.js';
import type { Config } from '../config/schema.js';
import { AuditRepository } from '../store/repositories/audit-repository.js';
import type { Reads, Store } from '../store/store.js';
import { ChargeFiles, type ChargeFileSettings } from './charge-files.js';

/** Charge files that are due are looked for so often. */
const FILES_BEAT_MS = 300_000;
/** All records are rated again so often, the first time a while after the start. */
const AUDIT_BEAT_MS = 86_400_000;
const FIRST_AUDIT_MS = 900_000;

export interface BookkeepingOptions {
  readonly store: Store;
  /** For what reads much of the books: it holds up no call. */
  readonly reads: Reads;
  readonly config: Config;
  readonly clock: Pick<Clock, 'utcNow'>;
  readonly log: Log;
}

export function chargeFileSettingsOf({ chargeFiles, dataDir }: Config): ChargeFileSettings {
  const { dir, periods, template } = chargeFiles;
  const given = Object.fromEntries(Object.entries(template).filter(([, value]) => value !== undefined));
  return {
    folder: resolve(dataDir, dir),
    periods,
    template: { ...DEFAULT_CHARGE_FILE_TEMPLATE, ...given },
  };
}

/** What is done with money beside the calls: the files for the carrier, and the daily check of the ledger. */
export class Bookkeeping {
  readonly files: ChargeFiles;
  readonly #options: BookkeepingOptions;
  readonly #beats: readonly NodeJS.Timeout[];
  #working: Promise<void> = Promise.resolve();
  #lastAudit: LedgerAudit | undefined;

  constructor(options: BookkeepingOptions) {
    const { config, store, reads } = options;
    this.#options = options;
    this.files = new ChargeFiles(store, chargeFileSettingsOf(config), reads);
    const writesFiles = config.chargeFiles.periods.length > 0;
    this.#beats = [
      ...(writesFiles ? [setInterval(() => this.#after(() => this.#writeFiles()), FILES_BEAT_MS)] : []),
      setTimeout(() => this.#after(() => this.audit()), FIRST_AUDIT_MS),
      setInterval(() => this.#after(() => this.audit()), AUDIT_BEAT_MS),
    ];
  }

  /** Undefined until the first one after the start. */
  get lastAudit(): LedgerAudit | undefined {
    return this.#lastAudit;
  }

  /** Resolved when what has begun is done. */
  stop(): Promise<void> {
    for (const beat of this.#beats) clearInterval(beat);
    return this.#working;
  }

  #after(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch((thrown: unknown) => {
      this.#options.log.warn({ error: messageOf(thrown) }, 'the books could not be kept');
    });
  }

  async #writeFiles(): Promise<void> {
    const { clock, log } = this.#options;
    const written = await this.files.writeDue(clock.utcNow());
    if (!written.ok) log.warn({ code: written.error.code }, 'charge files could not be written');
    else for (const file of written.value) log.info({ file }, 'charge file written');
  }

  /** The daily check. */
  async audit(): Promise<void> {
    const { reads, clock, log } = this.#options;
    const { legs, difference, findingsTotal } = await new AuditRepository(reads).run();
    this.#lastAudit = {
      atMs: clock.utcNow(),
      findings: findingsTotal,
      differenceMicroYuan: Number(difference),
    };
    const fields = { legs, difference: String(difference), findings: findingsTotal };
    if (findingsTotal === 0 && difference === 0n)
      log.info(fields, 'all records rated again: the ledger is right');
    else log.error(fields, 'the ledger does not match the records: run huitong audit');
  }
}
