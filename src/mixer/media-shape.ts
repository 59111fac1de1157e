import type { PromptBank } from './prompt-bank.js';
import type { MediaShape } from './shared/media-memory.js';

/** 64 Ki words hold thousands of commands or events: minutes of both, or one burst of everybody at once. */
const RING_WORDS = 1 << 16;

/**
 * Memory for so many workers and legs. A room for each leg, and as many again: a leg enters its next room before it
 * is out of the last, and a worker needs the block of a room that was left until the last frame has faded out.
 */
export const mediaShape = (workers: number, legsPerWorker: number, prompts: PromptBank): MediaShape => ({
  workers,
  legs: workers * legsPerWorker,
  rooms: 2 * workers * legsPerWorker,
  prompts: prompts.count,
  promptSamples: prompts.sampleCount,
  commandWords: RING_WORDS,
  eventWords: RING_WORDS,
});
