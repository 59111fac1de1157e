// `npm test`: installs what is missing, builds, checks, and runs every test file in a process of its own.
// `--quick` leaves out interop and the benches. Words on the command line pick files by a part of their path.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { installTestPackages } from './lib/install.mjs';
import { run } from './lib/run.mjs';

/** Folders in the order they run. Tests that start servers or measure run one at a time. */
const SUITES = [
  { folder: 'unit', atOnce: 2, limitMs: 120_000, quick: true },
  { folder: 'fuzz', atOnce: 2, limitMs: 180_000, quick: true },
  { folder: 'sim', atOnce: 1, limitMs: 300_000, quick: true },
  { folder: 'interop', atOnce: 1, limitMs: 300_000, quick: false },
  { folder: 'bench', atOnce: 1, limitMs: 300_000, quick: false },
];

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const quick = process.argv.includes('--quick');
const totals = { passed: 0, failed: 0, skipped: 0 };

if (!quick) await installTestPackages();
await build();
if (words.length === 0) {
  const checked = await check();
  totals.passed += checked.passed;
  totals.failed += checked.failed;
}
for (const suite of SUITES.filter((suite) => !quick || suite.quick)) await runSuite(suite);
if (totals.skipped > 0) console.log(`${totals.skipped} skipped, for the reasons printed above`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;

async function runSuite({ folder, atOnce, limitMs }) {
  const waiting = testFiles(join('dist/test', folder));
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await runFile(file, limitMs);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.test.js'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .toSorted();
}

async function runFile(file, limitMs) {
  const env = { NODE_ENV: 'test', HUITONG_TEST_QUICK: quick ? '1' : '' };
  const result = await run('node', ['--enable-source-maps', '--expose-gc', file], {
    timeoutMs: limitMs,
    env,
  });
  const counted = countTests(result.output);
  // A file that died, hung or ran nothing is a failure of its own.
  const broken = result.timedOut || result.code !== 0 || counted.passed + counted.skipped === 0;
  const failed = broken ? Math.max(1, counted.failed) : counted.failed;
  totals.passed += counted.passed;
  totals.skipped += counted.skipped;
  totals.failed += failed;
  const seconds = (result.ms / 1000).toFixed(1);
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${file} ${counted.passed} passed (${seconds} s)`);
  if (failed > 0)
    console.log(result.timedOut ? `${result.output}\nended after ${limitMs / 1000} s` : result.output);
  else
    for (const line of result.output.split('\n').filter((text) => text.startsWith('skipped:')))
      console.log(`     ${line}`);
}

/** The closing lines of uvu: Total, Passed, Skipped, one block for each suite of the file. */
function countTests(output) {
  // oxlint-disable-next-line no-control-regex -- uvu colours its lines
  const plain = output.replaceAll(/\u001b\[\d+m/g, '');
  const sum = (name) =>
    [...plain.matchAll(new RegExp(`^\\s*${name}:\\s+(\\d+)`, 'gm'))].reduce(
      (all, match) => all + Number(match[1]),
      0,
    );
  const passed = sum('Passed');
  const skipped = sum('Skipped');
  return { passed, skipped, failed: sum('Total') - passed - skipped };
}
