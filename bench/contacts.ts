import { parseArgs } from 'node:util';
import { measureContactImport } from './contact-import.js';
import { numberIn } from './load/options.js';
import { writeResult } from './provenance.js';

/** 10,000 contacts from a file: how long until they are stored, and what the main thread notices of it [S39]. */
const USAGE = `usage: node dist/bench/contacts.js [options]
  --rows 10000   --json FILE   results (bench/results/contacts.json when 10,000 rows or more)`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help === true) {
  console.log(USAGE);
  process.exit(0);
}
const rows = numberIn('--rows', values.rows, 1, 20_000);
const jsonFile = values.json ?? (rows >= 10_000 ? 'bench/results/contacts.json' : undefined);
const report = await measureContactImport(rows);
console.log(JSON.stringify(report, null, 2));
if (jsonFile !== undefined) writeResult(jsonFile, report);
