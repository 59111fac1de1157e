// Builds build/huitong.node from native/*.cc with the machine's C++ compiler. Skipped while the sources are the
// same. Without a compiler the server still runs: packets then go through node:dgram and TypeScript mixes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlessDone } from './lib/stamp.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const OUTPUT = 'build/huitong.node';
const STAMP = 'build/.native';
const FLAGS = [
  '-O3',
  '-std=c++17',
  '-fPIC',
  '-shared',
  '-fvisibility=hidden',
  '-ffp-contract=off',
  '-Wall',
  '-Wextra',
  '-Werror',
];

const compiler = ['g++', 'c++', 'clang++'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);
if (compiler === undefined) {
  console.log(
    'no C++ compiler found: the native addon is not built, the server runs on node:dgram and the TypeScript mixer',
  );
} else if (process.platform !== 'linux') {
  console.log('the native addon is for Linux: the server runs on node:dgram and the TypeScript mixer');
} else {
  const inputs = ['native', 'scripts/build-native.mjs', 'package-lock.json'];
  if (!existsSync(OUTPUT)) rmSync(STAMP, { force: true });
  await unlessDone(STAMP, inputs, compile);
}

function compile() {
  const headers = createRequire(import.meta.url)('node-api-headers').include_dir;
  const sources = readdirSync('native')
    .filter((name) => name.endsWith('.cc'))
    .sort()
    .map((name) => join('native', name));
  mkdirSync(dirname(OUTPUT), { recursive: true });
  // Written beside and moved into place: a running server keeps the file it has mapped.
  const fresh = `${OUTPUT}.${process.pid}`;
  const result = spawnSync(compiler, [...FLAGS, '-isystem', headers, '-o', fresh, ...sources], {
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    process.stderr.write(result.stderr);
    throw new Error(`${compiler} failed on the native addon`);
  }
  renameSync(fresh, OUTPUT);
  console.log(`built ${OUTPUT} with ${compiler}`);
}
