import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { messageOf } from '../src/base/errors.js';
import { projectRoot } from '../src/base/project-root.js';
import { auditOf, createChargedRooms } from './charged-rooms.js';
import type { CallRateReport } from './load/call-rate-run.js';
import { HeldCalls } from './load/held-calls.js';
import { numberIn } from './load/options.js';
import { rounded } from './percentile.js';
import { processCpuUs } from './process-usage.js';
import { writeResult } from './provenance.js';
import { readCounts } from './server-metrics.js';
import { endWithParent, NODE_FLAGS, pinThisProcess, ServerProcess } from './server-process.js';

/**
 * SIP answers while money is counted, by one running server: it charges many legs by the second, so each of
 * them is a block a second, and meanwhile other calls come and go at a steady rate. The charged legs are calls
 * on hold (`a=inactive`) in rooms of a hundred: whole calls with record, room and money, but no sound is sent
 * either way, because what mixing takes is measured by `capacity`. The calls that come and go last three
 * seconds, each opens a conference in a room of its own, is charged too, and is sent sound. At the end all
 * records are rated again. The server keeps to one processor, the callers to another.
 */
const USAGE = `usage: node dist/bench/charging-calls.js [options]
  --small         30 legs, 10 calls a second for 3 s, nothing pinned
  --legs 3000     charged legs, a block a second each    --rate 50    other calls a second
  --seconds 30    of other calls                         --ramp 200   held calls set up and ended a second
  --unpinned      server and callers on all processors   --json FILE  results`;

const RATE_ENTRY = fileURLToPath(new URL('call-rate.js', import.meta.url));
const SERVER_CPU = 0;
const CALLERS_CPU = 1;
const LEGS_PER_ROOM = 100;
/** The other calls go to so many rooms in turn. */
const OTHER_ROOMS = 200;
const OTHER_HOLD_MS = 3_000;
/** Rooms of the two kinds: the numbers begin so, and behind 88 they are the numbers that are called. */
const HELD_PREFIX = '310';
const OTHER_PREFIX = '320';
const CALM_MS = 3_000;
const SMALL = { legs: '30', rate: '10', seconds: '3' };

