// Lists the rows of the specification, like [S10] or [C26], that tests name, each with its tests, and the rows that
// only the source names. `node scripts/spec-rows.mjs [ROW …]` lists these rows alone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROW = /\[([SC]\d+[a-z]?)\]/g;
const wanted = process.argv.slice(2);

const inTests = rowsBelow('test');
const inSource = rowsBelow('src');
const rows = [...inTests.keys()].filter((row) => wanted.length === 0 || wanted.includes(row)).sort(byNumber);
for (const row of rows) console.log([row, ...inTests.get(row)].join('\n  '));
if (wanted.length === 0) {
  const untested = [...inSource.keys()].filter((row) => !inTests.has(row)).sort(byNumber);
  console.log(`${rows.length} rows in tests; in the source alone: ${untested.join(' ') || 'none'}`);
}

/** Row → where it is named: the title of a test, or the line. */
function rowsBelow(folder) {
  const found = new Map();
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.tsx?$/.test(name));
  for (const file of files.map((name) => join(folder, name)).sort()) {
    for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      const title = /(['"`])(.{10,})\1/.exec(line)?.[2] ?? `line ${index + 1}`;
      for (const [, row] of line.matchAll(ROW)) {
        found.set(row, [...(found.get(row) ?? []), `${file}: ${title}`]);
      }
    }
  }
  return found;
}

function byNumber(a, b) {
  return (
    a[0].localeCompare(b[0]) || parseInt(a.slice(1), 10) - parseInt(b.slice(1), 10) || a.localeCompare(b)
  );
}
