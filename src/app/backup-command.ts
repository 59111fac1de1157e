import type { Config } from '../config/schema.js';
import { messageOf } from '../base/errors.js';
import { dataPlacesOf } from './backup/data-places.js';
import { makeBackup } from './backup/make-backup.js';
import type { Manifest } from './backup/manifest.js';
import { restoreBackup } from './backup/restore-backup.js';
import type { CommandResult } from './command-result.js';
import { versionOfPackage } from './version.js';

/** `huitong backup --to DIR`: everything but the configuration, while the server runs. */
export function runBackup(config: Config, to: string, nowMs = Date.now()): Promise<CommandResult> {
  const about = { huitong: versionOfPackage(), node: config.node, madeMs: nowMs };
  const note =
    config.store.kind === 'postgres' ? ['the database is PostgreSQL: back it up with pg_dump'] : [];
  return told(async () => [...note, `${to}: ${sizeOf(await makeBackup(dataPlacesOf(config), to, about))}`]);
}

/** `huitong restore --from DIR`: where the configuration says; what is there is put aside, or in the way. */
export function runRestore(
  config: Config,
  { from, force }: { readonly from: string; readonly force: boolean },
  nowMs = Date.now(),
): Promise<CommandResult> {
  const aside = force
    ? `before-restore-${new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
    : undefined;
  return told(async () => {
    const manifest = await restoreBackup({ from, places: dataPlacesOf(config), aside });
    return [`restored ${sizeOf(manifest)} of ${new Date(manifest.madeMs).toISOString()}`];
  });
}

function sizeOf({ files }: Manifest): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${files.length} files, ${bytes} bytes`;
}

/** What stands in the way is no fault of ours, and ends with 1. */
async function told(work: () => Promise<readonly string[]>): Promise<CommandResult> {
  try {
    return { lines: await work(), exitCode: 0 };
  } catch (thrown) {
    return { lines: [messageOf(thrown)], exitCode: 1 };
  }
}
