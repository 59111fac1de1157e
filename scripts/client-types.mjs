// Holds the types of the client (src/client/api-types.ts) against the description that the built API gives of itself.
// `node scripts/client-types.mjs [FOLDER OF THE BUILD]` compares, with `--write` it writes them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { apiTypes } from './lib/api-types.mjs';

const FILE = 'src/client/api-types.ts';

const args = process.argv.slice(2);
const built = args.find((arg) => !arg.startsWith('--')) ?? 'dist';
const { ApiWorld } = await import(pathToFileURL(resolve(built, 'test/support/api-world.js')).href);

const world = await ApiWorld.create();
const { body } = await world.raw('GET', '/openapi.json');
await world.close();

const fresh = formatted(apiTypes(body));
const known = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
if (args.includes('--write')) {
  if (fresh !== known) writeFileSync(FILE, fresh);
} else if (fresh !== known) {
  console.error(`${FILE} is not what the API describes: node scripts/client-types.mjs --write`);
  process.exit(1);
}
console.log(`types of ${Object.keys(body.paths).length} paths`);
process.exit(0);

function formatted(text) {
  const { stdout, stderr, status } = spawnSync('node_modules/.bin/oxfmt', ['--stdin-filepath', FILE], {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`oxfmt: ${stderr}`);
  return stdout;
}
