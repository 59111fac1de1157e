// Everything that can be said of the code without running it: format, lint, types, layers, documents.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { run } from './lib/run.mjs';

const BIN = 'node_modules/.bin';
const CHECKS = [
  { name: 'format', command: `${BIN}/oxfmt`, args: ['--check', '.'] },
  { name: 'lint', command: `${BIN}/oxlint`, args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', command: `${BIN}/tsc`, args: ['-p', 'tsconfig.json', '--noEmit'] },
  { name: 'portal types', command: `${BIN}/tsc`, args: ['-p', 'src/portal/tsconfig.json', '--noEmit'] },
  { name: 'layers', command: 'node', args: ['scripts/check-layers.mjs'] },
  { name: 'rows', command: 'node', args: ['scripts/spec-rows.mjs'] },
  { name: 'flows', command: 'node', args: ['scripts/check-flows.mjs'] },
  { name: 'client types', command: 'node', args: ['scripts/client-types.mjs'] },
  { name: 'documents', command: 'node', args: ['scripts/check-docs.mjs'] },
];

/** Returns { passed, failed }; prints a line for each check and the output of those that fail. */
export async function check() {
  let failed = 0;
  const checks = CHECKS.filter(({ args }) => args[0] !== '-p' || existsSync(args[1]));
  for (const { name, command, args } of checks) {
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
