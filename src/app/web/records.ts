import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { RecordsServices } from '../../api/records/services.js';
import type { UtcMs } from '../../base/units.js';
import { SettingRepository } from '../../store/repositories/setting-repository.js';
import { unit } from '../../store/statement.js';
import type { Store } from '../../store/store.js';
import { StartError } from '../start-error.js';
import type { WebAround } from './web-around.js';

const LINK_SECRET = 'recordings.link-secret';
const SECRET_BYTES = 32;

export const recordsServices = async ({
  config,
  charging,
  durable,
  clock,
}: WebAround): Promise<RecordsServices> => ({
  recharged: (account) => charging.recharged(account),
  recordingsFolder: resolve(config.dataDir, config.recordings.dir),
  recordingKeepMs: config.recordings.keepDays * 86_400_000,
  linkSecret: await linkSecretOf(durable.store, clock.utcNow()),
});

/** Kept in the store: links outlive a restart, and one node knows those of another. */
export async function linkSecretOf(store: Store, nowMs: UtcMs): Promise<Uint8Array> {
  const settings = new SettingRepository(store);
  const known = (await settings.find(LINK_SECRET)) as string | undefined;
  if (known !== undefined) return Buffer.from(known, 'base64');
  const fresh = randomBytes(SECRET_BYTES).toString('base64');
  const kept = await store.commit(unit(settings.putFirst(LINK_SECRET, fresh, nowMs)));
  if (!kept.ok) throw new StartError(`the secret of links cannot be kept: ${kept.error.message}`);
  return Buffer.from((await settings.find(LINK_SECRET)) as string, 'base64');
}
