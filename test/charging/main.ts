/**
 * The full soak: `--conferences N` random conferences in memory and `--sqlite-conferences N` against SQLite, then
 * `--kills N` times `kill -9` of a charging process and `--server-kills N` of a whole server with real calls. When
 * some of these are named, they alone are run, and the results file keeps what it has of the others. An interrupted
 * series of kills goes on where it was when `--folder` is given.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provenance, writeResult } from '../../bench/provenance.js';
import { kills } from './run-kills.js';
import { serverKills } from './run-server-kills.js';
import { soak } from './run-soak.js';

/** How much of each is the full soak. */
const FULL = { conferences: 100_000, 'sqlite-conferences': 1_000, kills: 500, 'server-kills': 500 } as const;
type Part = keyof typeof FULL;
const PARTS = Object.keys(FULL) as readonly Part[];

const { values: options } = parseArgs({
  options: {
    conferences: { type: 'string' },
    'sqlite-conferences': { type: 'string' },
    kills: { type: 'string' },
    'server-kills': { type: 'string' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
    json: { type: 'string', default: 'bench/results/soak-charging.json' },
  },
});
const seed = Number(options.seed);
const named = PARTS.filter((part) => options[part] !== undefined);
const amountOf = (part: Part): number => Number(options[part] ?? FULL[part]);
const isRun = (part: Part): boolean => (named.length === 0 || named.includes(part)) && amountOf(part) > 0;
const say = (text: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
};
// The servers that were started end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** A series that was interrupted counts its seconds itself. */
async function timed(work: Promise<object>): Promise<object> {
  const startMs = performance.now();
  const done = await work;
  return { seconds: Math.round((performance.now() - startMs) / 1_000), ...done };
}

/** Of one series, kept until it has come to its end: after a fault it can be looked into. */
function seriesFolder(name: string): string {
  if (options.folder === undefined) return mkdtempSync(join(tmpdir(), `huitong-${name}-`));
  const folder = join(options.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function killSeries(total: number): Promise<object> {
  const folder = seriesFolder('kills');
  const stateFile = join(folder, 'state.json');
  const state = existsSync(stateFile)
    ? (JSON.parse(readFileSync(stateFile, 'utf8')) as { done: number; legs: number })
    : { done: 0, legs: 0 };
  if (state.done > 0) say(`goes on after ${state.done} kills`);
  let legs = state.legs;
  const run = { file: join(folder, 'kills.sqlite'), seed, from: state.done, to: total, auditEvery: 25 };
  const { last } = await kills({
    ...run,
    progress: (done, report) => {
      legs += report.closed;
      writeFileSync(stateFile, JSON.stringify({ done: done + 1, legs }));
      if (report.audit !== undefined) say(`${done} kills, ${JSON.stringify(report)}`);
    },
  });
  rmSync(folder, { recursive: true, force: true });
  return { kills: total, legsClosedByRestart: legs, ...last };
}

async function serverKillSeries(rounds: number): Promise<object> {
  const folder = seriesFolder('server-kills');
  say(`kills of the server: ${folder}`);
  const result = await serverKills({
    folder,
    seed,
    rounds,
    auditEvery: 50,
    progress: (tally) => {
      if (tally.rounds % 10 !== 0) return;
      const leftS = ((rounds - tally.rounds) * tally.seconds) / tally.rounds;
      const rate = (tally.rounds / tally.seconds).toFixed(2);
      say(`${tally.rounds} of ${rounds} rounds, ${rate} a second, ${Math.round(leftS / 60)} min left`);
    },
  });
  rmSync(folder, { recursive: true, force: true });
  return result;
}

const runs: readonly (readonly [Part, string, (amount: number) => Promise<object>])[] = [
  [
    'conferences',
    'memory',
    (amount) =>
      soak('memory', amount, seed, (done) => {
        if (done % 5_000 === 0) say(`${done} conferences`);
      }),
  ],
  [
    'sqlite-conferences',
    'sqlite',
    (amount) => soak('sqlite', amount, seed, (done) => say(`${done} on SQLite`)),
  ],
  ['kills', 'killed', killSeries],
  ['server-kills', 'serverKills', serverKillSeries],
];
const before = existsSync(options.json)
  ? (JSON.parse(readFileSync(options.json, 'utf8')) as Record<string, unknown>)
  : {};
const results: Record<string, unknown> = {};
for (const [part, key, run] of runs) {
  if (!isRun(part)) results[key] = before[key];
  else {
    const { takenAt, commit } = provenance();
    results[key] = { takenAt, commit, seed, ...(await timed(run(amountOf(part)))) };
  }
}
writeResult(options.json, results);
say(`written to ${options.json}`);
