import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import type { CaptureCommand, CaptureEvent } from './capture/capture-writer.js';
import type { RecorderCommand, RecorderEvent } from './recording/recording-writer.js';
import type { MediaMemory } from './shared/media-memory.js';
import { endOf } from './worker-thread.js';
import type { RecordingWorkerData } from './worker/recording-entry.js';

export interface RecorderThreadOptions {
  readonly memory: MediaMemory;
  readonly folder: string;
  readonly log: Log;
  readonly onWritten: (event: Extract<RecorderEvent, { type: 'written' }>) => void;
  readonly onCaptured?: (event: CaptureEvent) => void;
  /** What a writer that begins anew has to open. */
  readonly open: () => readonly RecorderCommand[];
}

/** A writer that fails again and again is started again so often. */
const RESTARTS_MAX = 100;

/** The writer of recordings and captures on its thread, begun with the first one and replaced when it fails. */
export class RecorderThread {
  readonly #options: RecorderThreadOptions;
  #thread: Worker | undefined;
  #restarts = 0;
  #closed = false;

  constructor(options: RecorderThreadOptions) {
    this.#options = options;
  }

  send(command: RecorderCommand | CaptureCommand): void {
    this.#thread ??= this.#start();
    this.#thread.postMessage(command);
  }

  /** Lets the files that are being written become playable. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#thread === undefined) return;
    this.#thread.postMessage('stop');
    await endOf(this.#thread);
  }

  #start(): Worker {
    const { memory, folder, log } = this.#options;
    const workerData: RecordingWorkerData = { shape: memory.shape, buffer: memory.buffer, folder };
    const thread = new Worker(new URL('./worker/recording-entry.js', import.meta.url), {
      workerData,
      name: 'recorder',
    });
    thread.on('message', (event: RecorderEvent | CaptureEvent) => this.#hear(event));
    thread.on('error', (error) => log.error({ error: messageOf(error) }, 'recording writer failed'));
    thread.once('exit', () => this.#replace());
    return thread;
  }

  #hear(event: RecorderEvent | CaptureEvent): void {
    if (event.type === 'captured') return this.#options.onCaptured?.(event);
    if (event.type === 'written') return this.#options.onWritten(event);
    const { name, reason } = event;
    this.#options.log.error({ code: 'RECORDING_WRITE_FAILED', recording: name, reason }, 'recording is cut');
  }

  #replace(): void {
    this.#thread = undefined;
    this.#restarts += 1;
    if (this.#closed || this.#restarts > RESTARTS_MAX) return;
    for (const command of this.#options.open()) this.send(command);
  }
}
