import { FRAME_SAMPLES } from './concealment.js';
import * as L from './shared/layout.js';
import type { MediaMemory } from './shared/media-memory.js';

/** What is kept around the sound: 100 ms before it, where a soft consonant may be, and 160 ms behind. */
const LEAD_FRAMES = 5;
const TRAIL_FRAMES = 8;
/** A shorter sound is a click and no name. */
const SOUND_FRAMES_MIN = 5;
const NOTHING = { skip: 0, frames: 0 } as const;

/** Where a frame of a clip's chunks lies in the samples. */
export function clipFrame(memory: MediaMemory, clip: number, frame: number): number {
  const chunk = memory.words[memory.clip(clip) + L.CLIP_CHUNKS + Math.floor(frame / L.CHUNK_FRAMES)]!;
  return memory.chunkSamples(chunk) + (frame % L.CHUNK_FRAMES) * FRAME_SAMPLES;
}

/** Which part of what a leg has recorded into a clip is worth keeping; no frames when it said nothing. */
export function clipExtent(
  words: Int32Array,
  leg: number,
  clip: number,
): { readonly skip: number; readonly frames: number } {
  const first = words[leg + L.LEG_CLIP_FIRST]!;
  const last = words[leg + L.LEG_CLIP_LAST]!;
  // It ended before the recording began.
  if (words[leg + L.LEG_CLIP] !== clip) return NOTHING;
  if (first === L.NONE || last - first + 1 < SOUND_FRAMES_MIN) return NOTHING;
  const skip = Math.max(0, first - LEAD_FRAMES);
  const end = Math.min(words[leg + L.LEG_CLIP_FRAMES]!, last + 1 + TRAIL_FRAMES);
  return { skip, frames: end - skip };
}
