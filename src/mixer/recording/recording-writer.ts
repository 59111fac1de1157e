import { messageOf } from '../../base/errors.js';
import type { MediaMemory } from '../shared/media-memory.js';
import { RecordingFiles, type WrittenRecording } from './recording-files.js';
import type { RecordingFolder } from './recording-folder.js';

/** What a recording writer is told. Plain values: it may be on another thread. */
export type RecorderCommand =
  | { readonly type: 'open'; readonly tap: number; readonly name: string }
  /** The room's worker has been told to end it. */
  | { readonly type: 'finish'; readonly tap: number; readonly tracks: number };

export type RecorderEvent =
  | { readonly type: 'written'; readonly tap: number; readonly recording: WrittenRecording }
  /** Told once for a recording; it goes on, and is not complete. */
  | { readonly type: 'failed'; readonly name: string; readonly reason: string };

interface Open {
  readonly tap: number;
  readonly name: string;
  readonly files: RecordingFiles;
  headersMs: number;
  faultTold: boolean;
  finish: { readonly tracks: number; readonly sinceMs: number } | undefined;
}

/** So much of a recording is at most missing from what a killed process leaves. */
const HEADERS_MS = 2000;
/** A worker that does not end a recording that long is lost. */
const END_MS_MAX = 5000;

/** Empties the taps of all recordings into files. Blocks on the disk, so it has a thread of its own. */
export class RecordingWriter {
  readonly #memory: MediaMemory;
  readonly #folder: RecordingFolder;
  readonly #onEvent: (event: RecorderEvent) => void;
  readonly #open = new Map<number, Open>();

  constructor(memory: MediaMemory, folder: RecordingFolder, onEvent: (event: RecorderEvent) => void) {
    this.#memory = memory;
    this.#folder = folder;
    this.#onEvent = onEvent;
  }

  handle(command: RecorderCommand, nowMs: number): void {
    const { tap } = command;
    const open = this.#open.get(tap);
    if (command.type === 'finish') {
      if (open !== undefined) open.finish = { tracks: command.tracks, sinceMs: nowMs };
      return;
    }
    const files = new RecordingFiles(this.#memory, tap, command.name, this.#folder);
    files.updateHeaders();
    this.#open.set(tap, {
      tap,
      name: command.name,
      files,
      headersMs: nowMs,
      faultTold: false,
      finish: undefined,
    });
  }

  poll(nowMs: number): void {
    for (const open of this.#open.values()) this.#serve(open, nowMs);
  }

  /** The server ends: what there is must be playable. */
  close(): void {
    for (const { files } of this.#open.values()) {
      files.drain();
      files.updateHeaders();
    }
    this.#open.clear();
  }

  #serve(open: Open, nowMs: number): void {
    const { files, finish } = open;
    const isOver = finish !== undefined && (files.hasEnded || nowMs - finish.sinceMs >= END_MS_MAX);
    if (isOver) {
      const recording = files.finish(finish.tracks);
      this.#open.delete(open.tap);
      this.#tellFault(open);
      const complete = recording.complete && files.hasEnded;
      return this.#onEvent({ type: 'written', tap: open.tap, recording: { ...recording, complete } });
    }
    files.drain();
    if (nowMs - open.headersMs >= HEADERS_MS) {
      files.updateHeaders();
      open.headersMs = nowMs;
    }
    this.#tellFault(open);
  }

  #tellFault(open: Open): void {
    if (open.faultTold || open.files.fault === undefined) return;
    open.faultTold = true;
    this.#onEvent({ type: 'failed', name: open.name, reason: messageOf(open.files.fault) });
  }
}
