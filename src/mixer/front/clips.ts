import type { ClipId } from '../../base/ids.js';
import { clipExtent } from '../clip-memory.js';
import type { MixerCommand } from '../mixer.js';
import { COMMAND_STOP_CLIP } from '../shared/command-ring.js';
import * as L from '../shared/layout.js';
import type { FrontCore, FrontLeg } from './core.js';

/** A prompt with this before a clip's id is the clip. */
const CLIP_PREFIX = 'clip:';

interface Clip {
  readonly id: ClipId;
  readonly index: number;
  /** The chunks it holds. */
  chunks: readonly number[];
  /** There is something to play. */
  ready: boolean;
}

/** A clip that nobody may play any more, and the workers that may not have heard of what was sent before. */
interface Forgotten {
  readonly clip: Clip;
  readonly fence: number;
  readonly workers: Set<number>;
}

/**
 * The clips there are, in chunks of one bank [S3]. A worker writes the samples of a clip while it is recorded;
 * all else is decided here. A forgotten clip is freed when every worker has gone through the commands that were
 * sent before and no playlist in the shared memory names it.
 */
export class Clips {
  readonly #core: FrontCore;
  readonly #byId = new Map<ClipId, Clip>();
  readonly #recording = new Map<FrontLeg, Clip>();
  /** The longest free first. */
  readonly #indexes: number[];
  readonly #chunks: number[];
  #forgotten: Forgotten[] = [];
  #fence = 0;

  constructor(core: FrontCore) {
    this.#core = core;
    this.#indexes = Array.from({ length: core.memory.shape.clips }, (_, index) => index);
    this.#chunks = Array.from({ length: core.memory.shape.clipChunks }, (_, chunk) => chunk);
  }

  /** The number to play for `clip:` and an id; undefined for what is no clip or nothing to play. */
  lookup(prompt: string): number | undefined {
    if (!prompt.startsWith(CLIP_PREFIX)) return undefined;
    const clip = this.#byId.get(prompt.slice(CLIP_PREFIX.length) as ClipId);
    return clip?.ready === true ? this.#numberOf(clip) : undefined;
  }

  record(leg: FrontLeg, { clip: id, maxMs }: Extract<MixerCommand, { type: 'record-clip' }>): void {
    const frames = Math.ceil(Math.min(maxMs, L.CLIP_MS_MAX) / L.BEAT_MS);
    const chunks = Math.ceil(frames / L.CHUNK_FRAMES);
    this.forget(id);
    this.tidy();
    const isBusy = this.#recording.has(leg);
    if (isBusy || frames < 1 || this.#indexes.length === 0 || this.#chunks.length < chunks) {
      this.#core.counters.add('clipsRefused');
      return this.#core.owe({ type: 'clip-recorded', leg: leg.id, clip: id, durationMs: 0 });
    }
    const clip = { id, index: this.#indexes.shift()!, chunks: this.#chunks.splice(0, chunks), ready: false };
    const { memory, commands } = this.#core;
    memory.words.set(clip.chunks, memory.clip(clip.index) + L.CLIP_CHUNKS);
    this.#byId.set(id, clip);
    this.#recording.set(leg, clip);
    commands[leg.worker]!.recordClip(leg.slot, clip.index, frames);
  }

