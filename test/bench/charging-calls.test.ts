import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('charging calls bench');
const BENCH = join(fileURLToPath(new URL('../../bench/', import.meta.url)), 'charging-calls.js');

interface Report {
  readonly blocksPerSecond: number;
  readonly calls: { readonly offered: number; readonly completed: number };
  readonly heldToTheEnd: number;
  readonly chargedLegs: number;
  readonly difference: string;
  readonly findings: number;
}

test('30 legs on hold pay a block a second while 30 calls come and go, and the books agree afterwards', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-bench-test-'));
  try {
    const json = join(folder, 'report.json');
    await promisify(execFile)(process.execPath, [BENCH, '--small', '--json', json]);
    const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    const { blocksPerSecond, calls, heldToTheEnd, chargedLegs, difference, findings } = report;
    assert.equal([calls.offered, calls.completed, heldToTheEnd], [30, 30, 30]);
    assert.equal([chargedLegs, difference, findings], [60, '0', 0]);
    assert.ok(blocksPerSecond >= 25, `${blocksPerSecond} blocks/s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
