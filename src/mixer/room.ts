import { G711_LAW } from '../audio/g711.js';
import { FRAME_TICKS } from '../rtp/packet.js';
import { queuedCodes } from '../rtp/packetizer.js';
import { FRAME_SAMPLES } from './concealment.js';
import type { JobList } from './job-list.js';
import * as K from './kernel.js';
import * as L from './shared/layout.js';
import { legSends } from './shared/leg-block.js';
import type { MediaMemory } from './shared/media-memory.js';

/**
 * Writes the mix program of one room and one beat: everybody hears the others, never itself, and what is
 * played to it alone. Listeners who add nothing to the mix and hear nothing of their own all hear the same,
 * so that is encoded once for each law.
 */
export class RoomMix {
  readonly #memory: MediaMemory;
  readonly #words: Int32Array;
  readonly #jobs: JobList;
  /** Index among the listeners of the first one who hears the shared mix, by law; −1 while there is none. */
  readonly #shared = new Int32Array(Object.keys(G711_LAW).length);

  constructor(memory: MediaMemory, jobs: JobList) {
    this.#memory = memory;
    this.#words = memory.words;
    this.#jobs = jobs;
  }

  /** The legs that get a frame in this beat are `due[from .. to)`. */
  write(room: number, due: Int32Array, from: number, to: number): void {
    const words = this.#words;
    const { jobs, mixEnd } = this.#jobs;
    let at = this.#talkers(room, due, from, to, mixEnd + K.MIX_HEADER_INTS);
    const talkers = at - mixEnd - K.MIX_HEADER_INTS;
    let listeners = 0;
    this.#shared.fill(-1);
    if (words[room + L.ROOM_TAP] !== 0) {
      this.#recorder(room, at);
      at += K.LISTENER_INTS;
      listeners += 1;
    }
    for (let i = from; i < to; i++) {
      const slot = due[i]!;
      if (!legSends(words, this.#memory.leg(slot))) continue;
      this.#listener(room, slot, at, listeners);
      at += K.LISTENER_INTS;
      listeners += 1;
    }
    jobs[mixEnd + K.MIX_COUNT] = FRAME_TICKS;
    jobs[mixEnd + K.MIX_TALKERS] = talkers;
    jobs[mixEnd + K.MIX_LISTENERS] = listeners;
    if (listeners > 0) this.#jobs.mixWritten(at);
  }

  #talkers(room: number, due: Int32Array, from: number, to: number, start: number): number {
    const words = this.#words;
    let at = start;
    const sound = words[room + L.ROOM_SOUND]!;
    if (sound !== K.NO_FRAME) this.#jobs.jobs[at++] = sound;
    for (let i = from; i < to; i++) {
      const slot = due[i]!;
      const leg = this.#memory.leg(slot);
      if (words[leg + L.LEG_IN_MIX] === 1) this.#jobs.jobs[at++] = this.#frame(slot, leg);
    }
    return at;
  }

  /** A recording hears what a silent listener hears, in µ-law, which is finer where it is soft. */
  #recorder(room: number, row: number): void {
    const { jobs } = this.#jobs;
    this.#shared[G711_LAW.PCMU] = 0;
    jobs[row + K.LISTENER_MODE] = K.MODE_MIX;
    jobs[row + K.LISTENER_OWN] = K.NO_FRAME;
    jobs[row + K.LISTENER_PRIVATE] = K.NO_FRAME;
    jobs[row + K.LISTENER_LAW] = G711_LAW.PCMU;
    jobs[row + K.LISTENER_OUTPUT] = this.#memory.tapBytes(this.#words[room + L.ROOM_TAP]! - 1);
    jobs[row + K.LISTENER_LIMITER] = room + L.ROOM_LIMITER + G711_LAW.PCMU;
  }

  #listener(room: number, slot: number, row: number, index: number): void {
    const words = this.#words;
    const { jobs } = this.#jobs;
    const leg = this.#memory.leg(slot);
    const law = words[leg + L.LEG_LAW]!;
    const own = words[leg + L.LEG_IN_MIX] === 1 ? this.#frame(slot, leg) : K.NO_FRAME;
    const added = words[leg + L.LEG_PRIVATE]!;
    const isShared = own === K.NO_FRAME && added === K.NO_FRAME;
    jobs[row + K.LISTENER_OWN] = own;
    jobs[row + K.LISTENER_PRIVATE] = added;
    jobs[row + K.LISTENER_LAW] = law;
    jobs[row + K.LISTENER_OUTPUT] =
      this.#memory.legBytes(slot) + L.LEG_QUEUE + queuedCodes(words, leg + L.LEG_PACKETIZER);
    if (isShared && this.#shared[law] !== -1) {
      jobs[row + K.LISTENER_MODE] = K.MODE_COPY;
      jobs[row + K.LISTENER_LIMITER] = this.#shared[law]!;
      return;
    }
    if (isShared) this.#shared[law] = index;
    jobs[row + K.LISTENER_MODE] = words[room + L.ROOM_IS_LOBBY] === 1 ? K.MODE_PRIVATE : K.MODE_MIX;
    jobs[row + K.LISTENER_LIMITER] = isShared ? room + L.ROOM_LIMITER + law : leg + L.LEG_LIMITER;
  }

  #frame(slot: number, leg: number): number {
    return this.#memory.legSamples(slot) + this.#words[leg + L.LEG_FRAME]! * FRAME_SAMPLES;
  }
}
