import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CAPTURE_SECONDS_MAX,
  type Capture,
  type CaptureOrder,
  type Captures,
} from '../api/admin/captures.js';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { IdMaker, LegId } from '../base/ids.js';
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
  /** Deleted while it ran: nobody sees it any more, and its files go when nothing can be written to them again. */
  removed: boolean;
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
/** The packets, who asked for them and why, and what is to become that note. */
const KINDS = ['pcap', 'json', 'json.new'] as const;
type Kind = (typeof KINDS)[number];

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
    if ([...this.#running.values()].some(({ capture, removed }) => capture.leg === order.leg && !removed))
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
      removed: false,
    });
    try {
      await this.#note(capture);
    } catch (thrown) {
      // It was never begun.
      this.#running.delete(capture.id);
      throw thrown;
    }
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
    if (running !== undefined) return running.removed ? undefined : running.capture;
    if (!ID.test(id)) return undefined;
    const noted = await unlessMissing(readFile(this.#file(id, 'json'), 'utf8'));
    if (noted === undefined) return undefined;
    const capture = parsed(noted) ?? unreadable(id, await this.#writtenMs(`${id}.json`));
    // It was running when the server ended.
    return { ...capture, endedMs: capture.endedMs ?? capture.startedMs };
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    if (!ID.test(id) || this.#running.has(id)) return undefined;
    return unlessMissing(readFile(this.#file(id, 'pcap')));
  }

  async remove(id: string): Promise<boolean> {
    if (!ID.test(id)) return false;
    const running = this.#running.get(id);
    if (running?.removed === true) return false;
    if (running === undefined && !(await this.#names()).includes(`${id}.json`)) return false;
    if (running !== undefined) {
      if (running.stoppedMs === undefined) this.#stop(running);
      running.removed = true;
    }
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

  /** Deletes what is out of date, also what a crash has left of one without its note. */
  async tidy(): Promise<void> {
    const beforeMs = this.#options.clock.utcNow() - KEEP_MS;
    for (const { id, startedMs } of await this.list()) if (startedMs < beforeMs) await this.remove(id);
    const names = await this.#names();
    for (const name of names) {
      const id = name.slice(0, name.indexOf('.'));
      const isAlone = !names.includes(`${id}.json`) && !this.#running.has(id);
      const isOurs = KINDS.some((kind) => name === `${id}.${kind}`);
      if (isOurs && isAlone && (await this.#writtenMs(name)) < beforeMs) await this.#removeFiles(id);
    }
  }

  #stop(running: Running): void {
    running.stoppedMs = this.#options.clock.utcNow();
    this.#options.mixer.stopCapture({ capture: running.number, leg: running.capture.leg });
  }

  async #over(running: Running, written: Pick<Capture, 'packets' | 'bytes' | 'complete'>): Promise<void> {
    const { clock, log } = this.#options;
    const { capture } = running;
    try {
      if (!running.removed) await this.#note({ ...capture, ...written, endedMs: clock.utcNow() });
      // Also when it was deleted meanwhile: nothing of it may come back.
      if (running.removed) await this.#removeFiles(capture.id);
    } catch (thrown) {
      log.error({ capture: capture.id, error: messageOf(thrown) }, 'a capture cannot be noted');
    }
    this.#running.delete(capture.id);
  }

  /** Whole or not at all, whatever happens meanwhile. */
  async #note(capture: Capture): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    const begun = this.#file(capture.id, 'json.new');
    await writeFile(begun, JSON.stringify(capture), { mode: 0o600 });
    await rename(begun, this.#file(capture.id, 'json'));
  }

  /** 0: it is gone. */
  async #writtenMs(name: string): Promise<number> {
    return Math.round((await unlessMissing(stat(join(this.#options.folder, name))))?.mtimeMs ?? 0);
  }

  async #names(): Promise<readonly string[]> {
    return (await unlessMissing(readdir(this.#options.folder))) ?? [];
  }

  async #removeFiles(id: string): Promise<void> {
    for (const kind of KINDS) await rm(this.#file(id, kind), { force: true });
  }

  #file(id: string, kind: Kind): string {
    return join(this.#options.folder, `${id}.${kind}`);
  }
}

/** Undefined: the disk was full or the power went while it was written. */
function parsed(noted: string): Capture | undefined {
  try {
    return JSON.parse(noted) as Capture;
  } catch {
    return undefined;
  }
}

/** What can still be said of one whose note cannot be read: it can be fetched and deleted. */
const unreadable = (id: string, startedMs: number): Capture => ({
  id,
  leg: '' as LegId,
  reason: '',
  by: '',
  seconds: 0,
  startedMs,
  endedMs: startedMs,
  packets: 0,
  bytes: 0,
  complete: false,
});

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}
