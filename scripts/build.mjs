// Builds what is out of date: the native addon, the modules and their tests, the server, the portal.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { bundleServer } from './lib/bundle.mjs';
import { installNodeModules } from './lib/install.mjs';
import { must } from './lib/run.mjs';
import { unlessDone } from './lib/stamp.mjs';

const BIN = 'node_modules/.bin';

export async function build() {
  await installNodeModules();
  await Promise.all([buildNative(), buildModules(), buildServer(), buildPortal()]);
}

async function buildNative() {
  await must('building the native addon', 'node', ['scripts/build-native.mjs'], { echo: true });
}

async function buildModules() {
  const inputs = ['src', 'bench', 'test', 'tsconfig.json', 'package-lock.json'];
  await unlessDone('dist/.modules', inputs, async () => {
    console.log('building modules and tests …');
    await must('tsc', `${BIN}/tsc`, ['-p', 'tsconfig.json']);
  });
}

async function buildServer() {
  const inputs = ['src', 'tsconfig.json', 'package-lock.json', 'scripts/lib/bundle.mjs'];
  await unlessDone('dist/.server', inputs, async () => {
    console.log('bundling the server …');
    await bundleServer();
  });
}

async function buildPortal() {
  if (!existsSync('src/portal/vite.config.ts')) return;
  await unlessDone('dist/.portal', ['src/portal', 'package-lock.json'], async () => {
    console.log('building the portal …');
    await must('tsc (portal)', `${BIN}/tsc`, ['-p', 'src/portal/tsconfig.json', '--noEmit']);
    await must('vite build', `${BIN}/vite`, [
      'build',
      '--config',
      'src/portal/vite.config.ts',
      '--logLevel',
      'warn',
    ]);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await build();
