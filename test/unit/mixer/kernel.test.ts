import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeG711, encodeG711, G711_LAW, SILENCE_CODE } from '../../../src/audio/g711.js';
import { tonesPresent } from '../../../src/audio/tone-analysis.js';
import { toneSamples } from '../../../src/audio/tone.js';
import * as K from '../../../src/mixer/kernel.js';
import { kernelMemory, kernelVariants, mixProgram, type Listener } from '../../support/kernels.js';

const test = suite('kernel');

const FRAME = 160;
const { PCMA, PCMU } = G711_LAW;
const VOICES_HZ = [500, 900, 1700];

/** A kernel with room for ten frames of samples and of code words, and a way to run one mix program. */
function bench(create: (typeof variants)[number]['create']) {
  const memory = kernelMemory(10 * FRAME, 10 * FRAME, 200, 10);
  const kernel = create(memory);
  return {
    ...memory,
    kernel,
    mix: (talkers: readonly number[], listeners: readonly Listener[]): number => {
      memory.jobs.set(mixProgram(FRAME, talkers, listeners));
      return kernel.mix(0, 1);
    },
    codes: (offset: number): Uint8Array => memory.bytes.slice(offset, offset + FRAME),
  };
}

const voice = (index: number, levelDbm0 = -12): Int16Array =>
  toneSamples([{ frequencyHz: VOICES_HZ[index]!, levelDbm0 }], FRAME);
const heardIn = (codes: Uint8Array): readonly number[] =>
  tonesPresent(decodeG711(PCMA, codes), VOICES_HZ, -30);

