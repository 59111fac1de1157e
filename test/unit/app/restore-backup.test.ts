import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DataPlaces } from '../../../src/app/backup/data-places.js';
import { makeBackup } from '../../../src/app/backup/make-backup.js';
import { restoreBackup } from '../../../src/app/backup/restore-backup.js';
import { silentLog } from '../../../src/base/log.js';
import { openStore } from '../../../src/store/open-store.js';

const test = suite('restore of a backup');
let folder: string;
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-restore-'));
});
test.after.each(() => rmSync(folder, { recursive: true }));

const placesIn = (dataDir: string, recordings = join(dataDir, 'recordings')): DataPlaces => ({
  database: join(dataDir, 'huitong.sqlite'),
  folders: [{ name: 'recordings', path: recordings }],
});

/** With a database and a recording. */
async function backup(): Promise<string> {
  const dataDir = join(folder, 'data');
  mkdirSync(join(dataDir, 'recordings', 'one'), { recursive: true });
  writeFileSync(join(dataDir, 'recordings', 'one', 'mix.wav'), 'RIFF');
  const opened = await openStore({ kind: 'sqlite', file: join(dataDir, 'huitong.sqlite') }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  await opened.value.close();
  const to = join(folder, 'backup');
  await makeBackup(placesIn(dataDir), to, { huitong: '0', node: 'node-1', madeMs: 0 });
  return to;
}

test('everything comes back to where the configuration says', async () => {
  const from = await backup();
  const places = placesIn(join(folder, 'new'), join(folder, 'elsewhere'));
  await restoreBackup({ from, places, aside: undefined });
  assert.ok(existsSync(join(folder, 'elsewhere', 'one', 'mix.wav')));
  assert.ok(existsSync(join(folder, 'new', 'huitong.sqlite')));
});

test('a restore that breaks off leaves no database that a server would start with', async () => {
  const from = await backup();
  writeFileSync(join(folder, 'a-file'), '');
  const places = placesIn(join(folder, 'new'), join(folder, 'a-file', 'recordings'));
  try {
    await restoreBackup({ from, places, aside: undefined });
    assert.unreachable();
  } catch (thrown) {
    assert.is((thrown as NodeJS.ErrnoException).code, 'ENOTDIR');
  }
  assert.not.ok(existsSync(join(folder, 'new', 'huitong.sqlite')));
});

test.run();
