import { byteArea, type ByteArea } from '../../rtp/byte-area.js';
import { FRAME_TICKS } from '../../rtp/packet.js';
import {
  CAPTURE_BYTES,
  CAPTURE_CELLS,
  CAPTURE_INTS,
  CHUNK_SAMPLES,
  CLIP_INTS,
  CONTROL_INTS,
  LEG_BYTES,
  LEG_INTS,
  LEG_SAMPLES,
  PHASES,
  PROMPT_INTS,
  RING_DATA,
  ROOM_INTS,
  TAP_INTS,
  TAP_SAMPLES,
} from './layout.js';

/** What the memory is made for. Plain values: it is passed to the workers. */
export interface MediaShape {
  readonly workers: number;
  /** Legs and rooms of all workers together. */
  readonly legs: number;
  readonly rooms: number;
  readonly prompts: number;
  readonly promptSamples: number;
  /** The number of the prompt that is heard before a clip is recorded. */
  readonly beep: number;
  readonly clips: number;
  readonly clipChunks: number;
  /** Rooms that are recorded at the same time. */
  readonly taps: number;
  /** Data words of one command ring and of one event ring; powers of two. */
  readonly commandWords: number;
  readonly eventWords: number;
}

const CACHE_LINE_BYTES = 64;

/**
 * One SharedArrayBuffer with everything that legs, rooms and rings are made of, the same on every thread:
 * a leg moves to another worker without being copied. Offsets returned are elements of the array they are
 * for: `words`, `area.bytes` or `samples`.
 */
export class MediaMemory {
  readonly shape: MediaShape;
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  readonly samples: Int16Array;
  readonly area: ByteArea;
  readonly #control: number;
  readonly #commands: number;
  readonly #events: number;
  readonly #legs: number;
  readonly #rooms: number;
  readonly #prompts: number;
  readonly #legBytes: number;
  readonly #legSamples: number;
  readonly #promptSamples: number;
  readonly #clips: number;
  readonly #chunks: number;
  readonly #taps: number;
  readonly #tapBytes: number;
  readonly #tapSamples: number;
  readonly #captures: number;
  readonly #captureBytes: number;

  constructor(shape: MediaShape, buffer?: SharedArrayBuffer) {
    this.shape = shape;
    let end = 0;
    const part = (bytes: number): number => {
      const start = end;
      end += Math.ceil(bytes / CACHE_LINE_BYTES) * CACHE_LINE_BYTES;
      return start;
    };
    this.#control = part(shape.workers * CONTROL_INTS * 4) / 4;
    this.#commands = part(shape.workers * (RING_DATA + shape.commandWords) * 4) / 4;
    this.#events = part(shape.workers * (RING_DATA + shape.eventWords) * 4) / 4;
    this.#legs = part(shape.legs * LEG_INTS * 4) / 4;
    this.#rooms = part((shape.rooms + shape.workers * PHASES) * ROOM_INTS * 4) / 4;
    this.#prompts = part(shape.prompts * PROMPT_INTS * 4) / 4;
    this.#legBytes = part(shape.legs * LEG_BYTES);
    this.#legSamples = part(shape.legs * LEG_SAMPLES * 2) / 2;
    this.#promptSamples = part(shape.promptSamples * 2) / 2;
    this.#clips = part(shape.clips * CLIP_INTS * 4) / 4;
    this.#chunks = part(shape.clipChunks * CHUNK_SAMPLES * 2) / 2;
    this.#taps = part(shape.taps * TAP_INTS * 4) / 4;
    this.#tapBytes = part(shape.taps * FRAME_TICKS);
    this.#tapSamples = part(shape.taps * TAP_SAMPLES * 2) / 2;
    this.#captures = part(shape.workers * CAPTURE_INTS * 4) / 4;
    this.#captureBytes = part(shape.workers * CAPTURE_CELLS * CAPTURE_BYTES);
    this.buffer = buffer ?? new SharedArrayBuffer(end);
    this.words = new Int32Array(this.buffer);
    this.samples = new Int16Array(this.buffer);
    this.area = byteArea(new Uint8Array(this.buffer));
  }

  control(worker: number): number {
    return this.#control + worker * CONTROL_INTS;
  }

  commandRing(worker: number): number {
    return this.#commands + worker * (RING_DATA + this.shape.commandWords);
  }

  eventRing(worker: number): number {
    return this.#events + worker * (RING_DATA + this.shape.eventWords);
  }

  leg(slot: number): number {
    return this.#legs + slot * LEG_INTS;
  }

  room(index: number): number {
    return this.#rooms + index * ROOM_INTS;
  }

  /** The index of the room that holds a worker's legs without a room, one for each phase. */
  lobby(worker: number, phase: number): number {
    return this.shape.rooms + worker * PHASES + phase;
  }

  prompt(index: number): number {
    return this.#prompts + index * PROMPT_INTS;
  }

  /** Where a leg's bytes start: its jitter ring; its send queue is LEG_QUEUE further. */
  legBytes(slot: number): number {
    return this.#legBytes + slot * LEG_BYTES;
  }

  legSamples(slot: number): number {
    return this.#legSamples + slot * LEG_SAMPLES;
  }

  get promptSamples(): number {
    return this.#promptSamples;
  }

  clip(index: number): number {
    return this.#clips + index * CLIP_INTS;
  }

  chunkSamples(chunk: number): number {
    return this.#chunks + chunk * CHUNK_SAMPLES;
  }

  tap(index: number): number {
    return this.#taps + index * TAP_INTS;
  }

  /** Where the mix of a recorded room is encoded to: one frame. */
  tapBytes(index: number): number {
    return this.#tapBytes + index * FRAME_TICKS;
  }

  tapSamples(index: number): number {
    return this.#tapSamples + index * TAP_SAMPLES;
  }

  captureRing(worker: number): number {
    return this.#captures + worker * CAPTURE_INTS;
  }

  /** Where the packets of a worker's ring lie, CAPTURE_BYTES each. */
  captureBytes(worker: number): number {
    return this.#captureBytes + worker * CAPTURE_CELLS * CAPTURE_BYTES;
  }
}