const variants = kernelVariants();
for (const { name, create } of variants) {
  test(`${name}: decodes every code word of both laws and sums up the energy`, () => {
    for (const law of [PCMA, PCMU]) {
      const memory = kernelMemory(256, 300, K.DECODE_INTS, 0);
      memory.bytes.forEach((_, code) => (memory.bytes[code] = code));
      memory.jobs.set([law, 0, 256, 40, -1]);
      assert.is(create(memory).decode(0, 1), 0);
      const expected = decodeG711(law, memory.bytes);
      assert.equal(memory.samples.slice(40, 296), expected);
      const energy = expected.reduce((sum, sample) => sum + sample * sample, 0);
      assert.is(memory.jobs[K.DECODE_ENERGY], Math.floor(energy / 1024));
    }
  });

  test(`${name}: encodes every sample of 16 bits as the law says`, () => {
    const all = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768);
    for (const law of [PCMA, PCMU]) {
      const memory = kernelMemory(65_536, 65_536, 100, 1);
      memory.samples.set(all);
      const kernel = create(memory);
      for (let start = 0; start < all.length; start += 512) {
        memory.jobs.set(mixProgram(512, [start], [{ law, output: start }]));
        assert.is(kernel.mix(0, 1), 0);
      }
      assert.equal(memory.bytes.slice(), encodeG711(law, all));
    }
  });

  test(`${name}: in a room of three each hears the others and never itself`, () => {
    const { samples, mix, codes } = bench(create);
    VOICES_HZ.forEach((_, index) => samples.set(voice(index), index * FRAME));
    const frames = [0, FRAME, 2 * FRAME];
    assert.is(
      mix(
        frames,
        frames.map((own, limiter) => ({ own, output: own, limiter })),
      ),
      0,
    );
    for (const own of [0, 1, 2]) {
      const others = VOICES_HZ.filter((_, index) => index !== own);
      assert.equal(heardIn(codes(frames[own]!)), others);
    }
  });

  test(`${name}: a single talker's code words reach a listener of the same law unchanged`, () => {
    for (const law of [PCMA, PCMU]) {
      const { bytes, jobs, kernel, mix, codes } = bench(create);
      // Negative zero of µ-law is the one code word that comes back as another, positive zero.
      for (let i = 0; i < FRAME; i++) bytes[i] = (i * 7 + 3) % 256 === 0x7f ? 0xff : (i * 7 + 3) % 256;
      jobs.set([law, 0, FRAME, 0, 0]);
      kernel.decode(0, 1);
      mix([0], [{ law, output: FRAME }]);
      assert.equal(codes(FRAME), codes(0));
    }
  });

  test(`${name}: a private frame is added for its listener alone, or heard alone`, () => {
    const { samples, state, mix, codes } = bench(create);
    VOICES_HZ.forEach((_, index) => samples.set(voice(index), index * FRAME));
    const prompt = 2 * FRAME;
    state[3] = 1000;
    mix(
      [0, FRAME],
      [
        { own: 0, added: prompt, output: 0, limiter: 0 },
        { own: FRAME, output: FRAME, limiter: 1 },
        { mode: K.MODE_PRIVATE, own: 0, added: prompt, output: 2 * FRAME, limiter: 3 },
        { mode: K.MODE_PRIVATE, output: 3 * FRAME, law: PCMU },
      ],
    );
    assert.equal(heardIn(codes(0)), [900, 1700]);
    assert.equal(heardIn(codes(FRAME)), [500]);
    assert.equal(codes(2 * FRAME), encodeG711(PCMA, voice(2)));
    assert.equal(codes(3 * FRAME), new Uint8Array(FRAME).fill(SILENCE_CODE[PCMU]));
    assert.is(state[3], 1000);
  });

  test(`${name}: a copy has the code words of its original`, () => {
    const { samples, mix, codes } = bench(create);
    samples.set(voice(0));
    const copy = (original: number, output: number) => ({ mode: K.MODE_COPY, limiter: original, output });
    assert.is(
      mix(
        [0],
        [{ output: 0 }, { law: PCMU, output: FRAME, limiter: 1 }, copy(0, 2 * FRAME), copy(1, 3 * FRAME)],
      ),
      0,
    );
    assert.equal(codes(2 * FRAME), encodeG711(PCMA, voice(0)));
    assert.equal(codes(3 * FRAME), encodeG711(PCMU, voice(0)));
  });

  test(`${name}: too loud a mix is limited and the limiter remembers`, () => {
    const { samples, state, mix } = bench(create);
    samples.fill(30_000, 0, 3 * FRAME);
    mix(
      [0, FRAME, 2 * FRAME],
      [
        { own: 0, output: 0, limiter: 4 },
        { own: 0, added: 3 * FRAME, output: 0, limiter: 5 },
      ],
    );
    assert.is(state[4], 32_768 - Math.trunc((32_767 * 32_768) / 60_000));
    assert.is(state[5], state[4]);
  });

  test(`${name}: a fade moves from one gain to the other, in place too`, () => {
    const { samples, jobs, kernel } = bench(create);
    samples.fill(-10_000, 0, FRAME);
    jobs.set([0, FRAME, FRAME, K.GAIN_UNITY, 0]);
    jobs.set([0, 0, FRAME, 0, K.GAIN_UNITY], K.FADE_INTS);
    assert.is(kernel.fade(0, 2), 0);
    const out = samples.slice(FRAME, 2 * FRAME);
    assert.is(out[0], -10_000);
    for (let i = 0; i < FRAME; i++) {
      assert.ok(Math.abs(out[i]! + 10_000 * (1 - i / FRAME)) < 3, `${i}: ${out[i]}`);
      assert.ok(Math.abs(samples[i]! + (10_000 * i) / FRAME) < 3, `${i}: ${samples[i]}`);
    }
  });

  test(`${name}: rows that reach outside are skipped and counted, and change nothing`, () => {
    const { bytes, samples, jobs, state, kernel, mix } = bench(create);
    const end = 10 * FRAME;
    const before = () => [bytes.slice(), samples.slice(), state.slice()];
    const clean = before();
    const decodes = [
      [0, end - 1, FRAME, 0, 0],
      [0, 0, FRAME, end - 1, 0],
      [0, -1, FRAME, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 961, 0, 0],
    ];
    jobs.set(decodes.flat());
    assert.is(kernel.decode(0, decodes.length), decodes.length);
    const fades = [
      [end - 1, 0, FRAME, 0, 0],
      [0, -1, FRAME, 0, 0],
      [0, 0, FRAME, -1, 0],
      [0, 0, FRAME, 0, 32_769],
    ];
    jobs.set(fades.flat());
    assert.is(kernel.fade(0, fades.length), fades.length);
    const listeners: readonly Listener[] = [
      { output: end - 1 },
      { output: -1 },
      { own: end, output: 0 },
      { added: -2, output: 0 },
      { output: 0, limiter: 10 },
      { output: 0, limiter: -1 },
      { mode: K.MODE_COPY, output: 0, limiter: 7 },
      { mode: K.MODE_COPY, output: 0, limiter: 0 },
    ];
    assert.is(mix([end, -1], listeners), listeners.length + 2);
    assert.equal(before(), clean);
  });

  test(`${name}: a batch that does not lie in its area is skipped as a whole`, () => {
    const { jobs, kernel } = bench(create);
    assert.is(kernel.decode(jobs.length - 4, 1), 1);
    assert.is(kernel.decode(-5, 2), 2);
    assert.is(kernel.fade(jobs.length, 3), 3);
    assert.is(kernel.mix(jobs.length - 2, 4), 4);
    jobs.set([...mixProgram(FRAME, [], []), 0, 0, 0, FRAME, 1_000_000_000, 1_000_000_000]);
    assert.is(kernel.mix(0, 5), 4);
    jobs.set([FRAME, -1, 0]);
    assert.is(kernel.mix(0, 1), 1);
  });
}

test.run();
