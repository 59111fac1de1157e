import type { WordRing } from './word-ring.js';

/** Events as words: what a worker writes and the main thread reads. Word 0 is the kind, word 1 the leg's slot. */
export const EVENT_OPENED = 1;
/** errno */
export const EVENT_OPEN_FAILED = 2;
/** The leg's block holds its statistics until the main thread frees the slot. */
export const EVENT_CLOSED = 3;
/** index into DTMF_KEYS, phase */
export const EVENT_DIGIT = 4;
/** index into DTMF_KEYS, duration in ms */
export const EVENT_DIGIT_END = 5;
/** play */
export const EVENT_PLAY_DONE = 6;
/** 1 or 0 */
export const EVENT_TALKING = 7;
/** how long, in ms */
export const EVENT_MEDIA_SILENT = 8;
/** A fault in processing this leg; EVENT_CLOSED follows. */
export const EVENT_LEG_FAULT = 9;
/** handles for COMMAND_ADOPT; the first is negative when the leg cannot be handed out */
export const EVENT_RELEASED = 10;
/** round trip and buffer depth in ms, each −1 when not known */
export const EVENT_MEASURED = 11;
export const EVENT_MEDIA_STARTED = 12;
export const EVENT_DIGITS_SENT = 13;
/** The leg's block says what the clip is made of. */
export const EVENT_CLIP_RECORDED = 14;
/** The end of what EVENT_MEDIA_SILENT told. */
export const EVENT_MEDIA_HEARD = 15;

export const EVENT_KIND = 0;
export const EVENT_SLOT = 1;
export const EVENT_FIRST = 2;
export const EVENT_SECOND = 3;
export const EVENT_WORDS = 4;

/** The worker's side: writes without allocating, rings the bell once per phase. */
export class EventWriter {
  readonly #ring: WordRing;
  readonly #message = new Int32Array(EVENT_WORDS);
  #written = false;

  constructor(ring: WordRing) {
    this.#ring = ring;
  }

  /** Is there room for one more? */
  get hasRoom(): boolean {
    return this.#ring.fits(EVENT_WORDS);
  }

  /** False when the ring is full. */
  write(kind: number, slot: number, first: number, second: number): boolean {
    const message = this.#message;
    message[EVENT_KIND] = kind;
    message[EVENT_SLOT] = slot;
    message[EVENT_FIRST] = first;
    message[EVENT_SECOND] = second;
    if (!this.#ring.push(message, EVENT_WORDS)) return false;
    this.#written = true;
    return true;
  }

  /** Wakes the main thread if there is something new. */
  publish(): void {
    if (!this.#written) return;
    this.#written = false;
    this.#ring.ring();
  }
}
