import { later, type MonotonicMs } from '../base/units.js';
import type { Language } from '../accounts/account.js';
import { toPrompts, type FlowEffect, type FlowInput, type PlayNumbers, type Prompt } from './flow.js';
import { PLAY_MS_MAX } from './play-limit.js';

/** Announcements that wait for one party; beyond that the oldest news is dropped, or what is oldest at all. */
const WAITING_MAX = 8;

/** A menu and a question give way to keys; a choice is a speech that a digit answers. */
export type Utterance = 'speech' | 'choice' | 'menu' | 'question';

interface Saying {
  readonly what: Utterance;
  readonly prompts: readonly Prompt[];
  /** When nobody wants to hear it any more. */
  readonly untilMs: MonotonicMs | undefined;
}

export interface PrivateVoiceOptions {
  readonly language: Language;
  readonly plays: PlayNumbers;
  readonly perform: (effect: FlowEffect) => void;
  /** This utterance is beginning to be heard. */
  readonly begins: (what: Utterance) => void;
}

/**
 * The one voice that speaks to a party alone: announcements one after another, menus and questions, and
 * beneath them music or ringing without end.
 */
export class PrivateVoice {
  readonly #options: PrivateVoiceOptions;
  #waiting: Saying[] = [];
  #dropped = 0;
  #playing: { readonly play: number; readonly saying: Saying | 'loop' } | undefined;
  /** When an utterance that has not ended by then is taken as ended. */
  #overAtMs: MonotonicMs | undefined;
  #music = false;
  #ringback = false;

  constructor(options: PrivateVoiceOptions) {
    this.#options = options;
  }

  get deadline(): MonotonicMs | undefined {
    return this.#overAtMs;
  }

  describe(): string {
    return `${this.#what ?? 'quiet'} ${this.#waiting.length} waiting ${this.#dropped} dropped`;
  }

  get #what(): Utterance | 'loop' | undefined {
    const saying = this.#playing?.saying;
    return saying === 'loop' ? saying : saying?.what;
  }

  /** After what is being said; not at all when that takes longer than `waitMsMax`. */
  say(what: Utterance, prompts: readonly Prompt[], nowMs: MonotonicMs, waitMsMax?: number): void {
    const untilMs = waitMsMax === undefined ? undefined : later(nowMs, waitMsMax);
    this.#waiting.push({ what, prompts, untilMs });
    if (this.#waiting.length > WAITING_MAX) {
      const news = this.#waiting.findIndex((waiting) => waiting.untilMs !== undefined);
      this.#waiting.splice(Math.max(0, news), 1);
      this.#dropped += 1;
    }
    this.next(nowMs);
  }

  /** At once, and then what was being said. */
  cutIn(what: 'speech' | 'menu', prompts: readonly Prompt[], nowMs: MonotonicMs): void {
    this.#putBack();
    this.#play({ what, prompts, untilMs: undefined }, nowMs);
  }

  music(on: boolean, nowMs: MonotonicMs): void {
    this.#music = on;
    this.#changeLoop(nowMs);
  }

  ringback(on: boolean, nowMs: MonotonicMs): void {
    this.#ringback = on;
    this.#changeLoop(nowMs);
  }

  /** A key in the room: the menu gives way to what waits. */
  endMenu(nowMs: MonotonicMs): void {
    this.#waiting = this.#waiting.filter(({ what }) => what !== 'menu');
    if (this.#what !== 'menu') return;
    this.#stop();
    this.next(nowMs);
  }

  /** A key of an entry: what is being said and asked gives way; what others have to say waits on. */
  hush(): void {
    this.#waiting = this.#waiting.filter(({ what }) => what !== 'question');
    if (this.#playing !== undefined) this.#stop();
  }

  /** Nobody has to answer any more what was asked. */
  forgetQuestion(nowMs: MonotonicMs): void {
    this.#waiting = this.#waiting.filter(({ what }) => what !== 'question');
    if (this.#what === 'question') this.#stop();
    this.next(nowMs);
  }

  /** What this input tells to have been heard to its end. */
  heard(input: FlowInput & { type: 'play-done' | 'timer' }, nowMs: MonotonicMs): Utterance | undefined {
    const what = this.#what;
    const ended =
      input.type === 'play-done'
        ? input.play === this.#playing?.play
        : this.#overAtMs !== undefined && nowMs >= this.#overAtMs;
    if (!ended || what === undefined || what === 'loop') return undefined;
    this.#playing = undefined;
    this.#overAtMs = undefined;
    return what;
  }

  /** Announcements one after another, then the music or ringing; nothing talks over the menu. */
  next(nowMs: MonotonicMs): void {
    if (this.#playing !== undefined && this.#what !== 'loop') return;
    const first = this.#firstWanted(nowMs);
    if (first !== undefined) this.#play(first, nowMs);
    else if (this.#playing === undefined) this.#loop();
  }

  #firstWanted(nowMs: MonotonicMs): Saying | undefined {
    for (let first = this.#waiting.shift(); first !== undefined; first = this.#waiting.shift()) {
      if (first.untilMs === undefined || nowMs <= first.untilMs) return first;
      this.#dropped += 1;
    }
    return undefined;
  }

  #changeLoop(nowMs: MonotonicMs): void {
    if (this.#what === 'loop') this.#stop();
    this.next(nowMs);
  }

  #loop(): void {
    const sound = this.#ringback ? 'ringback' : this.#music ? 'hold-music' : undefined;
    if (sound === undefined) return;
    const { plays, language, perform } = this.#options;
    this.#playing = { play: plays.next(), saying: 'loop' };
    perform({
      type: 'play',
      play: this.#playing.play,
      prompts: toPrompts([sound], language),
      loop: true,
    });
  }

  #play(saying: Saying, nowMs: MonotonicMs): void {
    const { plays, perform, begins } = this.#options;
    const { what, prompts } = saying;
    this.#playing = { play: plays.next(), saying };
    this.#overAtMs = later(nowMs, PLAY_MS_MAX);
    perform({ type: 'play', play: this.#playing.play, prompts, loop: false });
    begins(what);
  }

  /** What others had to say and was cut off comes again at its turn: nobody was not told [S4]. */
  #putBack(): void {
    const saying = this.#playing?.saying;
    if (saying === undefined || saying === 'loop') return;
    if (saying.what === 'speech' || saying.what === 'choice') this.#waiting.unshift(saying);
  }

  #stop(): void {
    this.#putBack();
    this.#playing = undefined;
    this.#overAtMs = undefined;
    this.#options.perform({ type: 'stop' });
  }
}