// Exits in the orderly way, so that the server and the callers end too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const command = readCommand();
if (command.pinned) pinThisProcess(CALLERS_CPU);
const folder = mkdtempSync(join(tmpdir(), 'huitong-bench-'));
try {
  const report = await measure();
  console.log(describe(report));
  const { jsonFile, pinned, legs, rate, seconds } = command;
  if (jsonFile !== undefined)
    writeResult(jsonFile, { benchmark: 'charging-calls', pinned, legs, rate, seconds, ...report });
  process.exitCode = report.calls.completed === report.calls.offered && report.findings === 0 ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface ChargingCallsReport extends Measured {
  /** Of all records of the run, rated again: micro-yuan, and what does not agree. */
  readonly chargedLegs: number;
  readonly difference: string;
  readonly findings: number;
}

async function measure(): Promise<ChargingCallsReport> {
  const file = join(folder, 'huitong.sqlite');
  const heldRooms = Math.ceil(command.legs / LEGS_PER_ROOM);
  const rooms = [...numbers(HELD_PREFIX, heldRooms), ...numbers(OTHER_PREFIX, OTHER_ROOMS)];
  await createChargedRooms(file, rooms);
  const server = await ServerProcess.start({
    config: configWith(rooms),
    cpu: command.pinned ? SERVER_CPU : undefined,
    dataFolder: folder,
    environment: { HUITONG_MEDIA_WORKERS: '1' },
  });
  let measured: Measured;
  try {
    const held = await HeldCalls.up({
      server: { address: '127.0.0.1', port: server.sipPort },
      localAddress: '127.0.0.1',
      calls: command.legs,
      rampPerSecond: command.ramp,
      calledNumber: (call) => `88${HELD_PREFIX}${1 + (call % heldRooms)}`,
    });
    await sleep(CALM_MS);
    measured = await whileCharged(server, held);
    await held.hangUp();
  } finally {
    await server.stop();
  }
  const { legs, difference, findingsTotal } = await auditOf(file);
  return { ...measured, chargedLegs: legs, difference: String(difference), findings: findingsTotal };
}

function numbers(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** The configuration of the load benches, and a direct number for each room; without one nobody would pay. */
function configWith(rooms: readonly string[]): string {
  const config = parse(readFileSync(join(projectRoot, 'examples', 'bench.yaml'), 'utf8')) as object;
  const serviceNumbers = rooms.map((room) => ({ number: `88${room}`, service: 'direct', room }));
  const file = join(folder, 'config.yaml');
  writeFileSync(file, stringify({ ...config, serviceNumbers }));
  return file;
}

interface Measured {
  /** Committed blocks of legs that go on: not the first one of a call. */
  readonly blocksPerSecond: number;
  readonly commits: {
    readonly unitsPerSecond: number;
    readonly unitsPerCommit: number;
    /** Of a hundred units, from the asking to the answer. */
    readonly within5msPct: number;
    readonly within10msPct: number;
    readonly within50msPct: number;
    /** Commits that took longer than 50 ms. */
    readonly stalls: number;
  };
  /** Processors that the server kept busy. */
  readonly serverCpus: number;
  readonly calls: Pick<
    CallRateReport,
    'offered' | 'completed' | 'failures' | 'retransmissions' | 'inviteTo200Ms' | 'ownLagMs'
  >;
  /** Held calls that were still up at the end. */
  readonly heldToTheEnd: number;
}

async function whileCharged(server: ServerProcess, held: HeldCalls): Promise<Measured> {
  const before = await readCounts(server.httpPort);
  const cpuBefore = processCpuUs(server.pid);
  const startMs = performance.now();
  const calls = await otherCalls(server.sipPort);
  const seconds = (performance.now() - startMs) / 1_000;
  const serverCpus = rounded((processCpuUs(server.pid) - cpuBefore) / (seconds * 1e6));
  const after = await readCounts(server.httpPort);
  const counted = (series: string): number => after(series) - before(series);
  const stored = (event: string): number => counted(`huitong_store_total{event="${event}"}`);
  const units = stored('units');
  const withinPct = (limitS: number): number =>
    rounded((100 * counted(`huitong_store_commit_duration_seconds_bucket{le="${limitS}"}`)) / units);
  const { offered, completed, failures, retransmissions, inviteTo200Ms, ownLagMs } = calls;
  return {
    blocksPerSecond: Math.round(counted('huitong_charging_total{event="extended"}') / seconds),
    commits: {
      unitsPerSecond: Math.round(units / seconds),
      unitsPerCommit: rounded(units / stored('groups')),
      within5msPct: withinPct(0.005),
      within10msPct: withinPct(0.01),
      within50msPct: withinPct(0.05),
      stalls: stored('stalls'),
    },
    serverCpus,
    calls: { offered, completed, failures, retransmissions, inviteTo200Ms, ownLagMs },
    heldToTheEnd: held.up,
  };
}

async function otherCalls(sipPort: number): Promise<CallRateReport> {
  const jsonFile = join(folder, 'rate.json');
  const words =
    `--server 127.0.0.1:${sipPort} --rate ${command.rate} --seconds ${command.seconds} ` +
    `--pattern 88${OTHER_PREFIX}%d --rooms ${OTHER_ROOMS} --hold-ms ${OTHER_HOLD_MS} --ports 9000-9999 --json ${jsonFile}`;
  const child = spawn(process.execPath, [...NODE_FLAGS, RATE_ENTRY, ...words.split(' ')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  endWithParent(child);
  await once(child, 'exit');
  return JSON.parse(readFileSync(jsonFile, 'utf8')) as CallRateReport;
}

function describe({ blocksPerSecond, commits, serverCpus, calls, ...report }: ChargingCallsReport): string {
  const { inviteTo200Ms, ownLagMs } = calls;
  return [
    `charged          ${blocksPerSecond} blocks/s, ${report.heldToTheEnd} of ${command.legs} legs up to the end`,
    `commits          ${commits.unitsPerSecond} units/s, ${commits.unitsPerCommit} a commit, ` +
      `${commits.within10msPct} % within 10 ms, ${commits.stalls} stalls`,
    `calls            ${calls.completed} of ${calls.offered} completed, ${calls.retransmissions} retransmissions`,
    `INVITE to 200    p50 ${inviteTo200Ms.p50} ms, p99 ${inviteTo200Ms.p99} ms, max ${inviteTo200Ms.max} ms`,
    `generator        late p99 ${ownLagMs.p99} ms, max ${ownLagMs.max} ms`,
    `server           ${serverCpus} processors`,
    `books            ${report.chargedLegs} records, difference ${report.difference}, ${report.findings} findings`,
  ].join('\n');
}

interface ChargingCallsCommand {
  readonly legs: number;
  readonly rate: number;
  readonly seconds: number;
  readonly ramp: number;
  readonly pinned: boolean;
  readonly jsonFile: string | undefined;
}

function readCommand(): ChargingCallsCommand {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: {
        small: { type: 'boolean', default: false },
        unpinned: { type: 'boolean', default: false },
        legs: { ...text, default: '3000' },
        rate: { ...text, default: '50' },
        seconds: { ...text, default: '30' },
        ramp: { ...text, default: '200' },
        json: text,
      },
    });
    const { legs, rate, seconds } = values.small ? SMALL : values;
    return {
      legs: numberIn('legs', legs, 1, 8_000),
      rate: numberIn('rate', rate, 1, 1_000),
      seconds: numberIn('seconds', seconds, 1, 600),
      ramp: numberIn('ramp', values.ramp, 1, 1_000),
      pinned: !values.small && !values.unpinned && cpus().length > 1,
      jsonFile: values.json,
    };
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}
