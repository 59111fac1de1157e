import type { MonotonicMs } from '../../../src/base/units.js';

const KEYS = '0123456789*#ABCD';
const TICKS_PER_MS = 8;
const FRAME_MS = 20;
/** A key is held for so long, and released for so long before the next [C26]. */
const KEY_MS = 100;
const KEY_PAUSE_MS = 80;
const ENDS = 3;
const VOLUME = 10;

/** What goes into one RTP packet of a key. */
export interface KeyPacket {
  readonly marker: boolean;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

interface KeyEvent {
  readonly code: number;
  readonly startMs: MonotonicMs;
  readonly timestamp: number;
  endsSent: number;
}

/** RFC 4733: the timestamp of a key's first packet stays, the duration grows, the end is sent three times. */
export class KeySender {
  #keys: string[] = [];
  #key: KeyEvent | undefined;
  #freeMs = 0;
  /** Every key of which a packet was sent, and since when. */
  readonly sent: { readonly key: string; readonly atMs: MonotonicMs }[] = [];

  press(keys: string): void {
    for (const key of keys) this.#keys.push(key);
  }

  get waiting(): boolean {
    return this.#keys.length > 0 || this.#key !== undefined;
  }

  /** What takes the place of the sound in this frame, if a key is held. */
  packet(nowMs: MonotonicMs, frameTimestamp: number): KeyPacket | undefined {
    const marker = this.#begin(nowMs, frameTimestamp);
    const key = this.#key;
    if (key === undefined) return undefined;
    const heldMs = nowMs - key.startMs;
    const over = heldMs >= KEY_MS;
    const duration = Math.min(heldMs + FRAME_MS, KEY_MS) * TICKS_PER_MS;
    const payload = Uint8Array.of(key.code, (over ? 0x80 : 0) | VOLUME, duration >> 8, duration & 0xff);
    if (over && ++key.endsSent === ENDS) {
      this.#key = undefined;
      this.#freeMs = nowMs + KEY_PAUSE_MS;
    }
    return { marker, timestamp: key.timestamp, payload };
  }

  #begin(nowMs: MonotonicMs, timestamp: number): boolean {
    if (this.#key !== undefined || nowMs < this.#freeMs) return false;
    const next = this.#keys.shift();
    if (next === undefined) return false;
    this.#key = { code: KEYS.indexOf(next), startMs: nowMs, timestamp, endsSent: 0 };
    this.sent.push({ key: next, atMs: nowMs });
    return true;
  }
}
