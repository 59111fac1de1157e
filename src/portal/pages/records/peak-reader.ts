/** Of a WAV file with 16-bit linear sound, as recordings are [S4]. */
const HEADER_BYTES = 44;
const FULL_SCALE = 32_768;

/** The loudest sample of each stretch of a file that comes in parts, however the parts are cut. */
export class PeakReader {
  /** 0–1, one for each stretch. */
  readonly peaks: Float32Array;
  readonly #samplesTotal: number;
  #bytesToSkip = HEADER_BYTES;
  #sample = 0;
  /** The first half of a sample whose second comes with the next part. */
  #lowByte: number | undefined;

  constructor(samplesTotal: number, stretches: number) {
    this.peaks = new Float32Array(stretches);
    this.#samplesTotal = Math.max(1, samplesTotal);
  }

  push(part: Uint8Array): void {
    let at = Math.min(this.#bytesToSkip, part.length);
    this.#bytesToSkip -= at;
    for (; at < part.length; at++) {
      const byte = part[at]!;
      if (this.#lowByte === undefined) {
        this.#lowByte = byte;
      } else {
        this.#take(((byte << 24) >> 16) | this.#lowByte);
        this.#lowByte = undefined;
      }
    }
  }

  #take(sample: number): void {
    const { peaks } = this;
    const stretch = Math.floor((this.#sample++ * peaks.length) / this.#samplesTotal);
    // The length that was told may be a little short.
    const index = Math.min(stretch, peaks.length - 1);
    peaks[index] = Math.max(peaks[index]!, Math.abs(sample) / FULL_SCALE);
  }
}
