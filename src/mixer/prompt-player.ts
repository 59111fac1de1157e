import { FRAME_TICKS } from '../rtp/packet.js';
import { clipFrame } from './clip-memory.js';
import { COUNT, type EngineCore } from './core.js';
import { NO_FRAME } from './kernel.js';
import { EVENT_PLAY_DONE } from './shared/event-ring.js';
import * as L from './shared/layout.js';

/**
 * Prompts and clips to one leg and to whole rooms. Their frames lie in shared memory, zero-padded to whole frames,
 * and are mixed from there without being copied. Clips are numbered behind the prompts.
 */
export class PromptPlayer {
  readonly #core: EngineCore;
  readonly #words: Int32Array;

  constructor(core: EngineCore) {
    this.#core = core;
    this.#words = core.memory.words;
  }

  /** Starts a playlist, `message[at ..]`: play, mode, count, prompts. */
  start(leg: number, message: Int32Array, at: number): void {
    const words = this.#words;
    this.stop(leg);
    const count = Math.min(message[at + 2]!, L.PLAYLIST_MAX);
    words[leg + L.LEG_PLAY] = message[at]!;
    words[leg + L.LEG_PLAY_MODE] = message[at + 1]!;
    for (let i = 0; i < count; i++) words[leg + L.LEG_PLAY_LIST + i] = message[at + 3 + i]!;
    words[leg + L.LEG_PLAY_INDEX] = 0;
    words[leg + L.LEG_PLAY_FRAME] = 0;
    words[leg + L.LEG_PLAY_COUNT] = count;
  }

  /** A beep instead of what was playing. */
  beep(leg: number): void {
    const words = this.#words;
    this.stop(leg);
    words[leg + L.LEG_PLAY_MODE] = L.PLAY_UNTOLD;
    words[leg + L.LEG_PLAY_LIST] = this.#core.memory.shape.beep;
    words[leg + L.LEG_PLAY_INDEX] = 0;
    words[leg + L.LEG_PLAY_FRAME] = 0;
    words[leg + L.LEG_PLAY_COUNT] = 1;
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

  /** Queues `message[at ..]` for a room: count, prompts. All of it, or nothing. */
  announce(room: number, message: Int32Array, at: number): void {
    const words = this.#words;
    const count = message[at]!;
    const waiting = words[room + L.ROOM_PLAY_COUNT]!;
    if (waiting + count > L.ROOM_PLAY_MAX) {
      this.#core.counts.add(COUNT.roomPromptsDropped);
      return;
    }
    for (let i = 0; i < count; i++) {
      const place = (words[room + L.ROOM_PLAY_FIRST]! + waiting + i) % L.ROOM_PLAY_MAX;
      words[room + L.ROOM_PLAY_LIST + place] = message[at + 1 + i]!;
    }
    words[room + L.ROOM_PLAY_COUNT] = waiting + count;
  }

  /** The room's next announcement frame, as a sample offset, or NO_FRAME. */
  nextOfRoom(room: number): number {
    const words = this.#words;
    if (words[room + L.ROOM_PLAY_COUNT] === 0) return NO_FRAME;
    const prompt = words[room + L.ROOM_PLAY_LIST + words[room + L.ROOM_PLAY_FIRST]!]!;
    const played = words[room + L.ROOM_PLAY_FRAME]!;
    const last = played + 1 >= this.#frames(prompt);
    words[room + L.ROOM_PLAY_FRAME] = last ? 0 : played + 1;
    if (last) {
      words[room + L.ROOM_PLAY_FIRST] = (words[room + L.ROOM_PLAY_FIRST]! + 1) % L.ROOM_PLAY_MAX;
      words[room + L.ROOM_PLAY_COUNT]! -= 1;
    }
    return this.#frameAt(prompt, played);
  }

  #endOfList(slot: number, leg: number): void {
    const words = this.#words;
    words[leg + L.LEG_PLAY_INDEX] = 0;
    if (words[leg + L.LEG_PLAY_MODE] === L.PLAY_LOOP) return;
    words[leg + L.LEG_PLAY_COUNT] = 0;
    if (words[leg + L.LEG_PLAY_MODE] === L.PLAY_UNTOLD) return;
    if (!this.#core.events.write(EVENT_PLAY_DONE, slot, words[leg + L.LEG_PLAY]!, 0)) {
      this.#core.counts.add(COUNT.eventsDropped);
    }
  }

  #frame(leg: number): number {
    const words = this.#words;
    const number = words[leg + L.LEG_PLAY_LIST + words[leg + L.LEG_PLAY_INDEX]!]!;
    return this.#frameAt(number, words[leg + L.LEG_PLAY_FRAME]!);
  }

  /** Sample offset of a frame of a prompt or clip. */
  #frameAt(number: number, frame: number): number {
    const { memory } = this.#core;
    const clip = number - memory.shape.prompts;
    if (clip < 0) return this.#words[memory.prompt(number) + L.PROMPT_SAMPLES]! + frame * FRAME_TICKS;
    return clipFrame(memory, clip, this.#words[memory.clip(clip) + L.CLIP_SKIP]! + frame);
  }

  #frames(number: number): number {
    const { memory } = this.#core;
    const clip = number - memory.shape.prompts;
    return clip < 0
      ? this.#words[memory.prompt(number) + L.PROMPT_FRAMES]!
      : this.#words[memory.clip(clip) + L.CLIP_FRAMES]!;
  }
}
