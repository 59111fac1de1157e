import { TELEPHONE_RATE_HZ } from '../../audio/tone.js';
import { WAV_HEADER_BYTES, wavHeader } from '../../audio/wav.js';
import { FRAME_TICKS } from '../../rtp/packet.js';
import { BEAT_MS } from '../shared/layout.js';
import type { MediaMemory } from '../shared/media-memory.js';
import type { RecordingFolder } from './recording-folder.js';
import { TapReader } from './tap-ring.js';

/** Frames that are collected for one write of a file: 5 s, 80 kB. */
const WINDOW_FRAMES = 250;
const BYTES_PER_SAMPLE = 2;
const FRAME_BYTES = FRAME_TICKS * BYTES_PER_SAMPLE;

export interface WrittenFile {
  readonly name: string;
  /** Undefined: the mix. */
  readonly track: number | undefined;
  readonly bytes: number;
}

/** What has become of a recording. */
export interface WrittenRecording {
  readonly files: readonly WrittenFile[];
  readonly durationMs: number;
  /** Every beat is in it, and every byte was written. */
  readonly complete: boolean;
}

/**
 * The files of one recording: `mix.wav` and `track-001.wav` … in a folder of its own. They are 16-bit linear, 58 MB
 * an hour each: A-law would be half of that and lose nothing, but not every player and speech recogniser takes
 * it, and silence on a track takes no room, as it is never written.
 *
 * A sample's place in a file follows from the number of its frame alone, so all files are aligned, and a writer that
 * takes over from one that died goes on in the right place, after what that one has left.
 */
export class RecordingFiles {
  readonly #folder: RecordingFolder;
  readonly #name: string;
  readonly #reader: TapReader;
  readonly #mix = new Int16Array(WINDOW_FRAMES * FRAME_TICKS);
  /** The tracks that have sound in the window. */
  readonly #tracks = new Map<number, Int16Array>();
  /** Tracks that have a file, and so many frames in it. */
  readonly #known = new Map<number, number>();
  /** Frames that are written, or were never there. */
  #frames = 0;
  #gaps = 0;
  #fault: unknown;

  constructor(memory: MediaMemory, tap: number, name: string, folder: RecordingFolder) {
    this.#reader = new TapReader(memory, tap);
    this.#folder = folder;
    this.#name = name;
    this.#frames = this.#framesIn(this.#mixName);
    // A writer before this one has died, and nobody knows any more what it had missed.
    if (this.#frames > 0) this.#gaps = 1;
  }

  /** Nothing more will come for it. */
  get hasEnded(): boolean {
    return this.#reader.hasEnded;
  }

  /** The first thing that went wrong. */
  get fault(): unknown {
    return this.#fault;
  }

  /** Writes whatever waits in the ring. */
  drain(): void {
    while (this.#reader.nextFrame !== undefined) this.#drainWindow();
  }

  /** Makes the files playable as they are: their headers say how much there is. */
  updateHeaders(): void {
    const header = wavHeader(TELEPHONE_RATE_HZ, this.#frames * FRAME_TICKS);
    this.#write(this.#mixName, 0, header);
    for (const [track, frames] of this.#known) {
      this.#write(this.#trackName(track), 0, header);
      if (frames < this.#frames) this.#endInSilence(track);
    }
  }

  /** The last of it, with `tracks` tracks, whether or not anything was heard on them. */
  finish(tracks: number): WrittenRecording {
    this.drain();
    for (let track = 0; track < tracks; track++)
      if (!this.#known.has(track)) this.#known.set(track, this.#framesIn(this.#trackName(track)));
    this.#frames = Math.max(this.#frames, ...this.#known.values());
    this.updateHeaders();
    const bytes = placeOf(this.#frames);
    const inOrder = [...this.#known.keys()].sort((a, b) => a - b);
    const files = [
      { name: this.#mixName, track: undefined, bytes },
      ...inOrder.map((track) => ({ name: this.#trackName(track), track, bytes })),
    ];
    for (const { name } of files) this.#try(() => this.#folder.finish(name, bytes));
    const complete = this.#fault === undefined && this.#gaps === 0 && this.#reader.lost === 0;
    return { files, durationMs: this.#frames * BEAT_MS, complete };
  }

  #drainWindow(): void {
    const first = this.#reader.nextFrame!;
    const start = Math.max(first, this.#frames);
    if (start > this.#frames) this.#gaps += 1;
    let end = start;
    this.#mix.fill(0);
    for (;;) {
      const frame = this.#reader.nextFrame;
      if (frame === undefined || frame >= start + WINDOW_FRAMES) break;
      if (frame > end) this.#gaps += 1;
      // A room that another worker took over can begin within the beat of the last frame.
      if (frame >= end) this.#read((frame - start) * FRAME_TICKS);
      end = Math.max(end, frame + 1);
      this.#reader.skip();
    }
    this.#writeWindow(start, end - start);
    this.#frames = end;
    this.#reader.release();
  }

  #read(at: number): void {
    this.#reader.copyMix(this.#mix, at);
    for (let i = 0; i < this.#reader.trackCount; i++) {
      const track = this.#reader.trackAt(i);
      let window = this.#tracks.get(track);
      if (window === undefined) {
        window = new Int16Array(this.#mix.length);
        this.#tracks.set(track, window);
      }
      this.#reader.copyTrack(i, window, at);
    }
  }

  #writeWindow(start: number, frames: number): void {
    const position = placeOf(start);
    this.#write(this.#mixName, position, bytesOf(this.#mix, frames));
    for (const [track, window] of this.#tracks) {
      this.#known.set(track, start + frames);
      this.#write(this.#trackName(track), position, bytesOf(window, frames));
    }
    this.#tracks.clear();
  }

  /** Its file becomes as long as the others: the last sample is written, and what is skipped reads as zero. */
  #endInSilence(track: number): void {
    const last = new Uint8Array(BYTES_PER_SAMPLE);
    this.#write(this.#trackName(track), placeOf(this.#frames) - BYTES_PER_SAMPLE, last);
    this.#known.set(track, this.#frames);
  }

  /** What a writer before this one has left. */
  #framesIn(name: string): number {
    let bytes = 0;
    this.#try(() => {
      bytes = this.#folder.length(name);
    });
    return Math.max(0, Math.floor((bytes - WAV_HEADER_BYTES) / FRAME_BYTES));
  }

  #write(name: string, position: number, bytes: Uint8Array): void {
    this.#try(() => this.#folder.write(name, position, bytes));
  }

  /** A disk that refuses may take the next write: the recording goes on, and is not complete. */
  #try(use: () => void): void {
    try {
      use();
    } catch (thrown) {
      this.#fault ??= thrown;
    }
  }

  get #mixName(): string {
    return `${this.#name}/mix.wav`;
  }

  #trackName(track: number): string {
    return `${this.#name}/track-${String(track + 1).padStart(3, '0')}.wav`;
  }
}

/** Where a frame begins in each file. */
const placeOf = (frame: number): number => WAV_HEADER_BYTES + frame * FRAME_BYTES;

/** In the order of the processor, which is little-endian wherever Node runs media, as WAV is. */
const bytesOf = (window: Int16Array, frames: number): Uint8Array =>
  new Uint8Array(window.buffer, 0, frames * FRAME_BYTES);
