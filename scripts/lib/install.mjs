import { existsSync } from 'node:fs';
import { must, run } from './run.mjs';
import { unlessDone } from './stamp.mjs';

/** Debian packages that the tests talk to, with a file that tells whether each is there. */
const TEST_PACKAGES = {
  'sip-tester': '/usr/bin/sipp',
  'baresip-core': '/usr/bin/baresip',
  sox: '/usr/bin/sox',
  chromium: '/usr/bin/chromium',
  'postgresql-15': '/usr/lib/postgresql/15/bin/initdb',
  'fonts-wqy-zenhei': '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
};

/** The packages of package-lock.json, installed once per lock file. */
export async function installNodeModules() {
  await unlessDone('node_modules/.installed', ['package-lock.json'], async () => {
    console.log('installing the packages of package-lock.json (once) …');
    // Not `npm ci`: it refuses a lock file that lacks the optional binaries of platforms a registry does not carry.
    await must('npm install', 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

/** Installs what the tests need when this is root; otherwise names the command and fails. */
export async function installTestPackages() {
  const missing = Object.keys(TEST_PACKAGES).filter((name) => !existsSync(TEST_PACKAGES[name]));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    console.error(`The tests need Debian packages. Run:\n  sudo apt-get install -y ${missing.join(' ')}`);
    process.exit(1);
  }
  console.log(`installing Debian packages for the tests (once): ${missing.join(' ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await must('apt-get install', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env,
  });
}
