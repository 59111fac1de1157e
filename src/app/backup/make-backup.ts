import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { copySqlite, faultsOfSqlite } from '../../store/sqlite-copy.js';
import { DATABASE_NAME, type DataPlaces } from './data-places.js';
import { MANIFEST_NAME, sumsOf, type Manifest, type ManifestFile } from './manifest.js';

/** A backup cannot be made or used; the message is for the person who asked. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Copies the database as it is at this moment, then the files that it tells of, into a folder that appears whole or
 * not at all. A server may be running, with calls up: it is held up nowhere.
 */
export async function makeBackup(
  { database, folders }: DataPlaces,
  to: string,
  about: Pick<Manifest, 'huitong' | 'node' | 'madeMs'>,
): Promise<Manifest> {
  if (existsSync(to)) throw new BackupError(`${to} is there already`);
  const growing = `${to}.partial-${process.pid}`;
  // Numbers of people and hashes of passwords are in it.
  await mkdir(growing, { recursive: true, mode: 0o700 });
  try {
    const files: ManifestFile[] = [];
    if (database !== undefined) files.push(await copiedDatabase(database, growing));
    // After the database: what it tells of is there, unless it was deleted since.
    for (const { name, path } of folders) files.push(...(await copiedFolder(path, growing, name)));
    const manifest: Manifest = { format: 1, ...about, files };
    await writeFile(join(growing, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
    await synced(join(growing, MANIFEST_NAME));
    await rename(growing, to);
    await synced(dirname(to));
    return manifest;
  } catch (thrown) {
    await rm(growing, { recursive: true, force: true });
    throw thrown;
  }
}

async function copiedDatabase(file: string, folder: string): Promise<ManifestFile> {
  if (!existsSync(file)) throw new BackupError(`there is no database ${file}`);
  const copy = join(folder, DATABASE_NAME);
  copySqlite(file, copy);
  const faults = faultsOfSqlite(copy);
  if (faults.length > 0) throw new BackupError(`the database is damaged: ${faults.join('; ')}`);
  return { path: DATABASE_NAME, ...(await sumsOf(copy)) };
}

/** Files that come while this runs may be left out, and so may those that go; a recording that runs is cut short. */
async function copiedFolder(from: string, folder: string, name: string): Promise<readonly ManifestFile[]> {
  if (!existsSync(from)) return [];
  const files: ManifestFile[] = [];
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = join(name, relative(from, source));
    const copy = join(folder, path);
    await mkdir(dirname(copy), { recursive: true });
    if (!(await wasCopied(source, copy))) continue;
    files.push({ path, ...(await sumsOf(copy)) });
  }
  return files;
}

async function wasCopied(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw thrown;
  }
  await synced(to);
  return true;
}

async function synced(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync();
  await handle.close();
}