  stop(leg: FrontLeg): void {
    if (this.#recording.has(leg)) this.#core.commands[leg.worker]!.plain(COMMAND_STOP_CLIP, leg.slot);
  }

  /** The leg's worker has done with it, or the leg has ended: what there is, is the clip. */
  recorded(leg: FrontLeg): void {
    const clip = this.#recording.get(leg);
    if (clip === undefined) return;
    this.#recording.delete(leg);
    const { memory, tell } = this.#core;
    const { skip, frames } = clipExtent(memory.words, memory.leg(leg.slot), clip.index);
    const isWanted = this.#byId.get(clip.id) === clip;
    if (frames === 0 || !isWanted) {
      if (isWanted) this.#byId.delete(clip.id);
      this.#free(clip);
    } else {
      this.#keep(clip, skip, frames);
    }
    tell({ type: 'clip-recorded', leg: leg.id, clip: clip.id, durationMs: frames * L.BEAT_MS });
  }

  forget(id: ClipId): void {
    const clip = this.#byId.get(id);
    if (clip === undefined) return;
    this.#byId.delete(id);
    // While it is being recorded it is freed at the end of that.
    if (!clip.ready) return;
    this.#fence = (this.#fence + 1) | 0;
    const { commands } = this.#core;
    for (const writer of commands) writer.fence(this.#fence);
    this.#forgotten.push({ clip, fence: this.#fence, workers: new Set(commands.keys()) });
  }

  workerLost(worker: number): void {
    for (const { workers } of this.#forgotten) workers.delete(worker);
  }

  /** Frees what is forgotten and not played any more. Cheap while there is nothing. */
  tidy(): void {
    if (this.#forgotten.length === 0) return;
    const { memory } = this.#core;
    for (const { workers, fence } of this.#forgotten) {
      for (const worker of workers) {
        const passed = Atomics.load(memory.words, memory.control(worker) + L.CONTROL_FENCE);
        if (((passed - fence) | 0) >= 0) workers.delete(worker);
      }
    }
    const played = this.#numbersPlayed();
    const isOver = ({ clip, workers }: Forgotten): boolean =>
      workers.size === 0 && !played.has(this.#numberOf(clip));
    const over = this.#forgotten.filter(isOver);
    for (const { clip } of over) this.#free(clip);
    this.#forgotten = this.#forgotten.filter((forgotten) => !over.includes(forgotten));
  }

  #keep(clip: Clip, skip: number, frames: number): void {
    const { memory } = this.#core;
    const block = memory.clip(clip.index);
    const firstChunk = Math.floor(skip / L.CHUNK_FRAMES);
    const endChunk = Math.ceil((skip + frames) / L.CHUNK_FRAMES);
    const kept = clip.chunks.slice(firstChunk, endChunk);
    this.#chunks.push(...clip.chunks.filter((chunk) => !kept.includes(chunk)));
    clip.chunks = kept;
    clip.ready = true;
    memory.words.set(kept, block + L.CLIP_CHUNKS);
    memory.words[block + L.CLIP_SKIP] = skip - firstChunk * L.CHUNK_FRAMES;
    memory.words[block + L.CLIP_FRAMES] = frames;
  }

  #free(clip: Clip): void {
    this.#chunks.push(...clip.chunks);
    this.#indexes.push(clip.index);
  }

  #numberOf(clip: Clip): number {
    return this.#core.memory.shape.prompts + clip.index;
  }

  /** Every number in a playlist of a leg or room, also what was played of it. */
  #numbersPlayed(): ReadonlySet<number> {
    const { memory } = this.#core;
    const { words, shape } = memory;
    const numbers = new Set<number>();
    for (let slot = 0; slot < shape.legs; slot++) {
      const list = memory.leg(slot) + L.LEG_PLAY_LIST;
      const count = words[memory.leg(slot) + L.LEG_PLAY_COUNT]!;
      if (words[memory.leg(slot) + L.LEG_STATE] === L.LEG_FREE) continue;
      for (let i = 0; i < count; i++) numbers.add(words[list + i]!);
    }
    for (let index = 0; index < shape.rooms; index++) {
      const room = memory.room(index);
      const first = words[room + L.ROOM_PLAY_FIRST]!;
      const count = words[room + L.ROOM_COUNT] === 0 ? 0 : words[room + L.ROOM_PLAY_COUNT]!;
      for (let i = 0; i < count; i++)
        numbers.add(words[room + L.ROOM_PLAY_LIST + ((first + i) % L.ROOM_PLAY_MAX)]!);
    }
    return numbers;
  }
}
