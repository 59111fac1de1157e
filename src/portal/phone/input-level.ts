const WINDOW_SAMPLES = 1_024;
/** What counts as silence, and what as loud, for a bar that a person reads. */
const QUIET_DB = -60;
const LOUD_DB = -10;

/** How loud a microphone is. It listens to a copy, so that a muted one still shows that it works. */
export class InputLevel {
  readonly #context = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #tracks: readonly MediaStreamTrack[];
  readonly #window = new Float32Array(WINDOW_SAMPLES);

  constructor(stream: MediaStream) {
    this.#tracks = stream.getAudioTracks().map((track) => track.clone());
    this.#analyser = new AnalyserNode(this.#context, { fftSize: WINDOW_SAMPLES });
    this.#context.createMediaStreamSource(new MediaStream([...this.#tracks])).connect(this.#analyser);
  }

  /** 0 to 1, in steps that sound equal. */
  read(): number {
    this.#analyser.getFloatTimeDomainData(this.#window);
    const power = this.#window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW_SAMPLES;
    const db = 10 * Math.log10(power || Number.MIN_VALUE);
    return Math.min(1, Math.max(0, (db - QUIET_DB) / (LOUD_DB - QUIET_DB)));
  }

  close(): void {
    for (const track of this.#tracks) track.stop();
    void this.#context.close();
  }
}
