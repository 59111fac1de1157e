import { FRAME_SAMPLES, TONE_STEP_HZ, type SimVoice } from './voice.js';

const FRAMES = 20;
export const WINDOW_MS = FRAMES * 20;

/**
 * Which tones a caller heard in the last 400 ms. All tones repeat with each frame, so the frames are laid over
 * each other under a Hann window and one frame is analysed: exact, and cheap enough to listen all the time.
 */
export class Ear {
  readonly #samples = new Float64Array(FRAMES * FRAME_SAMPLES);
  readonly #window = Float64Array.from(
    { length: FRAMES * FRAME_SAMPLES },
    (_, i) => 1 - Math.cos((2 * Math.PI * (i + 0.5)) / (FRAMES * FRAME_SAMPLES)),
  );
  readonly #folded = new Float64Array(FRAME_SAMPLES);

  /** False when the caller has not heard enough yet. */
  listen(voice: SimVoice): boolean {
    if (!voice.copyHeard(this.#samples)) return false;
    this.#folded.fill(0);
    for (let i = 0; i < this.#samples.length; i++)
      this.#folded[i % FRAME_SAMPLES]! += this.#samples[i]! * this.#window[i]!;
    return true;
  }

  /** The amplitude of a tone in what was listened to last (Goertzel). */
  amplitude(toneHz: number): number {
    const coefficient = 2 * Math.cos((2 * Math.PI * (toneHz / TONE_STEP_HZ)) / FRAME_SAMPLES);
    let last = 0;
    let before = 0;
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      const next = this.#folded[i]! + coefficient * last - before;
      before = last;
      last = next;
    }
    const squared = last * last + before * before - coefficient * last * before;
    return (2 * Math.sqrt(Math.max(0, squared))) / this.#samples.length;
  }
}
