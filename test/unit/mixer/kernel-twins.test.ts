import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom, type Random } from '../../../src/base/random.js';
import * as K from '../../../src/mixer/kernel.js';
import { kernelMemory, kernelVariants, mixProgram, type Listener } from '../../support/kernels.js';

const test = suite('kernel twins');

const SLOTS = 16;
const LENGTHS = [1, 7, 15, 16, 17, 80, 159, 160, 161, 240, 320, 480, 959, 960];
const AREA = SLOTS * K.FRAME_SAMPLES_MAX;
const LOUDNESS = [0, 5, 500, 20_000, 32_768];

const pick = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)]!;
const slot = (random: Random): number => below(random, SLOTS) * K.FRAME_SAMPLES_MAX;

function listener(random: Random, index: number, talkers: readonly number[]): Listener {
  const mode = below(random, 5);
  if (mode === K.MODE_COPY && index > 0) return { mode, output: slot(random), limiter: below(random, index) };
  return {
    mode: mode === K.MODE_PRIVATE ? K.MODE_PRIVATE : K.MODE_MIX,
    own: talkers.length > 0 && below(random, 3) > 0 ? pick(random, talkers) : K.NO_FRAME,
    added: below(random, 3) === 0 ? slot(random) : K.NO_FRAME,
    law: below(random, 2),
    output: slot(random),
    limiter: below(random, SLOTS),
  };
}

/** Some rooms in a row, each with its own frame length. */
function rooms(random: Random, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const talkers = Array.from({ length: below(random, 12) }, () => slot(random));
    const listeners = Array.from({ length: below(random, 6) }, (_, index) =>
      listener(random, index, talkers),
    );
    return mixProgram(pick(random, LENGTHS), talkers, listeners);
  }).flat();
}

test('all kernels give the same samples, code words, energies and limiter states', () => {
  const random = seededRandom(711);
  const variants = kernelVariants().map(({ name, create }) => {
    const memory = kernelMemory(AREA, AREA, 4000, SLOTS);
    return { name, memory, kernel: create(memory) };
  });
  const run = (what: string, jobs: readonly number[], call: (kernel: K.MixKernel) => number): void => {
    const [reference, ...others] = variants.map(({ name, memory, kernel }) => {
      memory.jobs.set(jobs);
      const skipped = call(kernel);
      const { bytes, samples, jobs: after, state } = memory;
      return { name, skipped, areas: [bytes, samples, after, state].map((area) => Buffer.from(area.buffer)) };
    });
    assert.is(reference!.skipped, 0, what);
    for (const other of others) {
      assert.is(other.skipped, 0, what);
      other.areas.forEach((area, index) =>
        assert.ok(area.equals(reference!.areas[index]!), `${what}: ${other.name}, area ${index}`),
      );
    }
  };
  for (let round = 0; round < 300; round++) {
    const loudness = pick(random, LOUDNESS);
    const fresh = Int16Array.from({ length: K.FRAME_SAMPLES_MAX }, () =>
      Math.floor((random.u32() / 2 ** 31 - 1) * loudness),
    );
    const codes = Uint8Array.from({ length: K.FRAME_SAMPLES_MAX }, () => below(random, 256));
    const at = slot(random);
    for (const { memory } of variants) {
      memory.samples.set(fresh, at);
      memory.bytes.set(codes, at);
    }
    const decodes = [below(random, 2), slot(random), pick(random, LENGTHS), slot(random), 0];
    run(`decode ${round}`, decodes, (kernel) => kernel.decode(0, 1));
    const gain = (): number => pick(random, [0, K.GAIN_UNITY, below(random, K.GAIN_UNITY + 1)]);
    const fade = [slot(random), slot(random), pick(random, LENGTHS), gain(), gain()];
    run(`fade ${round}`, fade, (kernel) => kernel.fade(0, 1));
    const count = 1 + below(random, 4);
    run(`mix ${round}`, rooms(random, count), (kernel) => kernel.mix(0, count));
  }
  assert.ok(
    variants[0]!.memory.state.some((gain) => gain > 0),
    'some limiter acted',
  );
});

test.run();
