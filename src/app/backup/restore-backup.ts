import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../base/errors.js';
import { faultsOfSqlite, isInUse } from '../../store/sqlite-copy.js';
import { DATABASE_NAME, type DataPlaces } from './data-places.js';
import { BackupError } from './make-backup.js';
import { faultsOfFiles, readManifest, type Manifest } from './manifest.js';

export interface RestoreOptions {
  readonly from: string;
  readonly places: DataPlaces;
  /** What is there is put aside under a name with this in it, and not refused; nothing is deleted. */
  readonly aside: string | undefined;
}

/** Puts a backup where a configuration says that its data are. The whole backup is checked before anything is touched. */
export async function restoreBackup({ from, places, aside }: RestoreOptions): Promise<Manifest> {
  const manifest = await checkedManifest(from);
  const hasDatabase = manifest.files.some(({ path }) => path === DATABASE_NAME);
  if (hasDatabase !== (places.database !== undefined))
    throw new BackupError('the backup is of another kind of database than the configuration names');
  await makeWay(places, aside);
  // The database last and whole: what breaks off before is nothing that a server would take for its data.
  const paths = manifest.files.map(({ path }) => path);
  for (const path of paths.filter((name) => name !== DATABASE_NAME))
    await restoredFile(join(from, path), placeOf(path, places));
  if (places.database !== undefined) await restoredFile(join(from, DATABASE_NAME), places.database);
  return manifest;
}

async function restoredFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}

async function checkedManifest(from: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = await readManifest(from);
  } catch (thrown) {
    throw new BackupError(`${from} is no backup: ${messageOf(thrown)}`);
  }
  const faults = [...(await faultsOfFiles(from, manifest))];
  const database = join(from, DATABASE_NAME);
  if (faults.length === 0 && existsSync(database)) faults.push(...faultsOfSqlite(database));
  if (faults.length > 0) throw new BackupError(`the backup is damaged: ${faults.join('; ')}`);
  return manifest;
}

async function makeWay({ database, folders }: DataPlaces, aside: string | undefined): Promise<void> {
  if (database !== undefined && existsSync(database) && isInUse(database))
    throw new BackupError('a server is running on these data: stop it first');
  // The log of a database that was put aside would be taken for the new one's.
  const files = database === undefined ? [] : [database, `${database}-wal`, `${database}-shm`];
  const there = [...files, ...folders.map(({ path }) => path)].filter((path) => existsSync(path));
  if (there.length > 0 && aside === undefined)
    throw new BackupError(`there are data already: ${there.join(', ')}. --force puts them aside`);
  for (const path of there) await rename(path, `${path}.${aside}`);
}

function placeOf(path: string, { database, folders }: DataPlaces): string {
  if (path === DATABASE_NAME && database !== undefined) return database;
  const folder = folders.find(({ name }) => path.startsWith(`${name}/`));
  if (folder === undefined) throw new BackupError(`the backup has ${path}, which belongs nowhere`);
  return join(folder.path, path.slice(folder.name.length + 1));
}
