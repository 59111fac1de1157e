import { randomFillSync } from 'node:crypto';

/** The only source of chance. The simulation passes a seeded one, so that every run can be repeated. */
export interface Random {
  /** An unsigned 32-bit integer. */
  u32(): number;
}

/** Uniform in [0, 1). */
export const fraction = (random: Random): number => random.u32() / 0x1_0000_0000;
/** A whole number in [0, limit). */
export const below = (random: Random, limit: number): number => Math.floor(fraction(random) * limit);

const TOKEN_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `length` characters of a-z0-9, five bits and a bit of chance each. Used for SIP tags and branches. */
export function token(random: Random, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += TOKEN_ALPHABET[below(random, TOKEN_ALPHABET.length)];
  return text;
}

/** Unpredictable: read in blocks from the operating system's generator. */
export function secureRandom(): Random {
  const block = new Uint32Array(256);
  let next = block.length;
  return {
    u32() {
      if (next === block.length) {
        randomFillSync(block);
        next = 0;
      }
      return block[next++]!;
    },
  };
}

/** sfc32 (Chris Doty-Humphrey), seeded with splitmix32: fast, small, and the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let counter = 1;
  return {
    u32() {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      return sum >>> 0;
    },
  };
}
