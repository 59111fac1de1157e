import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Result } from '../base/result.js';
import { DEFAULT_TARIFF } from '../billing/default-tariff.js';
import type { TariffBook } from '../billing/tariff.js';
import { trunkFromConfig } from '../call/trunk-from-config.js';
import type { Config } from '../config/schema.js';
import type { DialogFacts } from '../sip/endpoint-api.js';
import { followConfiguration, type ConfiguredRows } from '../store/configured-rows.js';
import { lockFile, type FileLock } from '../store/file-lock.js';
import { Journal } from '../store/journal.js';
import { openReads, openStore, type StoreSettings } from '../store/open-store.js';
import { LegRepository } from '../store/repositories/leg-repository.js';
import { NodeRepository } from '../store/repositories/node-repository.js';
import { TariffRepository } from '../store/repositories/tariff-repository.js';
import { closeOlderEpochs } from '../store/restart.js';
import type { ReadStore, Store } from '../store/store.js';
import { prepareFirstRun, type FirstRun } from './first-run.js';
import { StartError } from './start-error.js';
import { StoreLedger } from './store-ledger.js';

/** Everything that outlives the process, opened and brought into order. */
export interface Durable {
  readonly store: Store;
  /** The second connection: lists, totals and exports hold up no call. */
  readonly reads: ReadStore;
  readonly journal: Journal;
  readonly ledger: StoreLedger;
  readonly epoch: number;
  readonly firstRun: FirstRun;
  /** Trunks and service numbers as they stand: the configuration, and what was edited since. */
  readonly rows: ConfiguredRows;
  readonly tariffs: TariffBook;
  /** No second server may take the calls and the bookings of this one for those of a process that is gone. */
  readonly lock: FileLock | undefined;
}

export async function openDurable(config: Config, ids: IdMaker, log: Log, clock: Clock): Promise<Durable> {
  const settings = storeSettingsOf(config);
  const lock = settings.kind === 'sqlite' ? lockedFolder(config.dataDir) : undefined;
  const store = need('the database cannot be used', await openStore(settings, log));
  const reads = await openReads(settings, log);
  const journal = new Journal(store, log);
  const now = clock.utcNow();
  const firstRun = need('the first account cannot be made', await prepareFirstRun(store, config, ids, now));
  const { node } = config;
  const epoch = need('the start cannot be noted', await new NodeRepository(store).raiseEpoch(node, now));
  const configured = {
    trunks: config.trunks.map(trunkFromConfig),
    serviceNumbers: config.serviceNumbers,
  };
  const rows = need('trunks cannot be read', await followConfiguration(store, configured, now));
  if (rows.kept.length > 0)
    log.info({ kept: rows.kept.join(' ') }, 'edited rows win over the configuration file');
  const tariffs = await new TariffRepository(store).book(DEFAULT_TARIFF);
  return {
    store,
    reads,
    journal,
    rows,
    lock,
    tariffs,
    ledger: new StoreLedger(store, journal, { node, epoch }, ids, clock),
    epoch,
    firstRun,
  };
}

/**
 * Ends the calls that a former process left open: a BYE for each of their dialogs, then their records are closed
 * [S50]. In this order: a start that is killed in between leaves them open, so that the next one sends the BYE
 * again, which a peer that has had it answers by 481; the other way round the carrier would charge us on.
 */
export async function endFormerCalls(
  { store, epoch }: Pick<Durable, 'store' | 'epoch'>,
  node: string,
  log: Log,
  bye: (dialog: DialogFacts) => void,
): Promise<void> {
  // Written by ourselves before the 200 OK of that leg.
  for (const { opened } of await new LegRepository(store).openOfOlderEpochs(node, epoch))
    bye(JSON.parse(opened.dialog) as DialogFacts);
  const closed = need('open records cannot be closed', await closeOlderEpochs(store, node, epoch));
  if (closed.length > 0)
    log.warn({ legs: closed.length, epoch }, 'closed the records that a former process left open');
}

export const storeSettingsOf = ({ store, dataDir }: Config): StoreSettings =>
  store.kind === 'postgres' ? store : { kind: 'sqlite', file: join(dataDir, store.file) };

function lockedFolder(dataDir: string): FileLock {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (thrown) {
    throw new StartError(`dataDir ${dataDir} cannot be made: ${messageOf(thrown)}. Set HUITONG_DATA_DIR.`);
  }
  const lock = lockOf(dataDir);
  if (lock === undefined)
    throw new StartError(
      `another server runs on dataDir ${dataDir}: stop it, or give this one a folder of its own by HUITONG_DATA_DIR`,
    );
  return lock;
}

function lockOf(dataDir: string): FileLock | undefined {
  try {
    return lockFile(join(dataDir, 'huitong.lock'));
  } catch (thrown) {
    throw new StartError(
      `dataDir ${dataDir} cannot be written: ${messageOf(thrown)}. Give it and all in it to this user.`,
    );
  }
}

function need<T>(what: string, result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (result.ok) return result.value;
  throw new StartError(
    `${what}: ${result.error.code}: ${result.error.message}. huitong doctor says what is missing.`,
  );
}
