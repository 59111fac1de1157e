// The rows of the specification and the tests that name them. Fails when a row that is built has no test.
// `node scripts/spec-rows.mjs` checks and sums up, `--list` prints every row with its tests, `ROW …` those rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows that are built: each must be named by a test. */
const BUILT = [
  ...series('S', 1, 38),
  'S38a',
  'S38b',
  ...series('S', 39, 42),
  ...series('S', 46, 51),
  'S51a',
  'S52',
  'S55',
];

/** The part of a built row that comes with the API and the portal, and rows that come with them as a whole. */
const DUE = {
  S1: 'one login for both modules: the portal; the account that owns both is here',
  S24: 'the live page: the portal',
  S32: 'the form with its live wait: the portal; its steps are here',
  S33: 'the pages with help and tips: the portal; every way to log in is here',
  S34: 'starting from the home page: the portal',
  S36: 'the icons and the closing words of the page: the portal',
  S43: 'the account pages: the portal',
};

const ROW = /\[([SC]\d+[a-z]?)\]/g;
const [option, ...rest] = process.argv.slice(2);
const wanted = option === undefined || option === '--list' ? [] : [option, ...rest];

const tested = rowsBelow('test');
if (wanted.length > 0) {
  for (const row of wanted) print(row);
  process.exit(0);
}
if (option === '--list') for (const row of [...tested.keys()].sort(byNumber)) print(row);
const untested = BUILT.filter((row) => !tested.has(row) && !isDueAsAWhole(row));
const dueAsAWhole = Object.keys(DUE).filter((row) => !tested.has(row));
console.log(
  `${BUILT.length - untested.length} of ${BUILT.length} rows of the phone services are tested or due`,
);
for (const [row, what] of Object.entries(DUE)) {
  if (what !== '') console.log(`  ${row} due: ${what}${dueAsAWhole.includes(row) ? ' (all of it)' : ''}`);
}
if (untested.length > 0) console.error(`without a test: ${untested.join(' ')}`);
process.exit(untested.length === 0 ? 0 : 1);

/** Rows of which nothing can be shown before API and portal stand. */
function isDueAsAWhole(row) {
  return ['S1', 'S9', 'S25', 'S33'].includes(row);
}

function series(letter, first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`);
}

function print(row) {
  console.log(
    [row, ...(tested.get(row) ?? ['no test']), ...(DUE[row] ? [`due: ${DUE[row]}`] : [])].join('\n  '),
  );
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
