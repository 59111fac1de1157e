/**
 * Arithmetic on samples, one call for a whole batch of frames. Two implementations give the same samples and
 * stand under one suite: createReferenceKernel (kernel-reference.ts) and createNativeKernel (kernel-native.ts);
 * chooseKernel (choose-kernel.ts) takes the best that works.
 *
 * A kernel is bound once to four areas; afterwards calls carry only integers and nothing is allocated.
 * A call reads its rows from `jobs`, starting at int `at`; the column constants below describe the rows.
 * Offsets point into `bytes` (code words) or `samples` (16-bit linear) and count elements of that array.
 * A row that reaches outside its area, or whose sample count is not 1–FRAME_SAMPLES_MAX, is skipped and
 * counted in the return value, so 0 means that everything was done: any other value is a broken invariant.
 */
export interface KernelMemory {
  readonly bytes: Uint8Array;
  readonly samples: Int16Array;
  readonly jobs: Int32Array;
  /** One int for each limiter. All zero is the state of a limiter that has not acted yet. */
  readonly state: Int32Array;
}

export interface MixKernel {
  /** What was chosen, for the log: 'reference', 'native' or 'native-avx2'. */
  readonly name: string;
  /** `rows` rows of DECODE_INTS: code words to samples, with the energy of the frame as a result. */
  decode(at: number, rows: number): number;
  /** `rows` rows of FADE_INTS: frames multiplied by a gain that moves linearly. */
  fade(at: number, rows: number): number;
  /** `rooms` mix programs, one after another: see MIX_HEADER_INTS. */
  mix(at: number, rooms: number): number;
}

/** 120 ms at 8 kHz, 20 ms at 48 kHz. */
export const FRAME_SAMPLES_MAX = 960;

/** Decode row. The law is a G711Law. */
export const DECODE_INTS = 5;
export const DECODE_LAW = 0;
export const DECODE_BYTES = 1;
export const DECODE_COUNT = 2;
export const DECODE_SAMPLES = 3;
/** Result: the sum of the squared samples, shifted right by ENERGY_SHIFT. */
export const DECODE_ENERGY = 4;
/** 960 samples at full scale still fit 31 bits. */
export const ENERGY_SHIFT = 10;

/** Fade row. Source and destination may be the same frame. */
export const FADE_INTS = 5;
export const FADE_SOURCE = 0;
export const FADE_DESTINATION = 1;
export const FADE_COUNT = 2;
/** Gains in Q15, 0–GAIN_UNITY: that of the first sample, and the one reached just after the last. */
export const FADE_GAIN_START = 3;
export const FADE_GAIN_END = 4;
export const GAIN_UNITY = 1 << 15;

/**
 * A mix program is: the header, MIX_TALKERS ints with the sample offsets of the frames heard in the room,
 * then MIX_LISTENERS rows of LISTENER_INTS. Its length is mixProgramInts(talkers, listeners).
 */
export const MIX_HEADER_INTS = 3;
export const MIX_COUNT = 0;
export const MIX_TALKERS = 1;
export const MIX_LISTENERS = 2;

export const LISTENER_INTS = 6;
export const LISTENER_MODE = 0;
/** Sample offset of the frame to subtract: the listener's own, which must be one of the talkers; or NO_FRAME. */
export const LISTENER_OWN = 1;
/** Sample offset of a frame to add for this listener alone, such as a prompt; or NO_FRAME. */
export const LISTENER_PRIVATE = 2;
export const LISTENER_LAW = 3;
/** Byte offset of the code words produced. */
export const LISTENER_OUTPUT = 4;
/** Index of the limiter in `state` (MODE_MIX); the index of an earlier listener of the same room (MODE_COPY). */
export const LISTENER_LIMITER = 5;
export const NO_FRAME = -1;

/** The room without the own frame, with the private frame, through the limiter. */
export const MODE_MIX = 0;
/** The private frame alone, silence without one. The limiter is not touched. */
export const MODE_PRIVATE = 1;
/** The code words of an earlier listener of this room: the same mix in the same law shares one encode. */
export const MODE_COPY = 2;

export const mixProgramInts = (talkers: number, listeners: number): number =>
  MIX_HEADER_INTS + talkers + listeners * LISTENER_INTS;
