import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { LegId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import { monotonicMs, type MonotonicMs } from '../base/units.js';
import type { HistogramSnapshot } from '../base/histogram.js';
import { BeatLateness } from './beat-lateness.js';
import type { CaptureEvent } from './capture/capture-writer.js';
import { WorkerCounts } from './core.js';
import { PACKET_IO_KINDS, whyNot } from './io/choose.js';
import type { PacketIoName } from './io/packet-io.js';
import { mediaShape } from './media-shape.js';
import { MixerFront, type PortSource } from './mixer-front.js';
import type { Mixer, MixerCommand, MixerEvent } from './mixer.js';
import type { PromptBank } from './prompt-bank.js';
import { RecorderThread } from './recorder-thread.js';
import {
  CONTROL_HEARTBEAT,
  CONTROL_INTS,
  CONTROL_STOP,
  PHASE_MS,
  type MixerCounter,
} from './shared/layout.js';
import { MediaMemory } from './shared/media-memory.js';
import { WordRing } from './shared/word-ring.js';
import { endOf, firstMessageOf, hasEnded } from './worker-thread.js';
import type { MediaWorkerData, MediaWorkerReady } from './worker/entry.js';

export interface MixerClientOptions {
  readonly workers: number;
  readonly legsPerWorker?: number;
  readonly prompts: PromptBank;
  readonly ports: PortSource;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly bindAddress: string;
  readonly mediaSilentMs: number;
  /** What is tried first. On the gateway legs cannot move, so there it is one worker for all legs. */
  readonly packetIo: PacketIoName;
  /** The folder below which recordings are written, and how many rooms at the same time [32]. Without it, none. */
  readonly recordings?: { readonly folder: string; readonly max?: number };
  /** Clips that are kept at the same time [1,024]: 2 s each on average. */
  readonly clipsMax?: number;
  readonly onEvent: (event: MixerEvent) => void;
  /** A capture is written, as far as it could be. */
  readonly onCaptured?: (event: CaptureEvent) => void;
}

/** Which leg's packets go into which file. */
export interface PacketCapture {
  /** Above 0, and never used twice. */
  readonly capture: number;
  readonly leg: LegId;
  readonly file: string;
  /** Ours, as the file is to show it. */
  readonly address: string;
}

export const LEGS_PER_WORKER = 4096;
/** Packets sent or received in one call. */
const BATCH_MAX = 1024;
/** A worker tries its packet I/O and loads its kernel. */
const START_MS_MAX = 10_000;
const RECORDINGS_MAX = 32;
const WATCH_MS = 200;
/**
 * A worker whose heartbeat stands still for so many watches is replaced: at most 1 s after it beat last. Watches
 * are counted and not time, so that a worker is not blamed when the main thread or the whole process stood still.
 */
const STALLED_WATCHES = 4;

interface MediaWorker {
  thread: Worker;
  heartbeat: number;
  /** Watches since the heartbeat moved. */
  still: number;
  replacing: boolean;
}

/** The mixer behind real threads: starts them, carries commands and events, and replaces a worker that fails. */
export class MixerClient implements Mixer {
  readonly front: MixerFront;
  readonly memory: MediaMemory;
  readonly #options: MixerClientOptions;
  readonly #startNs = Number(process.hrtime.bigint());
  readonly #startMs: MonotonicMs;
  readonly #workers: MediaWorker[] = [];
  readonly #recorder: RecorderThread | undefined;
  #watch: NodeJS.Timeout | undefined;
  #flushing = false;
  #closed = false;

  private constructor(options: MixerClientOptions) {
    this.#options = options;
    this.#startMs = options.clock.now();
    const legs = options.workers * (options.legsPerWorker ?? LEGS_PER_WORKER);
    const workers = usablePacketIo(options.packetIo) === 'dgram' ? 1 : options.workers;
    const { recordings } = options;
    const recordingsMax = recordings === undefined ? 0 : (recordings.max ?? RECORDINGS_MAX);
    this.memory = new MediaMemory(
      mediaShape({ ...options, workers, legsPerWorker: legs / workers, recordingsMax }),
    );
    this.#recorder = recordings && this.#createRecorder(recordings.folder);
    this.front = new MixerFront({
      ...options,
      memory: this.memory,
      closeHandle: closeSync,
      phaseTime: (phase) => this.#phaseTime(phase),
      recorder: this.#recorder && ((command) => this.#recorder?.send(command)),
    });
  }

  /** Ready when every worker's beat runs; rejects when one cannot start. */
  static async start(options: MixerClientOptions): Promise<MixerClient> {
    const client = new MixerClient(options);
    try {
      for (let worker = 0; worker < client.memory.shape.workers; worker++) {
        client.#workers.push({
          thread: await client.#startWorker(worker),
          heartbeat: 0,
          still: 0,
          replacing: false,
        });
        void client.#listen(worker);
      }
    } catch (error) {
      await client.close();
      throw error;
    }
    client.#watch = setInterval(() => client.#watchAll(), WATCH_MS);
    return client;
  }

  send(command: MixerCommand): void {
    this.front.send(command);
    if (!this.front.owesEvents || this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => {
      this.#flushing = false;
      this.front.flush();
    });
  }

  /** False: there is no such leg. Ends with `captured` after stopCapture(), also when the leg is over before. */
  startCapture({ capture, leg, file, address }: PacketCapture): boolean {
    const port = this.front.portOf(leg);
    if (port === undefined || this.#recorder === undefined) return false;
    this.#recorder.send({ type: 'open-capture', capture, file, local: { address, port } });
    this.send({ type: 'capture-packets', leg, capture });
    return true;
  }

  stopCapture({ capture, leg }: Pick<PacketCapture, 'capture' | 'leg'>): void {
    if (this.front.portOf(leg) !== undefined) this.send({ type: 'capture-packets', leg, capture: 0 });
    this.#recorder?.send({ type: 'close-capture', capture });
  }

  /** Of all captures since the start: they found a ring full. */
  get capturePacketsLost(): number {
    const workers = Array.from({ length: this.workerCount }, (_, worker) => worker);
    return workers.reduce((sum, worker) => sum + this.counts(worker).capturePacketsLost, 0);
  }

  counts(worker: number): Record<MixerCounter, number> {
    return new WorkerCounts(this.memory.words, this.memory.control(worker)).snapshot();
  }

  /** How late the phases of a worker began, in seconds. */
  lateness(worker: number): HistogramSnapshot {
    return new BeatLateness(this.memory.words, this.memory.control(worker)).snapshot();
  }

  /** A number that rises while the worker beats. */
  heartbeat(worker: number): number {
    return Atomics.load(this.memory.words, this.memory.control(worker) + CONTROL_HEARTBEAT);
  }

  get workerCount(): number {
    return this.memory.shape.workers;
  }

  /** Lets every worker close its sockets and end. Legs that are open end without an event. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    for (const [worker] of this.#workers.entries()) {
      Atomics.store(this.memory.words, this.memory.control(worker) + CONTROL_STOP, 1);
    }
    await Promise.all(this.#workers.map(({ thread }) => endOf(thread)));
    for (const [worker] of this.#workers.entries()) this.#eventRing(worker).ring();
    await this.#recorder?.close();
  }

  async #startWorker(worker: number): Promise<Worker> {
    const { bindAddress, mediaSilentMs, packetIo, log } = this.#options;
    const control = this.memory.control(worker);
    this.memory.words.fill(0, control, control + CONTROL_INTS);
    const workerData: MediaWorkerData = {
      worker,
      shape: this.memory.shape,
      buffer: this.memory.buffer,
      bindAddress,
      mediaSilentMs,
      packetIo,
      batchMax: BATCH_MAX,
      startNs: this.#startNs,
    };
    const thread = new Worker(new URL('./worker/entry.js', import.meta.url), {
      workerData,
      name: `media-${worker}`,
    });
    const ready = await this.#readyOf(thread);
    log.info({ worker, ...ready }, 'media worker started');
    thread.on('error', (error) => log.error({ worker, error: messageOf(error) }, 'media worker failed'));
    thread.once('exit', () => void this.#replace(worker, thread));
    return thread;
  }

  async #readyOf(thread: Worker): Promise<MediaWorkerReady> {
    try {
      return await firstMessageOf<MediaWorkerReady>(thread, START_MS_MAX);
    } catch (error) {
      void thread.terminate();
      throw error;
    }
  }

  #createRecorder(folder: string): RecorderThread {
    return new RecorderThread({
      memory: this.memory,
      folder,
      log: this.#options.log,
      onWritten: (event) => this.front.hearRecorder(event),
      onCaptured: (event) => this.#options.onCaptured?.(event),
      open: () => this.front.openRecordings,
    });
  }

  /** Hears a worker's events until the mixer is closed, whichever thread is behind them. */
  async #listen(worker: number): Promise<void> {
    const ring = this.#eventRing(worker);
    while (!this.#closed) {
      const seen = ring.bell;
      this.front.drain(worker);
      await ring.awaitBell(seen);
    }
  }

  #watchAll(): void {
    this.front.tidy();
    for (const [worker, state] of this.#workers.entries()) {
      this.front.drain(worker);
      const heartbeat = this.heartbeat(worker);
      state.still = heartbeat === state.heartbeat ? state.still + 1 : 0;
      state.heartbeat = heartbeat;
      if (state.still < STALLED_WATCHES || state.replacing) continue;
      this.#options.log.error({ worker }, 'media worker stands still');
      // The end of a thread starts its successor; where that could not start, it is tried again.
      if (hasEnded(state.thread)) void this.#replace(worker, state.thread);
      else void state.thread.terminate();
    }
  }

  async #replace(worker: number, dead: Worker): Promise<void> {
    const state = this.#workers[worker];
    if (this.#closed || state === undefined || state.thread !== dead || state.replacing) return;
    state.replacing = true;
    this.front.workerLost(worker);
    try {
      state.thread = await this.#startWorker(worker);
    } catch (error) {
      this.#options.log.error({ worker, error: messageOf(error) }, 'media worker could not be replaced');
    }
    state.still = 0;
    state.replacing = false;
  }

  #eventRing(worker: number): WordRing {
    return new WordRing(this.memory.words, this.memory.eventRing(worker), this.memory.shape.eventWords);
  }

  #phaseTime(phase: number): MonotonicMs {
    const nowMs = this.#options.clock.now();
    const nowPhase = Math.floor((nowMs - this.#startMs) / PHASE_MS);
    return monotonicMs(this.#startMs + (nowPhase - ((nowPhase - phase) | 0)) * PHASE_MS);
  }
}

/** What the workers will find to work here, each for itself. */
function usablePacketIo(preferred: PacketIoName): PacketIoName | undefined {
  const kinds = [...PACKET_IO_KINDS].sort(
    (a, b) => Number(b.name === preferred) - Number(a.name === preferred),
  );
  return kinds.find(({ create }) => whyNot(create) === undefined)?.name;
}
