import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureRecords } from '../../../bench/record-month.js';

const test = suite('bench of records');
const LEGS = 1_200;

test('every record of the month is counted and in the file, beside commits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-records-'));
  try {
    const report = await measureRecords({ kind: 'sqlite', file: join(folder, 'db.sqlite') }, LEGS);
    assert.equal([report.legs, report.csv.rows, report.conferences], [LEGS, LEGS, LEGS / 8]);
    assert.ok(report.csv.commitMs.max > 0);
    assert.ok(report.csv.megabytes > 0.1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
