import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { readCertificate } from '../../api/certificate.js';
import { messageOf } from '../../base/errors.js';
import { projectRoot } from '../../base/project-root.js';
import type { Config } from '../../config/schema.js';
import { loadPrompts } from '../../ivr/prompt-library.js';
import { PACKET_IO_KINDS, whyNot } from '../../mixer/io/choose.js';
import { usedOverrideFolder } from '../media.js';
import { failing, fine, warning, type Finding } from './finding.js';

const GIB = 2 ** 30;
const FREE_MIN_BYTES = GIB;
const SYNCS = 20;
const SYNC_MS_MAX = 20;
const DAY_MS = 86_400_000;
const EXPIRY_DAYS = 14;

export const findingsOfFiles = async (config: Config, utcMs: number): Promise<readonly Finding[]> => [
  addon(),
  packetIo(),
  prompts(config),
  ...(await disk(config.dataDir)),
  ...certificate(config, utcMs),
];

function addon(): Finding {
  return existsSync(join(projectRoot, 'build', 'huitong.node'))
    ? fine('native addon', 'built')
    : warning(
        'native addon',
        'not built',
        'install g++ and run npm run build: a core carries several times as many calls',
      );
}

function packetIo(): Finding {
  const kinds = PACKET_IO_KINDS.map(({ name, create }) => ({ name, reason: whyNot(create) }));
  const best = kinds.find(({ reason }) => reason === undefined);
  const refused = kinds
    .filter(({ reason }) => reason !== undefined)
    .map(({ name, reason }) => `${name}: ${reason}`);
  if (best === undefined)
    return failing('packet I/O', refused.join('; '), 'no way to send packets works here');
  if (best === kinds[0]) return fine('packet I/O', best.name);
  const advice = 'kernel 6.1 or later, kernel.io_uring_disabled=0, and no seccomp filter against io_uring';
  return warning('packet I/O', `${best.name}, as ${refused.join('; ')}`, advice);
}

function prompts(config: Config): Finding {
  const { faults, prompts: found } = loadPrompts({ overrideFolder: usedOverrideFolder(config) });
  return faults.length === 0
    ? fine('prompts', `${found.length} files`)
    : failing(
        'prompts',
        faults.map(({ message }) => message).join('; '),
        'render or replace them: callers hear nothing there',
      );
}

async function disk(dataDir: string): Promise<readonly Finding[]> {
  try {
    await mkdir(dataDir, { recursive: true });
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const found = `${(free / GIB).toFixed(1)} GiB free in ${dataDir}`;
    const space =
      free >= FREE_MIN_BYTES
        ? fine('disk space', found)
        : warning('disk space', found, 'an hour of a recording takes 58 MB, a million legs about 2 GB');
    return [space, await syncs(dataDir)];
  } catch (thrown) {
    const isFull = (thrown as NodeJS.ErrnoException).code === 'ENOSPC';
    const advice = isFull ? 'free some space there' : `make ${dataDir} writable for this user`;
    return [failing('disk', messageOf(thrown), advice)];
  }
}

/** A call is answered after its opening is durable: what a sync takes, a caller waits. */
async function syncs(dataDir: string): Promise<Finding> {
  const path = join(dataDir, `.doctor-${process.pid}`);
  const file = await open(path, 'w');
  const tookMs: number[] = [];
  try {
    for (let i = 0; i < SYNCS; i++) {
      const startMs = performance.now();
      await file.write(Buffer.alloc(4_096), 0, 4_096, i * 4_096);
      await file.datasync();
      tookMs.push(performance.now() - startMs);
    }
  } finally {
    await file.close();
    await rm(path);
  }
  const sorted = tookMs.toSorted((one, other) => one - other);
  const median = sorted[SYNCS / 2]!;
  const found = `median ${median.toFixed(1)} ms, worst ${sorted[SYNCS - 1]!.toFixed(1)} ms`;
  return median <= SYNC_MS_MAX
    ? fine('disk sync', found)
    : warning('disk sync', found, 'every answered call waits for one: use a faster disk for dataDir');
}

function certificate({ http }: Config, utcMs: number): readonly Finding[] {
  const check = 'certificate';
  const isLocal = http.bind === '127.0.0.1' || http.bind === '::1';
  if (http.tls === undefined) {
    if (isLocal) return [];
    const advice = 'set http.tls, or bind to 127.0.0.1 behind a proxy: passwords cross the network in clear';
    return [warning(check, `plain HTTP on ${http.bind}`, advice)];
  }
  try {
    const { validTo } = new X509Certificate(readCertificate(http.tls).cert);
    const days = Math.floor((Date.parse(validTo) - utcMs) / DAY_MS);
    const found = `${http.tls.cert} is valid until ${validTo}`;
    if (days < 0) return [failing(check, found, 'renew it')];
    return [days < EXPIRY_DAYS ? warning(check, found, 'renew it') : fine(check, found)];
  } catch (thrown) {
    return [failing(check, messageOf(thrown), 'http.tls must name a PEM certificate and its key')];
  }
}
