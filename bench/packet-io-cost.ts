/**
 * What a packet costs: CPU time of a process that receives and sends back every packet of many sockets, for each
 * packet I/O that works here. This process plays the callers, a child of its own echoes, so that only the
 * echo's time is counted, of all its threads.
 *
 *   node dist/bench/packet-io-cost.js [--small] [--sockets=500] [--seconds=5] [--only=io_uring] [--json=FILE]
 *
 * Unless --small or --only is given, the figures go to bench/results/packet-io-cost.json.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { projectRoot } from '../src/base/project-root.js';
import { PACKET_IO_KINDS, whyNot } from '../src/mixer/io/choose.js';
import { createDgramIo } from '../src/mixer/io/dgram-gateway.js';
import {
  PACKET_BYTES_MAX,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
  type PacketIoName,
} from '../src/mixer/io/packet-io.js';
import { parseIp } from '../src/mixer/io/ip-words.js';
import { rounded } from './percentile.js';
import { writeResult } from './provenance.js';

const LOOPBACK = '127.0.0.1';
/** RTP header and 20 ms of G.711. */
const PACKET_LENGTH = 172;
const BATCH_MAX = 2048;
/** The media worker's beat is worked off in four phases of 5 ms. */
const PHASES = 4;
const PHASE_NS = 5e6;
const WARM_UP_SECONDS = 0.5;

export interface PacketIoCost {
  readonly packetIo: PacketIoName;
  readonly sockets: number;
  readonly seconds: number;
  /** Packets received and sent back while the clock ran. */
  readonly pairs: number;
  /** Of those the callers sent in the same time, the share that was echoed. */
  readonly echoedShare: number;
  /** User and system time together: how the kernel divides them is a guess from its timer ticks. */
  readonly cpuMicrosPerPair: number;
}

/** Undefined, with a line on the console, for a packet I/O this machine does not offer. */
export async function measurePacketIo(
  name: PacketIoName,
  sockets: number,
  seconds: number,
): Promise<PacketIoCost | undefined> {
  const { create } = PACKET_IO_KINDS.find((kind) => kind.name === name)!;
  const reason = whyNot(create);
  if (reason !== undefined) {
    console.log(`SKIP ${name}: ${reason}`);
    return undefined;
  }
  const child = fork(fileURLToPath(import.meta.url), [
    '--echo',
    `--only=${name}`,
    `--sockets=${sockets}`,
    `--seconds=${seconds}`,
  ]);
  const [ports] = (await once(child, 'message')) as [number[]];
  const callers = (
    PACKET_IO_KINDS.find((kind) => whyNot(kind.create) === undefined)?.create ?? createDgramIo
  )({
    slotsMax: sockets,
    batchMax: BATCH_MAX,
  });
  openAll(callers, sockets);
  const exit = once(child, 'message');
  const sent = call(callers, ports, seconds + 2 * WARM_UP_SECONDS);
  const [echo] = (await exit) as [EchoReport];
  callers.destroy();
  child.kill();
  const perSecond = sent / (seconds + 2 * WARM_UP_SECONDS);
  return {
    packetIo: name,
    sockets,
    seconds,
    pairs: echo.pairs,
    echoedShare: rounded(echo.pairs / (perSecond * echo.seconds), 3),
    cpuMicrosPerPair: rounded(echo.cpuMicros / echo.pairs),
  };
}

interface EchoReport {
  readonly pairs: number;
  readonly seconds: number;
  readonly cpuMicros: number;
}

/** Every socket sends a packet each 20 ms, a quarter of them in each phase; returns how many were sent. */
function call(io: PacketIo, ports: readonly number[], seconds: number): number {
  const address = parseIp(LOOPBACK)!;
  for (let row = 0; row < BATCH_MAX; row++) {
    io.outgoing[row * RECORD_INTS + RECORD_OFFSET] = io.sendOffset + row * PACKET_BYTES_MAX;
    io.outgoing[row * RECORD_INTS + RECORD_LENGTH] = PACKET_LENGTH;
    io.outgoing.set(address, row * RECORD_INTS + RECORD_ADDRESS);
  }
  let sent = 0;
  const startNs = io.nowNs();
  const phases = Math.round((seconds * 1e9) / PHASE_NS);
  for (let phase = 0; phase < phases; phase++) {
    io.wait(startNs + phase * PHASE_NS);
    while (io.receive() === io.batchMax);
    let rows = 0;
    for (let slot = phase % PHASES; slot < ports.length; slot += PHASES) {
      io.outgoing[rows * RECORD_INTS + RECORD_SLOT] = slot;
      io.outgoing[rows * RECORD_INTS + RECORD_PORT] = ports[slot]!;
      rows++;
    }
    sent += io.send(rows);
  }
  return sent;
}

