import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Caller, pause } from '../support/caller.js';
import { untilHears } from '../support/listening.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('calls while the database cannot be written');

const TONE = 1_004;
const LIMIT_MS = 30_000;

async function answerOf(server: ServerProcess): Promise<number> {
  const caller = await Caller.dial({ server: server.address, called: '9002' });
  await caller.until(() => caller.isUp || caller.isOver, 'an answer');
  const status = caller.device.phone.call.finalStatus;
  if (caller.isUp) await caller.hangUp();
  caller.close();
  return status;
}

/** Calls are answered again, within a time. */
async function untilAnswered(server: ServerProcess): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while ((await answerOf(server)) !== 200) {
    if (performance.now() > endMs) throw new Error(`no call is answered:\n${server.output}`);
    await pause(200);
  }
}

/** During an outage: new calls get a 503, one that is up goes on, and one that ends then is recorded after. */
async function outage(server: ServerProcess, begin: () => void, end: () => void): Promise<void> {
  const options = { server: server.address, called: '9002' };
  const [staying, leaving] = await Promise.all([Caller.call(options), Caller.call(options)]);
  begin();
  assert.is(await answerOf(server), 503);
  assert.is(await answerOf(server), 503);
  await leaving.hangUp();
  await untilHears(staying, [TONE], [TONE]);
  assert.ok(staying.isUp);
  end();
  await untilAnswered(server);
  assert.ok(staying.isUp);
  await staying.hangUp();
  assert.is(await server.stop(), 0);
  const database = new Database(server.databaseFile, { readonly: true });
  for (const caller of [staying, leaving]) {
    caller.close();
    const { callId } = caller.device.phone.call;
    const ended = database.prepare('select end_reason from legs where sip_call_id = ?').pluck().all(callId);
    assert.equal(ended, ['hung-up']);
  }
  assert.is(database.prepare('select count(*) from legs where end_ms is null').pluck().get(), 0);
  database.close();
}

test('another process holds the lock', async () => {
  const server = await ServerProcess.start();
  let other: Database.Database | undefined;
  try {
    await outage(
      server,
      () => {
        other = new Database(server.databaseFile);
        other.exec('begin immediate');
      },
      () => other?.exec('rollback'),
    );
  } finally {
    other?.close();
    await server.dispose();
  }
});

test('the disk is full', async () => {
  const server = await ServerProcess.prepare({});
  mkdirSync(server.dataDir);
  const mounted = mountSmallDisk(server.dataDir);
  try {
    if (!mounted) {
      console.log('skipped: a full disk needs the right to mount a tmpfs');
      return;
    }
    await server.launch();
    const filler = join(server.dataDir, 'filler');
    await outage(
      server,
      () => fill(filler),
      () => rmSync(filler),
    );
  } finally {
    if (mounted) execFileSync('umount', ['--lazy', server.dataDir]);
    await server.dispose();
  }
});

function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'huitong-test', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Writes until not even a small file fits. */
function fill(file: string): void {
  for (const bytes of [1 << 20, 1 << 12]) {
    const block = Buffer.alloc(bytes);
    try {
      for (;;) writeFileSync(file, block, { flag: 'a' });
    } catch (thrown) {
      assert.is((thrown as NodeJS.ErrnoException).code, 'ENOSPC');
    }
  }
}

test.run();
