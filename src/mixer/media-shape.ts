import type { PromptBank } from './prompt-bank.js';
import { CHUNKS_MAX } from './shared/layout.js';
import type { MediaShape } from './shared/media-memory.js';

/** 64 Ki words hold thousands of commands or events: minutes of both, or one burst of everybody at once. */
const RING_WORDS = 1 << 16;

/** Names that are kept at the same time, and half seconds for each of them on average. */
const CLIPS_MAX = 1024;
const CHUNKS_PER_CLIP = 4;

export interface MediaSize {
  readonly workers: number;
  readonly legsPerWorker: number;
  readonly prompts: PromptBank;
  /** Rooms that can be recorded at the same time [0]. */
  readonly recordingsMax?: number;
  /** Clips that are kept at the same time. */
  readonly clipsMax?: number;
}

/**
 * Memory for so many workers and legs. A room for each leg, and as many again: a leg enters its next room before it
 * is out of the last, and a worker needs the block of a room that was left until the last frame has faded out. A room
 * that is recorded stays when it is empty. What is not used is not touched, and so takes no memory of the machine.
 */
export const mediaShape = ({
  workers,
  legsPerWorker,
  prompts,
  recordingsMax = 0,
  clipsMax = CLIPS_MAX,
}: MediaSize): MediaShape => ({
  workers,
  legs: workers * legsPerWorker,
  rooms: 2 * workers * legsPerWorker + recordingsMax,
  prompts: prompts.count,
  promptSamples: prompts.sampleCount,
  beep: prompts.beep,
  clips: clipsMax,
  // What is being recorded holds room for the longest.
  clipChunks: clipsMax * CHUNKS_PER_CLIP + CHUNKS_MAX,
  taps: recordingsMax,
  commandWords: RING_WORDS,
  eventWords: RING_WORDS,
});
