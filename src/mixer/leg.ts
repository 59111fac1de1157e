import { copyBytes } from '../rtp/byte-area.js';
import {
  MASK_FULL,
  PULL_FRAME,
  PULL_HUSH,
  PULL_INDEX,
  PULL_INTS,
  PULL_MASK,
  PULL_NOTHING,
  PULL_SHRINK,
  RING_TICKS,
  jitterPull,
} from '../rtp/jitter-buffer.js';
import { FRAME_TICKS } from '../rtp/packet.js';
import {
  FRAME_SAMPLES,
  HISTORY_FRAMES,
  conceal,
  concealmentReset,
  madeUpIsAudible,
  soundIsWhole,
} from './concealment.js';
import type { ClipRecorder } from './clip-recorder.js';
import { COUNT, type EngineCore } from './core.js';
import type { JobList } from './job-list.js';
import { DECODE_ENERGY, GAIN_UNITY, NO_FRAME } from './kernel.js';
import type { PromptPlayer } from './prompt-player.js';
import { EVENT_TALKING } from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { QUIET_ENERGY, SILENT_ENERGY, talkChanges } from './talk-detector.js';

/**
 * One leg's frame, in two steps around the kernel's decoding: pull() takes code words from the jitter buffer
 * and orders their decoding; finish() repairs the samples and decides who hears them.
 */
export class LegFrames {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #samples: Int16Array;
  readonly #jobs: JobList;
  readonly #player: PromptPlayer;
  readonly #clips: ClipRecorder;
  readonly #pull = new Int32Array(PULL_INTS);

