import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SeedReport } from './run-seed.js';

export interface SeedRange {
  readonly from: number;
  readonly count: number;
  readonly threads?: number;
}

export interface SimulationSummary {
  readonly seeds: number;
  readonly callers: number;
  readonly callersMin: number;
  readonly virtualMs: number;
  readonly virtualMsMin: number;
  readonly pairsListened: number;
  readonly linesListened: number;
  readonly dialled: number;
  readonly wallMs: number;
  /** Of all threads together. */
  readonly cpuMs: number;
  readonly violating: readonly SeedReport[];
}

/** What a thread is started with: it takes one seed after another from the counter that all of them share. */
export interface SeedThreadData {
  readonly next: Int32Array;
  readonly end: number;
}

/** Runs many seeds over all processors. Rejects when a thread dies: a seed must not end the process. */
export async function runSeeds({
  from,
  count,
  threads = availableParallelism(),
}: SeedRange): Promise<SimulationSummary> {
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const reports: SeedReport[] = [];
  const next = new Int32Array(new SharedArrayBuffer(4));
  next[0] = from;
  const data: SeedThreadData = { next, end: from + count };
  const workers = Array.from({ length: threads }, async () => {
    const worker = new Worker(new URL('seed-thread.js', import.meta.url), { workerData: data });
    worker.on('message', (report: SeedReport) => reports.push(report));
    await once(worker, 'exit');
  });
  await Promise.all(workers);
  if (reports.length !== count) throw new Error(`${count - reports.length} seeds gave no report`);
  const { user, system } = process.cpuUsage(cpuBefore);
  return summaryOf(reports, performance.now() - startMs, (user + system) / 1_000);
}

function summaryOf(reports: readonly SeedReport[], wallMs: number, cpuMs: number): SimulationSummary {
  const sum = (of: (report: SeedReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  return {
    seeds: reports.length,
    callers: sum(({ callers }) => callers),
    callersMin: Math.min(...reports.map(({ callers }) => callers)),
    virtualMs: sum(({ virtualMs }) => virtualMs),
    virtualMsMin: Math.min(...reports.map(({ virtualMs }) => virtualMs)),
    pairsListened: sum(({ pairsListened }) => pairsListened),
    linesListened: sum(({ linesListened }) => linesListened),
    dialled: sum(({ dialled }) => dialled),
    wallMs,
    cpuMs,
    violating: reports.filter(({ violations }) => violations.length > 0).toSorted((a, b) => a.seed - b.seed),
  };
}

/** For people: one line for each violation with the seed that shows it again, and one for the whole. */
export function describeSummary(summary: SimulationSummary): string {
  const { seeds, callers, dialled, virtualMs, pairsListened, linesListened, wallMs, cpuMs, violating } =
    summary;
  const violations = violating.flatMap(({ seed, violations }) =>
    violations.map((violation) => `seed ${seed}: ${violation}`),
  );
  const whole =
    `${seeds} seeds, ${violations.length} violations, ${callers} calls in, ${dialled} out, ` +
    `${(virtualMs / 1_000).toFixed(0)} virtual seconds, ${pairsListened} times listened, ${linesListened} of them on a private line, ` +
    `in ${(wallMs / 1_000).toFixed(1)} s (${(cpuMs / seeds).toFixed(0)} ms of processor time a seed)`;
  const replay = violating.length === 0 ? [] : [`replay: npm run sim -- --seed ${violating[0]?.seed}`];
  return [...violations, whole, ...replay].join('\n');
}