/** The child: echoes for as long as it is told, then reports and ends. */
function echo(name: PacketIoName, sockets: number, seconds: number): void {
  const io = PACKET_IO_KINDS.find((kind) => kind.name === name)!.create({
    slotsMax: sockets,
    batchMax: BATCH_MAX,
  });
  process.send!(openAll(io, sockets));
  while (echoFor(io, PHASE_NS / 1e9) === 0);
  echoFor(io, WARM_UP_SECONDS);
  const start = process.cpuUsage();
  const pairs = echoFor(io, seconds);
  const used = process.cpuUsage(start);
  const report: EchoReport = { pairs, seconds, cpuMicros: used.user + used.system };
  process.send!(report);
  io.destroy();
}

/** Works off phase after phase; returns how many packets were sent back. */
function echoFor(io: PacketIo, seconds: number): number {
  let pairs = 0;
  const startNs = io.nowNs();
  const phases = Math.round((seconds * 1e9) / PHASE_NS);
  for (let phase = 1; phase <= phases; phase++) {
    io.wait(startNs + phase * PHASE_NS);
    let rows: number;
    do {
      rows = io.receive();
      pairs += sendBack(io, rows);
    } while (rows === io.batchMax);
  }
  return pairs;
}

function sendBack(io: PacketIo, rows: number): number {
  io.outgoing.set(io.received.subarray(0, rows * RECORD_INTS));
  for (let row = 0; row < rows; row++) {
    const cells = row * RECORD_INTS;
    const from = io.received[cells + RECORD_OFFSET]!;
    const to = io.sendOffset + row * PACKET_BYTES_MAX;
    io.bytes.copyWithin(to, from, from + io.received[cells + RECORD_LENGTH]!);
    io.outgoing[cells + RECORD_OFFSET] = to;
  }
  return io.send(rows);
}

/** Opens a socket for each slot and waits until all are bound; their ports. */
function openAll(io: PacketIo, sockets: number): number[] {
  const ports: number[] = [];
  for (let slot = 0; slot < sockets; slot++) {
    const result = io.open(slot, LOOPBACK, 0);
    if (result !== 0) throw new Error(`open of slot ${slot}: errno ${-result}`);
  }
  for (let slot = 0; slot < sockets; slot++) {
    while (io.openResult(slot) === undefined) io.wait(io.nowNs() + PHASE_NS);
    ports.push(io.localPort(slot));
  }
  return ports;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      small: { type: 'boolean' },
      echo: { type: 'boolean' },
      sockets: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const sockets = Number(values.sockets ?? (values.small ? 50 : 500));
  const seconds = Number(values.seconds ?? (values.small ? 0.2 : 5));
  const names = PACKET_IO_KINDS.map((kind) => kind.name).filter(
    (name) => values.only === undefined || name === values.only,
  );
  if (values.echo) return echo(names[0]!, sockets, seconds);
  const measured: PacketIoCost[] = [];
  for (const name of names) {
    const cost = await measurePacketIo(name, sockets, seconds);
    if (cost === undefined) continue;
    measured.push(cost);
    console.log(
      `${name}: ${cost.cpuMicrosPerPair} µs CPU a packet received and sent back (${cost.pairs} pairs)`,
    );
  }
  const whole = !values.small && values.only === undefined;
  const file = values.json ?? (whole ? join(projectRoot, 'bench/results/packet-io-cost.json') : undefined);
  if (file !== undefined) writeResult(file, { benchmark: 'packet-io-cost', measured });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
