import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { parse, stringify } from 'yaml';
import { messageOf } from '../src/base/errors.js';
import { projectRoot } from '../src/base/project-root.js';
import { ChangeWatch } from './api-changes.js';
import { createApiMonth } from './api-month.js';
import { OpenLoopReads } from './api-reads.js';
import { HostStalls } from './host-stalls.js';
import { numberIn } from './load/options.js';
import { rounded, type Spread } from './percentile.js';
import { processCpuUs } from './process-usage.js';
import { writeResult } from './provenance.js';
import { readCounts } from './server-metrics.js';
import { endWithParent, pinned, pinThisProcess, ServerProcess } from './server-process.js';

/**
 * Reads of the API beside talking callers, by one running server on one processor: lists, totals, one conference,
 * the balance, at a steady rate whether or not answers come; the first seconds are not counted. What is changed
 * meanwhile is seen by another client. The beats of the mixer that begin too late are counted by the server, and
 * those times beside it in which the host let nobody run.
 */
const USAGE = `usage: node dist/bench/api.js [options]
  --small         30 callers, 50 reads a second for 3 s, nothing pinned
  --callers 500   who talk          --rate 1000   reads a second     --seconds 120
  --legs 100000   of the month      --changes 200
  --unpinned      server and clients on all processors               --json FILE  results`;

const LOAD_ENTRY = fileURLToPath(new URL('load/main.js', import.meta.url));
const SERVER_CPU = 0;
const CLIENTS_CPU = 1;
const SMALL = { callers: '30', rate: '50', seconds: '3', legs: '300', changes: '10' };
const RAMP_PER_SECOND = 50;
const UP_MS_MAX = 60_000;
/** At the full rate from the first read on: what the engine has not compiled yet takes several times as long. */
const WARM_UP_S = 20;
/** The callers talk so much longer than is measured. */
const MARGIN_S = WARM_UP_S + 16;
/** A beat that begins later than this is heard, if the jitter buffers are short. */
const LATE = '0.005';

// Exits in the orderly way, so that the server and the callers end too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

interface Report {
  readonly reads: { readonly sent: number; readonly failed: number; readonly answerMs: Spread };
  readonly readMs: Readonly<Record<string, Spread>>;
  readonly changeSeenMs: Spread;
  readonly beats: { readonly counted: number; readonly lateOver5msPct: number; readonly missed: number };
  /** Of the server's processor, by the host, for more than 5 ms; undefined when it is not known. */
  readonly hostStallMs: readonly number[] | undefined;
  readonly serverCpus: number;
  readonly callersUp: number;
}

// A collection of the clients' own would be measured as the server's.
setFlagsFromString('--no-memory-reducer');
const command = readCommand();
if (command.pinned) pinThisProcess(CLIENTS_CPU);
const folder = mkdtempSync(join(tmpdir(), 'huitong-bench-'));
try {
  const report = await measure();
  console.log(JSON.stringify(report, null, 2));
  const { jsonFile, ...options } = command;
  if (jsonFile !== undefined) writeResult(jsonFile, { benchmark: 'api', ...options, ...report });
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<Report> {
  await createApiMonth(join(folder, 'huitong.sqlite'), command.legs);
  const server = await ServerProcess.start({
    config: config(),
    cpu: command.pinned ? SERVER_CPU : undefined,
    dataFolder: folder,
    environment: { HUITONG_MEDIA_WORKERS: '1' },
  });
  const callers = talk(server.sipPort);
  try {
    const callersUp = await untilUp(server.httpPort);
    return { ...(await whileTalking(server)), callersUp };
  } finally {
    callers.kill('SIGTERM');
    await server.stop();
  }
}

async function whileTalking(server: ServerProcess): Promise<Omit<Report, 'callersUp'>> {
  const { rate, seconds, changes } = command;
  const watch = await ChangeWatch.begin(server.httpPort);
  const host = command.pinned ? new HostStalls(SERVER_CPU) : undefined;
  const warmUp = new OpenLoopReads(server.httpPort, watch.conference);
  await warmUp.run(rate, Math.min(WARM_UP_S, seconds));
  const reads = new OpenLoopReads(server.httpPort, watch.conference);
  host?.taken();
  const before = await beatsOf(server.httpPort);
  const cpuBefore = processCpuUs(server.pid);
  const startMs = performance.now();
  const [changeSeenMs] = await Promise.all([
    watch.run(changes, (1_000 * seconds) / changes),
    reads.run(rate, seconds),
  ]);
  const tookUs = 1_000 * (performance.now() - startMs);
  const serverCpus = rounded((processCpuUs(server.pid) - cpuBefore) / tookUs);
  const after = await beatsOf(server.httpPort);
  watch.end();
  const hostStallMs = host?.taken();
  host?.end();
  const counted = after.counted - before.counted;
  const late = counted - (after.inTime - before.inTime);
  return {
    ...reads.report(),
    changeSeenMs,
    beats: {
      counted,
      lateOver5msPct: rounded((100 * late) / counted, 4),
      missed: after.missed - before.missed,
    },
    hostStallMs,
    serverCpus,
  };
}

async function beatsOf(httpPort: number) {
  const count = await readCounts(httpPort);
  return {
    counted: count('huitong_beat_lateness_seconds_count{worker="0"}'),
    inTime: count(`huitong_beat_lateness_seconds_bucket{worker="0",le="${LATE}"}`),
    missed: count('huitong_beats_missed_total{worker="0"}'),
  };
}

function talk(sipPort: number) {
  const seconds = command.seconds + MARGIN_S + Math.ceil(command.callers / RAMP_PER_SECOND);
  const options = {
    server: `127.0.0.1:${sipPort}`,
    callers: command.callers,
    seconds,
    ramp: RAMP_PER_SECOND,
  };
  const said = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const words = [process.execPath, LOAD_ENTRY, ...said];
  const [name, ...args] = pinned(words, command.pinned ? CLIENTS_CPU : undefined);
  const child = spawn(name!, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  endWithParent(child);
  void once(child, 'exit');
  return child;
}

async function untilUp(httpPort: number): Promise<number> {
  const endMs = performance.now() + UP_MS_MAX;
  for (;;) {
    const legs = (await readCounts(httpPort))('huitong_media_legs');
    if (legs >= command.callers) return legs;
    if (performance.now() > endMs) throw new Error(`${legs} of ${command.callers} callers are up`);
    await sleep(250);
  }
}

/** The configuration of the load benches, for one client that asks as often as it likes. */
function config(): string {
  const given = parse(readFileSync(join(projectRoot, 'examples', 'bench.yaml'), 'utf8')) as object;
  const file = join(folder, 'config.yaml');
  writeFileSync(file, stringify({ ...given, http: { requestsPerMinute: 0 } }));
  return file;
}

function readCommand() {
  const { values } = parseArgs({
    options: {
      small: { type: 'boolean', default: false },
      unpinned: { type: 'boolean', default: false },
      callers: { type: 'string' },
      rate: { type: 'string' },
      seconds: { type: 'string' },
      legs: { type: 'string' },
      changes: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const defaults = values.small
    ? SMALL
    : { callers: '500', rate: '1000', seconds: '120', legs: '100000', changes: '200' };
  const number = (name: keyof typeof SMALL, max: number): number =>
    numberIn(name, values[name] ?? defaults[name], 1, max);
  return {
    callers: number('callers', 5_000),
    rate: number('rate', 10_000),
    seconds: number('seconds', 3_600),
    legs: number('legs', 1_000_000),
    changes: number('changes', 10_000),
    pinned: !values.small && !values.unpinned && cpus().length > 1,
    jsonFile: values.json,
  };
}