  constructor(core: EngineCore, jobs: JobList, player: PromptPlayer, clips: ClipRecorder) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#samples = core.memory.samples;
    this.#jobs = jobs;
    this.#player = player;
    this.#clips = clips;
  }

  pull(slot: number, leg: number, isInRoom: boolean, phase: number): void {
    const words = this.#words;
    const heard = isInRoom && words[leg + L.LEG_HEARD] === 1;
    const wanted =
      heard ||
      words[leg + L.LEG_WAS_HEARD] === 1 ||
      words[leg + L.LEG_ECHO] === 1 ||
      words[leg + L.LEG_CLIP_STAGE] !== L.CLIP_OFF;
    const quiet = !wanted || words[leg + L.LEG_ENERGY]! < QUIET_ENERGY;
    const verdict = jitterPull(words, leg + L.LEG_JITTER, (phase * L.PHASE_TICKS) | 0, quiet, this.#pull);
    words[leg + L.LEG_PULLED] = verdict;
    words[leg + L.LEG_DECODE_ROW] = NO_FRAME;
    if (verdict === PULL_NOTHING || !wanted) {
      // What comes next fades in from nothing.
      words[leg + L.LEG_PULLED] = PULL_NOTHING;
      words[leg + L.LEG_ENERGY] = 0;
      concealmentReset(words, leg + L.LEG_CONCEALMENT);
      return;
    }
    words[leg + L.LEG_MASK] = this.#pull[PULL_MASK]!;
    words[leg + L.LEG_HUSH] = this.#pull[PULL_HUSH]!;
    words[leg + L.LEG_FRAME] = (words[leg + L.LEG_FRAME]! + 1) % HISTORY_FRAMES;
    if (this.#pull[PULL_MASK] === 0) return;
    const index = this.#pull[PULL_INDEX]!;
    words[leg + L.LEG_DECODE_ROW] = this.#decode(slot, leg, index, this.#frameOf(slot, leg));
    if (verdict === PULL_SHRINK) {
      const second = (index + FRAME_TICKS) & (RING_TICKS - 1);
      this.#decode(slot, leg, second, this.#core.memory.legSamples(slot) + L.LEG_SCRATCH);
    }
  }

  finish(slot: number, leg: number, isInRoom: boolean): void {
    const words = this.#words;
    const sounds = words[leg + L.LEG_PULLED] !== PULL_NOTHING && this.#repair(slot, leg);
    words[leg + L.LEG_SOUNDS] = sounds ? 1 : 0;
    const heard = isInRoom && words[leg + L.LEG_HEARD] === 1 && words[leg + L.LEG_EXIT] === L.EXIT_NONE;
    const wasHeard = words[leg + L.LEG_WAS_HEARD] === 1;
    words[leg + L.LEG_WAS_HEARD] = heard ? 1 : 0;
    words[leg + L.LEG_IN_MIX] = sounds && (heard || wasHeard) ? 1 : 0;
    if (talkChanges(words, leg, heard)) this.#tellTalking(slot, words[leg + L.LEG_TALKING]!);
    this.#clips.frame(slot, leg, this.#frameOf(slot, leg));
    words[leg + L.LEG_PRIVATE] = this.#privateFrame(slot, leg);
    if (sounds && heard !== wasHeard && words[leg + L.LEG_ECHO] === 0) {
      const frame = this.#frameOf(slot, leg);
      this.#jobs.fade(frame, frame, heard ? 0 : GAIN_UNITY, heard ? GAIN_UNITY : 0);
    }
  }

  /** Nothing of this leg is heard in this beat: it failed. */
  silence(leg: number): void {
    this.#words[leg + L.LEG_SOUNDS] = 0;
    this.#words[leg + L.LEG_IN_MIX] = 0;
    this.#words[leg + L.LEG_PRIVATE] = NO_FRAME;
  }

  /** Sample offset of the current frame. */
  #frameOf(slot: number, leg: number): number {
    return this.#core.memory.legSamples(slot) + this.#words[leg + L.LEG_FRAME]! * FRAME_SAMPLES;
  }

  #decode(slot: number, leg: number, index: number, samples: number): number {
    const { area } = this.#core.memory;
    const ring = this.#core.memory.legBytes(slot);
    const beyond = index + FRAME_TICKS - RING_TICKS;
    // The frame goes on at the start of the ring: mirrored behind its end, it is in one piece.
    if (beyond > 0) copyBytes(area, ring, area, ring + RING_TICKS, beyond);
    return this.#jobs.decode(this.#words[leg + L.LEG_LAW]!, ring + index, samples);
  }

  /** Makes the frame whole. False when there is nothing to hear in it. */
  #repair(slot: number, leg: number): boolean {
    const words = this.#words;
    const mask = words[leg + L.LEG_MASK]!;
    const hush = words[leg + L.LEG_HUSH]!;
    const concealment = leg + L.LEG_CONCEALMENT;
    if (words[leg + L.LEG_PULLED] === PULL_SHRINK) this.#crossFade(slot, leg);
    if (mask === MASK_FULL) {
      const row = words[leg + L.LEG_DECODE_ROW]!;
      words[leg + L.LEG_ENERGY] = hush === 0 ? this.#core.jobs[row + DECODE_ENERGY]! : 0;
      if (hush === 0 && soundIsWhole(words, concealment)) return words[leg + L.LEG_ENERGY]! >= SILENT_ENERGY;
    }
    const audible = madeUpIsAudible(words, concealment);
    if (mask === 0 && !audible) return false;
    const lost = words[leg + L.LEG_PULLED] === PULL_FRAME && mask !== MASK_FULL && (hush & ~mask) === 0;
    if (lost && audible) words[leg + L.LEG_FRAMES_CONCEALED]! += 1;
    const history = this.#core.memory.legSamples(slot);
    conceal(words, concealment, this.#samples, history, words[leg + L.LEG_FRAME]!, mask, hush);
    return true;
  }

  /** The delay shrinks by a frame: the first one fades into the second. */
  #crossFade(slot: number, leg: number): void {
    const first = this.#frameOf(slot, leg);
    const second = this.#core.memory.legSamples(slot) + L.LEG_SCRATCH;
    const samples = this.#samples;
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      const mixed = samples[first + i]! * (FRAME_SAMPLES - i) + samples[second + i]! * i;
      samples[first + i] = Math.trunc(mixed / FRAME_SAMPLES);
    }
  }

  /** What this leg alone hears: a prompt, the fading end of one, or its echo. */
  #privateFrame(slot: number, leg: number): number {
    const words = this.#words;
    const cut = words[leg + L.LEG_PLAY_CUT]!;
    if (cut !== NO_FRAME) {
      words[leg + L.LEG_PLAY_CUT] = NO_FRAME;
      const scratch = this.#core.memory.legSamples(slot) + L.LEG_SCRATCH;
      this.#jobs.fade(cut, scratch, GAIN_UNITY, 0);
      return scratch;
    }
    const prompt = this.#player.next(slot, leg);
    if (prompt !== NO_FRAME) return prompt;
    return words[leg + L.LEG_ECHO] === 1 && words[leg + L.LEG_SOUNDS] === 1
      ? this.#frameOf(slot, leg)
      : NO_FRAME;
  }

  #tellTalking(slot: number, talking: number): void {
    if (!this.#core.events.write(EVENT_TALKING, slot, talking, 0)) this.#core.counts.add(COUNT.eventsDropped);
  }
}
