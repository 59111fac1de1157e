import { accessSync, constants, existsSync } from 'node:fs';
import { messageOf } from '../../base/errors.js';
import { silentLog } from '../../base/log.js';
import type { Config } from '../../config/schema.js';
import { openReads } from '../../store/open-store.js';
import { storeSettingsOf } from '../durable.js';
import { failing, fine, type Finding } from './finding.js';

/** Whether the database can be used; nothing is made or changed there. */
export async function findingOfDatabase(config: Config): Promise<Finding> {
  const check = 'database';
  try {
    const settings = storeSettingsOf(config);
    if (settings.kind === 'sqlite' && !existsSync(settings.file))
      return fine(check, `${settings.file} is made at the first start`);
    if (settings.kind === 'sqlite') accessSync(settings.file, constants.R_OK | constants.W_OK);
    const reads = await openReads(settings, silentLog);
    try {
      const accounts = await reads.read(
        reads.queries
          .selectFrom('accounts')
          .select((rows) => rows.fn.countAll().as('count'))
          .compile(),
      );
      return fine(check, `${settings.kind}, ${String(accounts[0]?.count ?? 0)} accounts`);
    } finally {
      await reads.close();
    }
  } catch (thrown) {
    const advice =
      config.store.kind === 'sqlite'
        ? 'give this user the file, or put a backup in place with huitong restore'
        : 'look at store.url, and whether PostgreSQL lets this machine in';
    return failing(check, messageOf(thrown), advice);
  }
}
