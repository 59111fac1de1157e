/**
 * The full soak: `--conferences N` random conferences in memory and a share of them against SQLite, then
 * `--kills N` times `kill -9`. An interrupted series of kills goes on where it was when `--folder` is given.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeResult } from '../../bench/provenance.js';
import { kills } from './run-kills.js';
import { soak } from './run-soak.js';

const { values: options } = parseArgs({
  options: {
    conferences: { type: 'string', default: '100000' },
    'sqlite-conferences': { type: 'string', default: '1000' },
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
    json: { type: 'string', default: 'bench/results/soak-charging.json' },
  },
});
const seed = Number(options.seed);
const say = (text: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
};

async function timed<T>(work: Promise<T>): Promise<T & { readonly seconds: number }> {
  const startMs = performance.now();
  const done = await work;
  return { ...done, seconds: Math.round((performance.now() - startMs) / 1_000) };
}

async function killSeries(total: number): Promise<object> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'huitong-kills-'));
  mkdirSync(folder, { recursive: true });
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

const memory = await timed(
  soak('memory', Number(options.conferences), seed, (done) => {
    if (done % 5_000 === 0) say(`${done} conferences`);
  }),
);
const sqlite = await timed(
  soak('sqlite', Number(options['sqlite-conferences']), seed, (done) => say(`${done} on SQLite`)),
);
const killed = await timed(killSeries(Number(options.kills)));
writeResult(options.json, { seed, memory, sqlite, killed });
say(`written to ${options.json}`);
