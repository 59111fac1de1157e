/**
 * What the arithmetic of a beat costs: decoding a 20 ms frame, and mixing, limiting and encoding it for each
 * listener of rooms of three, for every kernel. The checksums of the code words made must be equal.
 *
 *   node dist/bench/kernels.js [--small]
 */
import { createHash } from 'node:crypto';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeG711, G711_LAW } from '../src/audio/g711.js';
import { toneSamples } from '../src/audio/tone.js';
import { createNativeKernel, loadKernelAddon } from '../src/mixer/kernel-native.js';
import { createReferenceKernel } from '../src/mixer/kernel-reference.js';
import * as K from '../src/mixer/kernel.js';
import type { KernelMemory, MixKernel } from '../src/mixer/kernel.js';
import { percentile, rounded } from './percentile.js';

const FRAME = 160;
const TALKERS = 3;
/** Three talkers at once stay below full scale at the one level and are limited at the other. */
const LEVELS_DBM0 = { quiet: -18, loud: 0 } as const;

export interface KernelCost {
  readonly kernel: string;
  readonly level: keyof typeof LEVELS_DBM0;
  readonly decodeNsPerFrame: number;
  readonly mixNsPerRoomOfThree: number;
  readonly mixNsPerListener: number;
  readonly checksum: string;
}

export function measureKernel(
  create: (memory: KernelMemory) => MixKernel,
  level: keyof typeof LEVELS_DBM0,
  rooms: number,
  rounds: number,
): KernelCost {
  const legs = rooms * TALKERS;
  const programInts = K.mixProgramInts(TALKERS, TALKERS);
  const mixAt = legs * K.DECODE_INTS;
  const memory: KernelMemory = {
    bytes: new Uint8Array(2 * legs * FRAME),
    samples: new Int16Array(legs * FRAME),
    jobs: new Int32Array(mixAt + rooms * programInts),
    state: new Int32Array(legs),
  };
  for (let leg = 0; leg < legs; leg++) fillLeg(memory, leg, LEVELS_DBM0[level]);
  for (let room = 0; room < rooms; room++) {
    memory.jobs.set(roomProgram(room, legs), mixAt + room * programInts);
  }
  const kernel = create(memory);
  const decodeNs = medianNs(rounds, () => kernel.decode(0, legs));
  const mixNs = medianNs(rounds, () => kernel.mix(mixAt, rooms));
  return {
    kernel: kernel.name,
    level,
    decodeNsPerFrame: rounded(decodeNs / legs, 1),
    mixNsPerRoomOfThree: rounded(mixNs / rooms, 1),
    mixNsPerListener: rounded(mixNs / legs, 1),
    checksum: createHash('sha256').update(memory.bytes).digest('hex').slice(0, 16),
  };
}

const lawOf = (leg: number) => (leg % 2 === 0 ? G711_LAW.PCMA : G711_LAW.PCMU);

function fillLeg(memory: KernelMemory, leg: number, levelDbm0: number): void {
  const tone = toneSamples([{ frequencyHz: 300 + 7 * (leg % 400), levelDbm0 }], FRAME);
  memory.bytes.set(encodeG711(lawOf(leg), tone), leg * FRAME);
  memory.jobs.set([lawOf(leg), leg * FRAME, FRAME, leg * FRAME, 0], leg * K.DECODE_INTS);
}

function roomProgram(room: number, legs: number): readonly number[] {
  const members = Array.from({ length: TALKERS }, (_, index) => room * TALKERS + index);
  const listeners = members.flatMap((leg) => {
    const output = (legs + leg) * FRAME;
    return [K.MODE_MIX, leg * FRAME, K.NO_FRAME, lawOf(leg), output, leg];
  });
  return [FRAME, TALKERS, TALKERS, ...members.map((leg) => leg * FRAME), ...listeners];
}

function medianNs(rounds: number, run: () => number): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    if (run() !== 0) throw new Error('a row was skipped');
    times.push(Number(process.hrtime.bigint() - start));
  }
  return percentile(times, 0.5);
}

function main(): void {
  const { values } = parseArgs({ options: { small: { type: 'boolean' } } });
  const addon = loadKernelAddon();
  const kernels = [
    createReferenceKernel,
    (memory: KernelMemory) => createNativeKernel(addon, memory, { portable: true }),
    (memory: KernelMemory) => createNativeKernel(addon, memory),
  ];
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Linux ${release()}, Node ${process.version}`);
  for (const level of ['quiet', 'loud'] as const) {
    const costs = kernels.map((create) => measureKernel(create, level, 333, values.small ? 20 : 400));
    for (const cost of costs) console.log(JSON.stringify(cost));
    if (new Set(costs.map(({ checksum }) => checksum)).size > 1) throw new Error('the kernels differ');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
