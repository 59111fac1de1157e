// Holds docs/flows.md against the machines: the tables between its two marks are what every flow does in each of its
// states, found by walking the compiled flows. `node scripts/check-flows.mjs [FOLDER OF THE BUILD]` compares, with
// `--write` it writes them; every test that the document names has to be there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const DOCUMENT = 'docs/flows.md';
const BEGIN = '<!-- tables: scripts/check-flows.mjs writes from here -->';
const END = '<!-- to here -->';
const HEAD = ['| state | keys | hears, asks | next |', '| --- | --- | --- | --- |'];

const args = process.argv.slice(2);
const built = args.find((arg) => !arg.startsWith('--')) ?? 'dist';
const load = (module) => import(pathToFileURL(resolve(built, 'test/support', module)).href);
const { FLOWS } = await load('flow-catalogue.js');
const { walk, worded } = await load('flow-walk.js');

const walks = FLOWS.map((flow) => ({ flow, walk: walk(flow) }));
const tables = walks.map(({ flow, walk }) => tableOf(flow, walk)).join('\n');
const text = readFileSync(DOCUMENT, 'utf8');
const [head, tail] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
const fresh = `${head}\n\n${tables}\n${tail}`;
if (args.includes('--write')) writeFileSync(DOCUMENT, fresh);

const faults = [
  ...walks.flatMap(({ walk }) => walk.faults),
  ...(args.includes('--write') || fresh === text
    ? []
    : [`${DOCUMENT} is not what the flows do: node scripts/check-flows.mjs --write`]),
  ...missingTests(),
];
for (const fault of faults) console.error(fault);
console.log(`${walks.length} flows, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

function tableOf({ name, title, world }, { first, rows }) {
  const lines = [`### ${name}`, '', `${title}. ${world}`.trimEnd(), '', ...HEAD];
  return [...lines, ...[first, ...merged(rows)].map(rowOf), ''].join('\n');
}

/** What has the same outcome in the same state stands in one row. */
function merged(rows) {
  const groups = new Map();
  for (const row of rows) {
    const outcome = JSON.stringify([row.state, row.lines, row.next]);
    const group = groups.get(outcome);
    if (group === undefined) groups.set(outcome, { ...row, does: keysOf(row.does) });
    else group.does += ` · ${keysOf(row.does)}`;
  }
  return [...groups.values()];
}

function rowOf({ state, does, lines, next }) {
  const cell = lines.length === 0 ? '–' : lines.map(worded).join('<br>');
  return `| ${[state, does, cell, next].map((part) => part.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Keys as code, so that a star is a star. */
function keysOf(does) {
  const [, keys, rest] = /^([\d*#A-D]+)(.*)$/.exec(does) ?? [];
  return keys === undefined ? does : `\`${keys}\`${rest}`;
}

/** A row of the last table names its test as `file: title`. */
function missingTests() {
  return [...text.matchAll(/`(test\/[\w/.-]+\.ts)`: (.+?) \|$/gm)].flatMap(([, file, title]) => {
    if (!existsSync(file)) return [`${DOCUMENT}: no file ${file}`];
    return readFileSync(file, 'utf8').includes(title) ? [] : [`${DOCUMENT}: ${file} has no test "${title}"`];
  });
}
