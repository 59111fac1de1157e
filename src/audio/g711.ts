// oxlint-disable import/default, import/no-named-as-default-member -- the linter reads the package's "module" entry; Node loads its CommonJS one
import alawmulaw from 'alawmulaw';

/**
 * ITU-T G.711 companding, 16-bit linear on our side. Samples are left-justified the way the ITU-T software
 * tool library (G.191) does it: A-law uses the upper 13 bits, µ-law the upper 14. Encoding takes the one's
 * complement of negative samples before the segment search, as G.191 does; other implementations take the
 * absolute value and differ from the ITU vectors on segment edges.
 */
export const G711_LAW = { PCMA: 0, PCMU: 1 } as const;
export type G711Law = (typeof G711_LAW)[keyof typeof G711_LAW];

/** The code word of a zero sample: what silence is made of. */
export const SILENCE_CODE: readonly [alaw: number, mulaw: number] = [0xd5, 0xff];

/** Linear bits below these positions never influence the code word, so the tables are indexed without them. */
export const ALAW_INDEX_SHIFT = 4;
export const MULAW_INDEX_SHIFT = 2;

export function encodeAlawSample(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  let magnitude = (sample >= 0 ? sample : ~sample) >> ALAW_INDEX_SHIFT;
  let segment = 0;
  while (magnitude > 31) {
    magnitude >>= 1;
    segment += 1;
  }
  // The first two segments share one step size, so 0–31 is linear and stands for itself.
  return (sign | ((segment << 4) + magnitude)) ^ 0x55;
}

export function encodeMulawSample(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const biased = Math.min(((sample >= 0 ? sample : ~sample) >> MULAW_INDEX_SHIFT) + 33, 0x1fff);
  const segment = 26 - Math.clz32(biased);
  return sign | (~((segment << 4) | ((biased >> (segment + 1)) & 15)) & 0x7f);
}

/** Code word → 16-bit sample. */
export const ALAW_DECODE: Int16Array = Int16Array.from({ length: 256 }, (_, code) =>
  alawmulaw.alaw.decodeSample(code),
);
export const MULAW_DECODE: Int16Array = Int16Array.from({ length: 256 }, (_, code) =>
  alawmulaw.mulaw.decodeSample(code),
);

/** (sample >> ALAW_INDEX_SHIFT) + 2048 → code word. */
export const ALAW_ENCODE: Uint8Array = Uint8Array.from({ length: 1 << (16 - ALAW_INDEX_SHIFT) }, (_, index) =>
  encodeAlawSample((index << ALAW_INDEX_SHIFT) - 32768),
);
/** (sample >> MULAW_INDEX_SHIFT) + 8192 → code word. */
export const MULAW_ENCODE: Uint8Array = Uint8Array.from(
  { length: 1 << (16 - MULAW_INDEX_SHIFT) },
  (_, index) => encodeMulawSample((index << MULAW_INDEX_SHIFT) - 32768),
);

/** Code word of the other law → code word of this one, by G711_LAW. */
const FROM_OTHER_LAW: readonly [toAlaw: Uint8Array, toMulaw: Uint8Array] = [
  Uint8Array.from(MULAW_DECODE, encodeAlawSample),
  Uint8Array.from(ALAW_DECODE, encodeMulawSample),
];

/** Turns the code words at `bytes[at .. at + count)`, which are of the other law, into those of `law`, in place. */
export function recodeG711(law: G711Law, bytes: Uint8Array, at: number, count: number): void {
  const table = FROM_OTHER_LAW[law];
  for (let i = at; i < at + count; i++) bytes[i] = table[bytes[i]!]!;
}

export function decodeG711(law: G711Law, codes: Uint8Array): Int16Array {
  const table = law === G711_LAW.PCMA ? ALAW_DECODE : MULAW_DECODE;
  return Int16Array.from(codes, (code) => table[code]!);
}

export function encodeG711(law: G711Law, samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, law === G711_LAW.PCMA ? encodeAlawSample : encodeMulawSample);
}
