import type { LegId } from '../base/ids.js';
import type { MixerCommand, PromptRef } from '../mixer/mixer.js';

/** Announcements that wait for their turn, at most: one who hears more than that is told too much. */
const WAITING_MAX = 8;

interface Utterance {
  readonly prompts: readonly PromptRef[];
  readonly loop: boolean;
  /** The number by which a flow knows it; undefined for announcements and music. */
  readonly flowPlay: number | undefined;
}

/**
 * What one leg hears for itself, one thing at a time: a flow's prompts at once and interrupting, then
 * announcements in their order, then music while it is on. Pure: returns the mixer commands.
 */
export class Speaker {
  readonly #leg: LegId;
  #plays = 0;
  #current: Utterance | undefined;
  #music: readonly PromptRef[] | undefined;
  #waiting: Utterance[] = [];
  #dropped = 0;

  constructor(leg: LegId) {
    this.#leg = leg;
  }

  /** Announcements that found the queue full. */
  get dropped(): number {
    return this.#dropped;
  }

  get silent(): boolean {
    return this.#current === undefined;
  }

  /** A flow's prompts: they replace whatever is heard now; announcements that wait come after. */
  playNow(flowPlay: number, prompts: readonly PromptRef[], loop: boolean): readonly MixerCommand[] {
    return [this.#start({ prompts, loop, flowPlay })];
  }

  /** A key interrupts what is heard now. */
  stop(): readonly MixerCommand[] {
    if (this.#current === undefined || this.#isMusic()) return [];
    this.#current = undefined;
    return this.#next() ?? [{ type: 'stop-play', leg: this.#leg }];
  }

  say(prompts: readonly PromptRef[]): readonly MixerCommand[] {
    const utterance = { prompts, loop: false, flowPlay: undefined };
    if (this.#current === undefined || this.#isMusic()) return [this.#start(utterance)];
    if (this.#waiting.length >= WAITING_MAX) this.#dropped++;
    else this.#waiting.push(utterance);
    return [];
  }

  /** Music fills the silence between everything else until it is switched off. */
  music(prompts: readonly PromptRef[] | undefined): readonly MixerCommand[] {
    const wasMusic = this.#isMusic();
    this.#music = prompts;
    if (prompts === undefined) {
      if (!wasMusic) return [];
      this.#current = undefined;
      return [{ type: 'stop-play', leg: this.#leg }];
    }
    return this.#current === undefined ? (this.#next() ?? []) : [];
  }

  /** Forgets everything that waits, as for a farewell. */
  clear(): void {
    this.#waiting = [];
    this.#music = undefined;
  }

  /** The mixer has played number `play` to its end. Returns the flow's number for it, and what comes next. */
  finished(play: number): {
    readonly flowPlay: number | undefined;
    readonly commands: readonly MixerCommand[];
  } {
    if (play !== this.#plays || this.#current === undefined) return { flowPlay: undefined, commands: [] };
    const { flowPlay } = this.#current;
    this.#current = undefined;
    return { flowPlay, commands: this.#next() ?? [] };
  }

  #isMusic(): boolean {
    return this.#current !== undefined && this.#current.prompts === this.#music;
  }

  #next(): readonly MixerCommand[] | undefined {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return [this.#start(waiting)];
    if (this.#music === undefined) return undefined;
    return [this.#start({ prompts: this.#music, loop: true, flowPlay: undefined })];
  }

  #start(utterance: Utterance): MixerCommand {
    this.#current = utterance;
    const { prompts, loop } = utterance;
    return { type: 'play', leg: this.#leg, play: ++this.#plays, prompts, loop };
  }
}
