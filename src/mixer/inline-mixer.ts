import type { Random } from '../base/random.js';
import { later, type MonotonicMs } from '../base/units.js';
import { WorkerCounts } from './core.js';
import { Engine } from './engine.js';
import type { PacketIo } from './io/packet-io.js';
import type { KernelMemory, MixKernel } from './kernel.js';
import { mediaShape } from './media-shape.js';
import { MixerFront, type PortSource } from './mixer-front.js';
import type { Mixer, MixerCommand, MixerEvent } from './mixer.js';
import type { PromptBank } from './prompt-bank.js';
import type { RecordingFolder } from './recording/recording-folder.js';
import { RecordingWriter } from './recording/recording-writer.js';
import { PHASES, PHASE_MS, type MixerCounter } from './shared/layout.js';
import { MediaMemory } from './shared/media-memory.js';

export interface InlineMixerOptions {
  readonly workers: number;
  readonly legsPerWorker: number;
  readonly prompts: PromptBank;
  readonly ports: PortSource;
  readonly random: Random;
  readonly bindAddress: string;
  readonly mediaSilentMs: number;
  readonly startMs: MonotonicMs;
  /** The phase at startMs [0]: as if the mixer had run so long already. */
  readonly firstPhase?: number;
  readonly closeHandle?: (handle: number) => void;
  /** Where recordings go, at most eight at a time; without it nothing can be recorded. */
  readonly recordings?: RecordingFolder;
  readonly clipsMax?: number;
  readonly createIo: (worker: number) => PacketIo;
  readonly createKernel: (memory: KernelMemory) => MixKernel;
  readonly onEvent: (event: MixerEvent) => void;
}

const RECORDINGS_MAX = 8;
/** How often recordings are written and forgotten clips are freed: every 100 ms. */
const TIDY_PHASES = 5 * PHASES;

interface InlineWorker {
  readonly io: PacketIo;
  readonly engine: Engine;
}

/**
 * The whole media side in one thread and in virtual time: the same engines, commands and events as behind
 * MixerClient, stepped by whoever owns the clock.
 */
export class InlineMixer implements Mixer {
  readonly memory: MediaMemory;
  readonly front: MixerFront;
  readonly #options: InlineMixerOptions;
  readonly #workers: InlineWorker[];
  readonly #recorder: RecordingWriter | undefined;
  readonly #startMs: MonotonicMs;
  readonly #firstPhase: number;
  #phase: number;

  constructor(options: InlineMixerOptions) {
    this.#options = options;
    this.#startMs = options.startMs;
    this.#firstPhase = options.firstPhase ?? 0;
    this.#phase = this.#firstPhase;
    const { recordings } = options;
    const recordingsMax = recordings === undefined ? 0 : RECORDINGS_MAX;
    this.memory = new MediaMemory(mediaShape({ ...options, recordingsMax }));
    this.#recorder = recordings && this.#createRecorder(recordings);
    this.front = new MixerFront({
      closeHandle: () => undefined,
      ...options,
      memory: this.memory,
      phaseTime: (phase) => this.#timeOf(this.#phase - ((this.#phase - phase) | 0)),
      recorder: recordings && ((command) => this.#recorder?.handle(command, this.nextMs)),
    });
    this.#workers = Array.from({ length: options.workers }, (_, worker) => this.#start(worker));
  }

  send(command: MixerCommand): void {
    this.front.send(command);
  }

  /** When advance() has something to do next. */
  get nextMs(): MonotonicMs {
    return this.#timeOf(this.#phase);
  }

  /** Runs every phase that is due at `nowMs`; events are told in between. */
  advance(nowMs: MonotonicMs): void {
    while (this.nextMs <= nowMs) {
      this.front.flush();
      for (let worker = 0; worker < this.#workers.length; worker++)
        this.#workers[worker]!.engine.beat(this.#phase);
      for (let worker = 0; worker < this.#workers.length; worker++) this.front.drain(worker);
      if (this.#phase % TIDY_PHASES === 0) this.#tidy();
      this.front.flush();
      this.#phase += 1;
    }
  }

  /** A worker dies and is replaced: its sockets close, its legs end, another engine begins. */
  replaceWorker(worker: number): void {
    this.#workers[worker]!.io.destroy();
    this.front.workerLost(worker);
    this.#workers[worker] = this.#start(worker);
  }

  counts(worker: number): Record<MixerCounter, number> {
    return new WorkerCounts(this.memory.words, this.memory.control(worker)).snapshot();
  }

  #tidy(): void {
    this.front.tidy();
    this.#recorder?.poll(this.nextMs);
  }

  #createRecorder(folder: RecordingFolder): RecordingWriter {
    return new RecordingWriter(this.memory, folder, (event) => {
      if (event.type === 'written') this.front.hearRecorder(event);
    });
  }

  #timeOf(phase: number): MonotonicMs {
    return later(this.#startMs, (phase - this.#firstPhase) * PHASE_MS);
  }

  #start(worker: number): InlineWorker {
    const io = this.#options.createIo(worker);
    return { io, engine: new Engine({ ...this.#options, memory: this.memory, worker, io }) };
  }
}
