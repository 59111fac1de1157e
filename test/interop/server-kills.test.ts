import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serverKills } from '../charging/run-server-kills.js';

/** The small form of the last part of `npm run soak:charging`. */
const test = suite('a server killed at random instants of real calls');

/** Of its first rounds one calls a party, and one kills the start as well. */
const SEED = 14;

test('[S50] every call gets its BYE and is charged once, also when the series is interrupted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-kills-'));
  const run = { folder, seed: SEED, auditEvery: 10 };
  try {
    const interrupted = await serverKills({ ...run, rounds: 1 });
    const { rounds, kills, legsUpAtKills, records, ...result } = await serverKills({ ...run, rounds: 3 });
    assert.is(rounds, 3);
    assert.ok(
      kills > 3 && legsUpAtKills > interrupted.legsUpAtKills,
      `${legsUpAtKills} legs, ${kills} kills`,
    );
    assert.ok(records > interrupted.records && result.charged > 0, `${result.charged} of ${records} records`);
    assert.is(result.byesSeen, result.byesExpected);
    assert.equal([result.difference, result.findings], ['0', 0]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
