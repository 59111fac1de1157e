const TONES_HZ = [440, 554] as const;
const TONE_S = 0.4;
const REPEAT_MS = 3_000;
const LOUDNESS = 0.15;
const EDGE_S = 0.02;

/** Rings until it is stopped; a browser whose user has not touched the page yet keeps silent. */
export class RingTone {
  readonly #context = new AudioContext();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    this.#ring();
    this.#timer = setInterval(() => this.#ring(), REPEAT_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    void this.#context.close();
  }

  #ring(): void {
    const context = this.#context;
    for (const [index, frequency] of [...TONES_HZ, ...TONES_HZ].entries()) {
      const fromS = context.currentTime + index * TONE_S;
      const tone = new OscillatorNode(context, { frequency });
      const loudness = new GainNode(context, { gain: 0 });
      loudness.gain.setTargetAtTime(LOUDNESS, fromS, EDGE_S);
      loudness.gain.setTargetAtTime(0, fromS + TONE_S - 3 * EDGE_S, EDGE_S);
      tone.connect(loudness).connect(context.destination);
      tone.start(fromS);
      tone.stop(fromS + TONE_S);
    }
  }
}
