// Everything that can be said of the code without running it: format, lint, types, layers.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { run } from './lib/run.mjs';

const BIN = 'node_modules/.bin';
const CHECKS = [
  ['format', `${BIN}/oxfmt`, ['--check', '.']],
  ['lint', `${BIN}/oxlint`, ['--type-aware', '--deny-warnings']],
  ['types', `${BIN}/tsc`, ['-p', 'tsconfig.json', '--noEmit']],
  ['portal types', `${BIN}/tsc`, ['-p', 'src/portal/tsconfig.json', '--noEmit']],
  ['layers', 'node', ['scripts/check-layers.mjs']],
];

/** Returns { passed, failed }; prints a line for each check and the output of those that fail. */
export async function check() {
  let failed = 0;
  const checks = CHECKS.filter(([, , args]) => args[0] !== '-p' || existsSync(args[1]));
  for (const [name, command, args] of checks) {
    const { code, output, ms } = await run(command, args, { timeoutMs: 180_000 });
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${(ms / 1000).toFixed(1)} s)`);
    if (code === 0) continue;
    failed++;
    console.log(output);
  }
  return { passed: checks.length - failed, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { failed } = await check();
  process.exit(failed === 0 ? 0 : 1);
}
