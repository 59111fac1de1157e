// oxlint-disable import/default, import/no-named-as-default-member -- the linter reads the package's "module" entry; Node loads its CommonJS one
import alawmulaw from 'alawmulaw';

/**
 * The tones that callers speak with. All are multiples of 10 Hz, so a tone repeats after 100 ms: five packets of
 * 20 ms hold a whole number of periods, and blocks of 200 ms see every other tone as exactly nothing. None is a
 * multiple of 50 Hz: a packet skipped, repeated or swapped always breaks the wave.
 */
export const SAMPLE_RATE_HZ = 8000;
export const FRAME_SAMPLES = 160;
export const FRAME_MS = 20;
const LOOP_FRAMES = 5;
/** From 410 to 3290 Hz, inside the telephone band. */
const TONES_HZ = Array.from({ length: 290 }, (_, n) => 400 + 10 * n).filter((hz) => hz % 50 !== 0);
export const TONE_COUNT = TONES_HZ.length;
/** Shares no factor with TONE_COUNT: neighbours are far apart, and TONE_COUNT callers in a row all differ. */
const STRIDE = 89;

/** 0 dBm0 is 3.14 dB below a full-scale sine in A-law (ITU-T G.711 table 5); callers speak at −20 dBm0. */
export const TONE_PEAK = 32768 * 10 ** ((-20 - 3.14) / 20);
/** What a tone at the callers' level measures, as the mean square of its samples. */
export const TONE_POWER = TONE_PEAK ** 2 / 2;

export const PAYLOAD_TYPE_PCMA = 8;
const ALAW_SILENCE = 0xd5;

export const toneHz = (caller: number): number => TONES_HZ[(caller * STRIDE) % TONE_COUNT]!;

/** A-law code word → linear sample, shared by everything that listens. */
export const alawToLinear: Int16Array = alawmulaw.alaw.decode(
  Uint8Array.from({ length: 256 }, (_, code) => code),
);

/** The code words of one loop of a tone: LOOP_FRAMES frames of FRAME_SAMPLES. */
function encodeTone(hz: number): Uint8Array {
  const samples = new Int16Array(LOOP_FRAMES * FRAME_SAMPLES);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.round(TONE_PEAK * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE_HZ));
  }
  return alawmulaw.alaw.encode(samples);
}

/** The frames of every tone, computed once: about 230 kB however many callers there are. */
export class ToneStock {
  readonly #frames = new Map<number, readonly Uint8Array[]>();
  readonly #silence = [new Uint8Array(FRAME_SAMPLES).fill(ALAW_SILENCE)];

  /** What a caller says again and again: frame n of it is at n modulo the length. Undefined is silence. */
  framesOf(hz: number | undefined): readonly Uint8Array[] {
    if (hz === undefined) return this.#silence;
    let frames = this.#frames.get(hz);
    if (frames === undefined) {
      const codes = encodeTone(hz);
      frames = Array.from({ length: LOOP_FRAMES }, (_, n) =>
        codes.slice(n * FRAME_SAMPLES, (n + 1) * FRAME_SAMPLES),
      );
      this.#frames.set(hz, frames);
    }
    return frames;
  }
}
