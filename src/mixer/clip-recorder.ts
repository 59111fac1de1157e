import { PULL_NOTHING } from '../rtp/jitter-buffer.js';
import { clipFrame } from './clip-memory.js';
import { FRAME_SAMPLES } from './concealment.js';
import type { EngineCore } from './core.js';
import type { PromptPlayer } from './prompt-player.js';
import { EVENT_CLIP_RECORDED } from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { STILL_TALK_ENERGY } from './talk-detector.js';

/** The tone of a key is in the audio for up to 60 ms before its event [C26]. */
const KEY_LEAK_FRAMES = 3;

/** Keeps what a leg says in the chunks of a clip that the main thread has handed out. */
export class ClipRecorder {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #player: PromptPlayer;

  constructor(core: EngineCore, player: PromptPlayer) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#player = player;
  }

  /** Begins with a beep, instead of what the leg was hearing. */
  start(leg: number, clip: number, framesMax: number): void {
    const words = this.#words;
    words[leg + L.LEG_CLIP] = clip;
    words[leg + L.LEG_CLIP_STAGE] = L.CLIP_BEEP;
    words[leg + L.LEG_CLIP_FRAMES] = 0;
    words[leg + L.LEG_CLIP_FRAMES_MAX] = framesMax;
    words[leg + L.LEG_CLIP_FIRST] = L.NONE;
    words[leg + L.LEG_CLIP_LAST] = L.NONE;
    words[leg + L.LEG_CLIP_HUSHED] = 0;
    this.#player.beep(leg);
  }

  stop(leg: number): void {
    const words = this.#words;
    if (words[leg + L.LEG_CLIP_STAGE] === L.CLIP_OFF) return;
    if (words[leg + L.LEG_CLIP_STAGE] === L.CLIP_BEEP) this.#player.stop(leg);
    words[leg + L.LEG_CLIP_STAGE] = L.CLIP_ENDING;
  }

  /** The leg's frame of this beat is ready, at `frame` in the samples. */
  frame(slot: number, leg: number, frame: number): void {
    const words = this.#words;
    const stage = words[leg + L.LEG_CLIP_STAGE];
    if (stage === L.CLIP_OFF) return;
    if (stage === L.CLIP_ENDING) return this.#end(slot, leg);
    // Something else may be played instead of the beep.
    const beeps = words[leg + L.LEG_PLAY_COUNT]! > 0 && words[leg + L.LEG_PLAY_MODE] === L.PLAY_UNTOLD;
    if (stage === L.CLIP_BEEP && beeps) return;
    words[leg + L.LEG_CLIP_STAGE] = L.CLIP_ON;
    if (words[leg + L.LEG_PULLED] !== PULL_NOTHING && words[leg + L.LEG_HUSH] !== 0) this.#key(leg);
    else this.#keep(leg, frame);
    if (words[leg + L.LEG_CLIP_FRAMES]! >= words[leg + L.LEG_CLIP_FRAMES_MAX]!)
      words[leg + L.LEG_CLIP_STAGE] = L.CLIP_ENDING;
  }

  #keep(leg: number, frame: number): void {
    const words = this.#words;
    const { samples } = this.#core.memory;
    const number = words[leg + L.LEG_CLIP_FRAMES]!;
    const to = clipFrame(this.#core.memory, words[leg + L.LEG_CLIP]!, number);
    const sounds = words[leg + L.LEG_SOUNDS] === 1;
    for (let i = 0; i < FRAME_SAMPLES; i++) samples[to + i] = sounds ? samples[frame + i]! : 0;
    words[leg + L.LEG_CLIP_FRAMES] = number + 1;
    words[leg + L.LEG_CLIP_HUSHED] = 0;
    if (!sounds || words[leg + L.LEG_ENERGY]! < STILL_TALK_ENERGY) return;
    if (words[leg + L.LEG_CLIP_FIRST] === L.NONE) words[leg + L.LEG_CLIP_FIRST] = number;
    words[leg + L.LEG_CLIP_LAST] = number;
  }

  /** A key is pressed: neither it is kept nor what leaked of it before. */
  #key(leg: number): void {
    const words = this.#words;
    if (words[leg + L.LEG_CLIP_HUSHED] === 1) return;
    words[leg + L.LEG_CLIP_HUSHED] = 1;
    const frames = Math.max(0, words[leg + L.LEG_CLIP_FRAMES]! - KEY_LEAK_FRAMES);
    words[leg + L.LEG_CLIP_FRAMES] = frames;
    words[leg + L.LEG_CLIP_LAST] = Math.min(words[leg + L.LEG_CLIP_LAST]!, frames - 1);
  }

  /** Told with the next frame when the ring is full. */
  #end(slot: number, leg: number): void {
    if (this.#core.events.write(EVENT_CLIP_RECORDED, slot, 0, 0))
      this.#words[leg + L.LEG_CLIP_STAGE] = L.CLIP_OFF;
  }
}
