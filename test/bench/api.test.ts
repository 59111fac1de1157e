import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('api bench');
const BENCH = join(fileURLToPath(new URL('../../bench/', import.meta.url)), 'api.js');

interface Report {
  readonly reads: { readonly sent: number; readonly failed: number };
  readonly changeSeenMs: { readonly p50: number };
  readonly beats: { readonly counted: number };
  readonly callersUp: number;
}

test('30 callers talk while 50 reads a second are answered and changes are seen by another client', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-bench-test-'));
  try {
    const json = join(folder, 'report.json');
    await promisify(execFile)(process.execPath, [BENCH, '--small', '--json', json]);
    const { reads, changeSeenMs, beats, callersUp } = JSON.parse(readFileSync(json, 'utf8')) as Report;
    assert.equal([reads.sent, reads.failed, callersUp], [150, 0, 30]);
    assert.ok(changeSeenMs.p50 > 0);
    // Four phases in 20 ms, for three seconds.
    assert.ok(beats.counted > 400, `${beats.counted} beats`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
