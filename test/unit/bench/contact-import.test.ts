import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureContactImport } from '../../../bench/contact-import.js';

const test = suite('bench of contacts');
const ROWS = 450;

test('every row of the file is previewed, stored and timed', async () => {
  const report = await measureContactImport(ROWS);
  assert.equal([report.rows, report.added], [ROWS, ROWS]);
  assert.ok(report.previewS + report.confirmationS <= report.wholeS + 0.1);
  assert.ok(report.processorS > 0 && report.heldUpMs.max > 0);
});

test.run();
