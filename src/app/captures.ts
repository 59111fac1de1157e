import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CAPTURE_SECONDS_MAX,
  type Capture,
  type CaptureOrder,
  type Captures,
} from '../api/admin/captures.js';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { fail, ok } from '../base/result.js';
import type { MixerClient } from '../mixer/mixer-client.js';
import type { CaptureEvent } from '../mixer/capture/capture-writer.js';

export interface CaptureDeskOptions {
  readonly folder: string;
  readonly mixer: Pick<MixerClient, 'startCapture' | 'stopCapture' | 'capturePacketsLost'> & {
    readonly front: Pick<MixerClient['front'], 'portOf'>;
  };
  /** Ours, as the files are to show it. */
  readonly address: string;
  readonly ids: Pick<IdMaker, 'next'>;
  readonly clock: Pick<Clock, 'utcNow'>;
  readonly log: Log;
}

interface Running {
  readonly capture: Capture;
  /** Its number towards the mixer. */
  readonly number: number;
  readonly lostBefore: number;
  /** Its end was asked for. */
  stoppedMs: number | undefined;
}

/** Legs at once: the ring of a worker holds a second of twenty. */
const RUNNING_MAX = 8;
/** With five minutes each they take half a gigabyte. */
const KEPT_MAX = 100;
const KEEP_MS = 7 * 86_400_000;
const MS_PER_S = 1_000;
/** A writer that has not told the end by then has failed. */
const WRITTEN_MS_MAX = 5_000;
const ID = /^[\w-]{1,64}$/;

/**
 * Captures of the packets of single legs [S45]: who asked for it and why stands beside each file. What was running when
 * the server ended is found with what was written until then.
 */
export class CaptureDesk implements Captures {
  readonly #options: CaptureDeskOptions;
  readonly #running = new Map<string, Running>();
  #numbers = 0;

  constructor(options: CaptureDeskOptions) {
    this.#options = options;
  }

  async start(order: CaptureOrder): ReturnType<Captures['start']> {
    const { clock, ids, mixer, address } = this.#options;
    const kept = await this.list();
    if ([...this.#running.values()].some(({ capture }) => capture.leg === order.leg))
      return fail({ code: 'CAPTURE_RUNNING' });
    if (this.#running.size >= RUNNING_MAX || kept.length >= KEPT_MAX) return fail({ code: 'CAPTURE_LIMIT' });
    if (mixer.front.portOf(order.leg) === undefined) return fail({ code: 'CALL_NOT_FOUND' });
    const capture: Capture = {
      ...order,
      id: ids.next(),
      seconds: Math.min(order.seconds, CAPTURE_SECONDS_MAX),
      startedMs: clock.utcNow(),
      endedMs: undefined,
      packets: 0,
      bytes: 0,
      complete: false,
    };
    const number = ++this.#numbers;
    this.#running.set(capture.id, {
      capture,
      number,
      lostBefore: mixer.capturePacketsLost,
      stoppedMs: undefined,
    });
    await this.#note(capture);
    mixer.startCapture({ capture: number, leg: capture.leg, file: this.#file(capture.id, 'pcap'), address });
    return ok(capture);
  }

  async list(): Promise<readonly Capture[]> {
    const ids = (await this.#names())
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5));
    const captures = await Promise.all(ids.map((id) => this.find(id)));
    return captures
      .filter((capture) => capture !== undefined)
      .toSorted((one, other) => other.startedMs - one.startedMs);
  }

  async find(id: string): Promise<Capture | undefined> {
    const running = this.#running.get(id);
    if (running !== undefined || !ID.test(id)) return running?.capture;
    const noted = await unlessMissing(readFile(this.#file(id, 'json'), 'utf8'));
    if (noted === undefined) return undefined;
    const capture = JSON.parse(noted) as Capture;
    // It was running when the server ended.
    return { ...capture, endedMs: capture.endedMs ?? capture.startedMs };
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    if (!ID.test(id) || this.#running.has(id)) return undefined;
    return unlessMissing(readFile(this.#file(id, 'pcap')));
  }

  async remove(id: string): Promise<boolean> {
    const capture = await this.find(id);
    if (capture === undefined) return false;
    const running = this.#running.get(id);
    if (running !== undefined && running.stoppedMs === undefined) this.#stop(running);
    this.#running.delete(id);
    await this.#removeFiles(id);
    return true;
  }

  onCaptured({ capture: number, packets, bytes, fault }: CaptureEvent): void {
    const running = [...this.#running.values()].find((one) => one.number === number);
    if (running === undefined) return;
    const { log, mixer } = this.#options;
    const complete = fault === undefined && mixer.capturePacketsLost === running.lostBefore;
    if (fault !== undefined) log.error({ capture: running.capture.id, fault }, 'a capture is cut');
    void this.#over(running, { packets, bytes, complete });
  }

  /** Ends what has run for its time, or whose leg is over. To be called every second. */
  tick(): void {
    const nowMs = this.#options.clock.utcNow();
    for (const running of this.#running.values()) {
      const { capture, stoppedMs } = running;
      const isOver =
        nowMs >= capture.startedMs + capture.seconds * MS_PER_S ||
        this.#options.mixer.front.portOf(capture.leg) === undefined;
      if (stoppedMs === undefined && isOver) this.#stop(running);
      else if (stoppedMs !== undefined && nowMs > stoppedMs + WRITTEN_MS_MAX)
        void this.#over(running, { packets: 0, bytes: 0, complete: false });
    }
  }

  /** Deletes what is out of date. */
  async tidy(): Promise<void> {
    const beforeMs = this.#options.clock.utcNow() - KEEP_MS;
    for (const { id, startedMs } of await this.list()) if (startedMs < beforeMs) await this.remove(id);
  }

  #stop(running: Running): void {
    running.stoppedMs = this.#options.clock.utcNow();
    this.#options.mixer.stopCapture({ capture: running.number, leg: running.capture.leg });
  }

  async #over({ capture }: Running, written: Pick<Capture, 'packets' | 'bytes' | 'complete'>): Promise<void> {
    const { clock, log } = this.#options;
    try {
      await this.#note({ ...capture, ...written, endedMs: clock.utcNow() });
    } catch (thrown) {
      log.error({ capture: capture.id, error: messageOf(thrown) }, 'a capture cannot be noted');
    }
    // It was deleted meanwhile: nothing of it may come back.
    if (!this.#running.delete(capture.id)) await this.#removeFiles(capture.id);
  }

  async #note(capture: Capture): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    await writeFile(this.#file(capture.id, 'json'), JSON.stringify(capture), { mode: 0o600 });
  }

  async #names(): Promise<readonly string[]> {
    return (await unlessMissing(readdir(this.#options.folder))) ?? [];
  }

  async #removeFiles(id: string): Promise<void> {
    for (const kind of ['pcap', 'json']) await rm(this.#file(id, kind), { force: true });
  }

  #file(id: string, kind: string): string {
    return join(this.#options.folder, `${id}.${kind}`);
  }
}

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}
