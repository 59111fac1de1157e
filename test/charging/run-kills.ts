import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { below, seededRandom } from '../../src/base/random.js';
import type { ChildReport } from './kill-child.js';

const CHILD = fileURLToPath(new URL('./kill-child.js', import.meta.url));
const READY_MS = 120_000;
const KILL_WITHIN_MS = 1_500;

export interface KillRun {
  readonly file: string;
  readonly seed: number;
  /** Done before, when a run is resumed. */
  readonly from: number;
  readonly to: number;
  /** Every so many starts rate all records again; the last one does in any case. */
  readonly auditEvery: number;
  readonly progress?: (done: number, report: ChildReport) => void;
}

export interface KillTally {
  readonly legsClosedByRestart: number;
  readonly last: ChildReport;
}

/** Starts a charging process and kills it at a random instant, again and again; throws at the first fault. */
export async function kills({ file, seed, from, to, auditEvery, progress }: KillRun): Promise<KillTally> {
  let legsClosedByRestart = 0;
  for (let done = from; ; done++) {
    const isLast = done >= to;
    const words = [...(isLast || done % auditEvery === 0 ? ['audit'] : []), ...(isLast ? ['idle'] : [])];
    // Each start has a moment of its own, however often the run is resumed.
    const killAfterMs = below(seededRandom(seed + done), KILL_WITHIN_MS);
    const report = await oneLife(file, seed + done, words, isLast ? undefined : killAfterMs);
    check(done, report);
    legsClosedByRestart += report.closed;
    progress?.(done, report);
    if (isLast) return { legsClosedByRestart, last: report };
  }
}

/** From the start to `kill -9`; undefined: to its end. */
async function oneLife(
  file: string,
  seed: number,
  words: readonly string[],
  killAfterMs: number | undefined,
): Promise<ChildReport> {
  const child = spawn(process.execPath, ['--enable-source-maps', CHILD, file, String(seed), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  const lines = createInterface({ input: child.stdout });
  const report = await Promise.race([
    once(lines, 'line').then(([line]) => JSON.parse(String(line)) as ChildReport),
    gone.then(([code]) => {
      throw new Error(`the process ended by itself: ${String(code)}`);
    }),
  ]);
  clearTimeout(late);
  if (killAfterMs !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, killAfterMs));
    if (child.exitCode !== null) throw new Error(`the process failed by itself: ${child.exitCode}`);
    child.kill('SIGKILL');
  }
  await gone;
  return report;
}

function check(start: number, report: ChildReport): void {
  const { openLegs, reserved, reservations, unproven, belowLimit, audit } = report;
  const faults =
    openLegs + reservations + unproven + belowLimit + Math.abs(reserved) + (audit?.findings ?? 0);
  if (faults > 0 || (audit !== undefined && audit.difference !== '0'))
    throw new Error(`start ${start}: ${JSON.stringify(report)}`);
}
