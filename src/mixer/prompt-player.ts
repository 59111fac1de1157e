import { FRAME_TICKS } from '../rtp/packet.js';
import { COUNT, type EngineCore } from './core.js';
import { NO_FRAME } from './kernel.js';
import { EVENT_PLAY_DONE } from './shared/event-ring.js';
import * as L from './shared/layout.js';

/**
 * Prompts to one leg and to whole rooms. A prompt's frames lie in shared memory, zero-padded to whole frames,
 * and are mixed from there without being copied.
 */
export class PromptPlayer {
  readonly #core: EngineCore;
  readonly #words: Int32Array;

  constructor(core: EngineCore) {
    this.#core = core;
    this.#words = core.memory.words;
  }

  /** Starts a playlist, `message[at ..]`: play, loop, count, prompts. */
  start(leg: number, message: Int32Array, at: number): void {
    const words = this.#words;
    this.stop(leg);
    const count = Math.min(message[at + 2]!, L.PLAYLIST_MAX);
    words[leg + L.LEG_PLAY] = message[at]!;
    words[leg + L.LEG_PLAY_LOOP] = message[at + 1]!;
    for (let i = 0; i < count; i++) words[leg + L.LEG_PLAY_LIST + i] = message[at + 3 + i]!;
    words[leg + L.LEG_PLAY_INDEX] = 0;
    words[leg + L.LEG_PLAY_FRAME] = 0;
    words[leg + L.LEG_PLAY_COUNT] = count;
  }

  /** What was playing fades out within one frame. */
  stop(leg: number): void {
    const words = this.#words;
    if (words[leg + L.LEG_PLAY_COUNT] === 0) return;
    if (words[leg + L.LEG_PLAY_FRAME]! > 0) words[leg + L.LEG_PLAY_CUT] = this.#frame(leg);
    words[leg + L.LEG_PLAY_COUNT] = 0;
  }

  /** The leg's next private frame, as a sample offset; NO_FRAME when nothing plays. Tells when a playlist ended. */
  next(slot: number, leg: number): number {
    const words = this.#words;
    if (words[leg + L.LEG_PLAY_COUNT] === 0) return NO_FRAME;
    const frame = this.#frame(leg);
    words[leg + L.LEG_PLAY_FRAME]! += 1;
    if (
      words[leg + L.LEG_PLAY_FRAME]! >=
      this.#frames(words[leg + L.LEG_PLAY_LIST + words[leg + L.LEG_PLAY_INDEX]!]!)
    ) {
      words[leg + L.LEG_PLAY_FRAME] = 0;
      words[leg + L.LEG_PLAY_INDEX]! += 1;
      if (words[leg + L.LEG_PLAY_INDEX] === words[leg + L.LEG_PLAY_COUNT]) this.#endOfList(slot, leg);
    }
    return frame;
  }

  /** Queues `message[at ..]`, count and prompts, for a room. */
  announce(room: number, message: Int32Array, at: number): void {
    const words = this.#words;
    const count = message[at]!;
    for (let i = 1; i <= count; i++) {
      const waiting = words[room + L.ROOM_PLAY_COUNT]!;
      if (waiting === L.ROOM_PLAY_MAX) {
        this.#core.counts.add(COUNT.roomPromptsDropped);
        return;
      }
      const place = (words[room + L.ROOM_PLAY_FIRST]! + waiting) % L.ROOM_PLAY_MAX;
      words[room + L.ROOM_PLAY_LIST + place] = message[at + i]!;
      words[room + L.ROOM_PLAY_COUNT] = waiting + 1;
    }
  }

  /** The room's next announcement frame, as a sample offset, or NO_FRAME. */
  nextOfRoom(room: number): number {
    const words = this.#words;
    if (words[room + L.ROOM_PLAY_COUNT] === 0) return NO_FRAME;
    const first = words[room + L.ROOM_PLAY_FIRST]!;
    const prompt = words[room + L.ROOM_PLAY_LIST + first]!;
    const played = words[room + L.ROOM_PLAY_FRAME]!;
    const last = played + 1 >= this.#frames(prompt);
    words[room + L.ROOM_PLAY_FRAME] = last ? 0 : played + 1;
    if (last) {
      words[room + L.ROOM_PLAY_FIRST] = (first + 1) % L.ROOM_PLAY_MAX;
      words[room + L.ROOM_PLAY_COUNT]! -= 1;
    }
    return this.#start(prompt) + played * FRAME_TICKS;
  }

  #endOfList(slot: number, leg: number): void {
    const words = this.#words;
    words[leg + L.LEG_PLAY_INDEX] = 0;
    if (words[leg + L.LEG_PLAY_LOOP] === 1) return;
    words[leg + L.LEG_PLAY_COUNT] = 0;
    if (!this.#core.events.write(EVENT_PLAY_DONE, slot, words[leg + L.LEG_PLAY]!, 0)) {
      this.#core.counts.add(COUNT.eventsDropped);
    }
  }

  #frame(leg: number): number {
    const prompt = this.#words[leg + L.LEG_PLAY_LIST + this.#words[leg + L.LEG_PLAY_INDEX]!]!;
    return this.#start(prompt) + this.#words[leg + L.LEG_PLAY_FRAME]! * FRAME_TICKS;
  }

  #start(prompt: number): number {
    return this.#words[this.#core.memory.prompt(prompt) + L.PROMPT_SAMPLES]!;
  }

  #frames(prompt: number): number {
    return this.#words[this.#core.memory.prompt(prompt) + L.PROMPT_FRAMES]!;
  }
}
