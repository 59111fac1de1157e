/** Finds a stretch of sound in a longer one by normalised cross-correlation, through the fast Fourier transform. */
export class Correlation {
  readonly #length: number;
  /** Sums of squares: `#energy[i]` is that of the first i samples. */
  readonly #energy: Float64Array;
  readonly #samples: Int16Array;
  #spectrum: Spectrum | undefined;

  constructor(samples: Int16Array) {
    this.#samples = samples;
    this.#length = samples.length;
    this.#energy = new Float64Array(samples.length + 1);
    for (let i = 0; i < samples.length; i++) this.#energy[i + 1] = this.#energy[i]! + samples[i]! ** 2;
  }

  /** Where `wanted` begins, each time; likeness 1 is the same waveform at any loudness. */
  find(wanted: Int16Array, likenessMin: number): readonly number[] {
    const length = wanted.length;
    if (length > this.#length) return [];
    const products = this.#products(wanted);
    const energy = wanted.reduce((sum, sample) => sum + sample ** 2, 0);
    const found: { at: number; likeness: number }[] = [];
    for (let at = 0; at + length <= this.#length; at++) {
      const heard = this.#energy[at + length]! - this.#energy[at]!;
      // What is far softer than the prompt is not the prompt.
      if (heard < energy / 100) continue;
      const likeness = products[at]! / Math.sqrt(heard * energy);
      if (likeness < likenessMin) continue;
      const last = found.at(-1);
      if (last === undefined || at - last.at >= length) found.push({ at, likeness });
      else if (likeness > last.likeness) found[found.length - 1] = { at, likeness };
    }
    return found.map(({ at }) => at);
  }

  /** The sum of products of `wanted` laid over the samples, at each place where it fits whole. */
  #products(wanted: Int16Array): Float64Array {
    // A circular correlation of the samples' own length wraps around only where `wanted` does not fit.
    const size = 2 ** Math.ceil(Math.log2(this.#length));
    this.#spectrum ??= transformed(this.#samples, size);
    const a = this.#spectrum;
    const b = transformed(wanted, size);
    const product: Spectrum = { re: new Float64Array(size), im: new Float64Array(size) };
    // The inverse transform is the transform of the conjugate.
    for (let i = 0; i < size; i++) {
      product.re[i] = a.re[i]! * b.re[i]! + a.im[i]! * b.im[i]!;
      product.im[i] = -(a.im[i]! * b.re[i]! - a.re[i]! * b.im[i]!);
    }
    transform(product);
    return product.re.map((value) => value / size);
  }
}

/** 1: the same waveform at any loudness. */
export function likeness(a: Int16Array, b: Int16Array): number {
  let product = 0;
  let energyA = 0;
  let energyB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    energyA += a[i]! ** 2;
    energyB += b[i]! ** 2;
  }
  return product / Math.sqrt(energyA * energyB);
}

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function transformed(samples: Int16Array, size: number): Spectrum {
  const spectrum = { re: new Float64Array(size), im: new Float64Array(size) };
  spectrum.re.set(samples);
  transform(spectrum);
  return spectrum;
}

/** In place, radix 2. */
function transform({ re, im }: Spectrum): void {
  const size = re.length;
  reverseBits(re, im);
  for (let span = 2; span <= size; span *= 2) {
    const half = span / 2;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((-2 * Math.PI * k) / span);
      const sin = Math.sin((-2 * Math.PI * k) / span);
      for (let i = k; i < size; i += span) {
        const j = i + half;
        const real = re[j]! * cos - im[j]! * sin;
        const imaginary = re[j]! * sin + im[j]! * cos;
        re[j] = re[i]! - real;
        im[j] = im[i]! - imaginary;
        re[i]! += real;
        im[i]! += imaginary;
      }
    }
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [re[i], re[j]] = [re[j]!, re[i]!];
    [im[i], im[j]] = [im[j]!, im[i]!];
  }
}
