// The rows of the specification and the tests that name them. Fails when a row that is built has no test.
// `node scripts/spec-rows.mjs` checks and sums up, `--list` prints every row with its tests, `ROW …` those rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rows of the service: each must be named by a test. */
const BUILT = [...series('S', 1, 38), 'S38a', 'S38b', ...series('S', 39, 51), 'S51a', ...series('S', 52, 55)];

const ROW = /\[([SC]\d+[a-z]?)\]/g;
const [option, ...rest] = process.argv.slice(2);
const wanted = option === undefined || option === '--list' ? [] : [option, ...rest];

const tested = rowsBelow('test');
if (wanted.length > 0) {
  for (const row of wanted) print(row);
  process.exit(0);
}
if (option === '--list') for (const row of [...tested.keys()].sort(byNumber)) print(row);
const untested = BUILT.filter((row) => !tested.has(row));
console.log(`${BUILT.length - untested.length} of ${BUILT.length} rows of the service are tested`);
if (untested.length > 0) console.error(`without a test: ${untested.join(' ')}`);
process.exit(untested.length === 0 ? 0 : 1);

function series(letter, first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`);
}

function print(row) {
  console.log([row, ...(tested.get(row) ?? ['no test'])].join('\n  '));
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
