import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/base/errors.js';
import { numberIn } from './load/options.js';
import { describeReport, type LoadReport } from './load/report.js';
import { writeResult } from './provenance.js';
import { endWithParent, pinned, ServerProcess } from './server-process.js';

/**
 * The largest number of callers that one core serves with perfect sound: the server on one processor, the callers
 * on another, more callers at each step until one of them is not served well, then halving the difference.
 */
const USAGE = `usage: node dist/bench/capacity.js [options]
  --small                    one step of 20 callers for 3 s, nothing pinned
  --callers 1000             this one step only
  --from 300 --to 4500       where the search begins and ends
  --seconds 8                measured time of a step     --room-size 3   callers in a room
  --talkers N                talkers in a room (all)     --ramp 100      calls a second
  --loss 0 --jitter-ms 0     what the callers' line does --seed 1
  --config examples/bench.yaml
  --json FILE                results (bench/results/capacity.json when a search or --callers)`;

const LOAD_ENTRY = fileURLToPath(new URL('load/main.js', import.meta.url));
const SERVER_CPU = 0;
const LOAD_CPU = 1;
const GROWTH = 1.5;
/** The search ends when the largest good and the smallest bad step are this close. */
const CLOSE_ENOUGH = 0.05;
/** A bad step is tried once more: another program may have taken the processor. */
const TRIES = 2;
const SMALL = { callers: 20, seconds: '3' };

interface Step {
  readonly callers: number;
  readonly good: boolean;
  readonly readyAfterMs: number;
  readonly report: LoadReport;
}

// Exits in the orderly way, so that the server and the callers end too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const command = readCommand();
const steps: Step[] = [];
try {
  const largestGood = command.single === undefined ? await search() : await single(command.single);
  console.log(`largest good: ${largestGood} callers`);
  const { jsonFile, seed, pinned } = command;
  if (jsonFile !== undefined)
    writeResult(jsonFile, { benchmark: 'capacity', seed, pinned, largestGood, steps });
  process.exitCode = largestGood > 0 ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

async function single(callers: number): Promise<number> {
  return (await isGood(callers)) ? callers : 0;
}

async function search(): Promise<number> {
  let good = 0;
  let bad = command.to + 1;
  for (let next = command.from; next < bad; next = Math.min(wholeRooms(next * GROWTH), command.to)) {
    if (await isGood(next)) good = next;
    else bad = next;
    if (good === command.to) return good;
  }
  while (bad - good > Math.max(command.roomSize, CLOSE_ENOUGH * bad)) {
    const middle = wholeRooms((good + bad) / 2);
    if (middle <= good || middle >= bad) break;
    if (await isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function wholeRooms(callers: number): number {
  return command.roomSize * Math.round(callers / command.roomSize);
}

async function isGood(callers: number): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const step = await measure(callers);
    steps.push(step);
    console.log(`${describeReport(step.report)}\n`);
    if (step.good) return true;
  }
  return false;
}

/** One load against a server started for it alone. */
async function measure(callers: number): Promise<Step> {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-load-'));
  const server = await ServerProcess.start({
    config: command.config,
    cpu: command.pinned ? SERVER_CPU : undefined,
    environment: { HUITONG_MEDIA_WORKERS: '1' },
  });
  try {
    const jsonFile = join(folder, 'report.json');
    const words = [
      process.execPath,
      LOAD_ENTRY,
      '--server',
      `127.0.0.1:${server.sipPort}`,
      '--callers',
      String(callers),
    ];
    const options = ['--server-pid', String(server.pid), '--json', jsonFile, ...command.loadOptions];
    const [program, ...args] = pinned([...words, ...options], command.pinned ? LOAD_CPU : undefined);
    const load = spawn(program!, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    endWithParent(load);
    await once(load, 'exit');
    const report = JSON.parse(readFileSync(jsonFile, 'utf8')) as LoadReport;
    return {
      callers,
      good: report.good === report.callers,
      readyAfterMs: Math.round(server.readyAfterMs),
      report,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface CapacityCommand {
  readonly single: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly roomSize: number;
  readonly seed: number;
  readonly config: string;
  readonly pinned: boolean;
  readonly jsonFile: string | undefined;
  /** Handed on to the load generator as they are. */
  readonly loadOptions: readonly string[];
}

function readCommand(): CapacityCommand {
  try {
    return parseCommand();
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}

function parseCommand(): CapacityCommand {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      small: { type: 'boolean', default: false },
      callers: text,
      from: { ...text, default: '300' },
      to: { ...text, default: '4500' },
      seconds: { ...text, default: '8' },
      'room-size': { ...text, default: '3' },
      talkers: text,
      ramp: { ...text, default: '100' },
      loss: { ...text, default: '0' },
      'jitter-ms': { ...text, default: '0' },
      seed: { ...text, default: '1' },
      config: { ...text, default: 'examples/bench.yaml' },
      json: text,
    },
  });
  const { small, callers } = values;
  const seconds = small ? SMALL.seconds : values.seconds;
  const loadOptions = Object.entries({ ...values, seconds })
    .filter(([name]) =>
      ['seconds', 'room-size', 'talkers', 'ramp', 'loss', 'jitter-ms', 'seed'].includes(name),
    )
    .flatMap(([name, value]) => [`--${name}`, String(value)]);
  return {
    single: small ? SMALL.callers : callers === undefined ? undefined : numberIn('callers', callers, 1, 4999),
    from: numberIn('from', values.from, 1, 4999),
    to: numberIn('to', values.to, 1, 4999),
    roomSize: numberIn('room-size', values['room-size'], 1, 4999),
    seed: numberIn('seed', values.seed, 0, 0xffff_ffff),
    config: values.config,
    pinned: !small && cpus().length > 1,
    jsonFile: values.json ?? (small ? undefined : join('bench', 'results', 'capacity.json')),
    loadOptions,
  };
}
