import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('charging bench');
const BENCH = join(fileURLToPath(new URL('../../bench/', import.meta.url)), 'charging.js');

test('a second of blocks is set aside on SQLite, and the books agree afterwards', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [BENCH, '--small']);
  const report = JSON.parse(stdout) as { blocksPerS: number; difference: string };
  assert.ok(report.blocksPerS > 500, `${report.blocksPerS} blocks/s`);
  assert.is(report.difference, '0');
});

test.run();
