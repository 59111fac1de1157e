import { parse } from 'csv-parse/sync';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { columnsOf, readRow } from '../../../src/contacts/contact-csv.js';
import { IMPORT_LIMITS } from '../../../src/contacts/import-row.js';
import {
  EXAMPLE_FILE,
  fileProblem,
  IMPORT_BYTES_MAX,
  outcomeParts,
  rowsTaken,
} from '../../../src/portal/pages/contacts/import-values.js';

const test = suite('contacts from a file');

test('a file that cannot be imported is refused before it is sent', () => {
  assert.is(fileProblem({ name: '客户.CSV', size: 100 }), undefined);
  assert.is(fileProblem({ name: '客户.xlsx', size: 100 }), 'notCsv');
  assert.is(fileProblem({ name: 'a.csv', size: 0 }), 'empty');
  assert.is(fileProblem({ name: 'a.csv', size: IMPORT_LIMITS.bytesMax }), undefined);
  assert.is(fileProblem({ name: 'a.csv', size: IMPORT_BYTES_MAX + 1 }), 'tooLarge');
});

test('the example is a file without a mistake', () => {
  const [head = [], ...rows] = parse(EXAMPLE_FILE, { bom: true });
  assert.ok(rows.length > 0);
  assert.ok(rows.every((row) => readRow(row, columnsOf(head)).ok));
});

test('rows whose number is there already count unless they are left out', () => {
  const found = { new: 3, duplicate: 2 };
  assert.equal(
    (['skip', 'merge', 'add'] as const).map((choice) => rowsTaken(found, choice)),
    [3, 5, 5],
  );
});

test('what did not happen is not told', () => {
  assert.equal(outcomeParts({ added: 0, merged: 2, skipped: 0 }), [
    ['added', 0],
    ['merged', 2],
  ]);
});

test.run();
