import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { projectRoot } from '../src/base/project-root.js';

/** Where a figure comes from: enough to take it again and to know what it may be compared with. */
export interface Provenance {
  readonly takenAt: string;
  readonly host: string;
  readonly node: string;
  /** Of the source; `+` at the end when files differed from it. */
  readonly commit: string;
  readonly command: string;
}

export function provenance(): Provenance {
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  const processors = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  return {
    takenAt: new Date().toISOString(),
    host: `${processors}, ${memoryGb} GB, ${platform()} ${release()} ${arch()}`,
    node: process.version,
    commit: commit(),
    command: ['node', ...process.argv.slice(1)].join(' ').replaceAll(`${projectRoot}/`, ''),
  };
}

/** Writes a results file with a checksum of what was measured. */
export function writeResult(file: string, measured: object): void {
  const sha256 = createHash('sha256').update(JSON.stringify(measured)).digest('hex');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...provenance(), sha256, ...measured }, null, 2)}\n`);
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '-uno') === '' ? '' : '+');
  } catch {
    return 'not a git checkout';
  }
}
