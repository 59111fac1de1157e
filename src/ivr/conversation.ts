import type { Language } from '../accounts/account.js';
import { later, monotonicMs, type MonotonicMs } from '../base/units.js';
import { promptsOf } from './announcements.js';
import type { Answer, Question } from './desk.js';
import { isDigit } from './digit-collector.js';
import type { Entry, KeyTimes } from './entry.js';
import type { FlowEffect, FlowInput, Key, PlayNumbers, Prompt } from './flow.js';
import { PLAY_MS_MAX } from './play-limit.js';
import type { PromptId } from './prompt-id.js';

const TRIES_MAX = 3;
/** Keys pressed ahead that are kept for the next entries [S10]. */
const EARLY_KEYS_MAX = 40;
/** Door and desk answer at once or not at all. */
const ANSWER_WAIT_MS = 15_000;
/** After a question that takes one key. */
const CHOICE_WAIT_MS = 10_000;
/** One play: what is longer is played in parts. */
const PLAY_PROMPTS_MAX = 40;

/** What is said: ids are in the language of the conversation. */
export type Words = readonly (PromptId | Prompt)[];

/** Wrong entries at one step: three are all there are [S10]. */
export class Tries {
  #wrong = 0;

  /** Counts one; false: it was the last. */
  again(): boolean {
    this.#wrong += 1;
    return this.#wrong < TRIES_MAX;
  }
}

export interface Choices {
  readonly keys: Readonly<Partial<Record<Key, () => void>>>;
  /** Any other key of the keypad; undefined: it is not listened to. Letters mean nothing. */
  readonly other?: (key: Key) => void;
  /** No key for `silenceMs` from the end of the prompt. */
  readonly silence: () => void;
  readonly silenceMs?: number;
}

interface Step {
  readonly state: string;
  /** Undefined: keys are kept for the next step. */
  readonly onKey?: (key: Key) => void;
  /** Something has been keyed, so that no prompt is needed. */
  readonly isStarted?: () => boolean;
  readonly onHeard?: () => void;
  readonly onLate?: () => void;
  readonly onInput?: (input: FlowInput) => void;
}

export interface ConversationOptions {
  readonly language: Language;
  readonly keyTimes: KeyTimes;
  readonly plays: PlayNumbers;
}

/**
 * What the dialogues before and beside a conference have in common: one step after another, each with its
 * prompt, which keys interrupt, what is keyed or answered, and what comes of it or of silence. Keys that no
 * step wants yet are kept for those that follow.
 */
export class Conversation {
  language: Language;
  readonly #keyTimes: KeyTimes;
  readonly #plays: PlayNumbers;
  #nowMs = monotonicMs(0);
  #step: Step;
  #early: Key[] = [];
  #playing: { readonly play: number; readonly rest: readonly Prompt[] } | undefined;
  #deadline: MonotonicMs | undefined;
  #effects: FlowEffect[] = [];

  constructor({ language, keyTimes, plays }: ConversationOptions, begin: () => void) {
    this.language = language;
    this.#keyTimes = keyTimes;
    this.#plays = plays;
    this.#step = {
      state: 'new',
      onInput: (input) => {
        if (input.type === 'start') begin();
      },
    };
  }

  get state(): string {
    return this.#step.state;
  }

  get deadline(): MonotonicMs | undefined {
    return this.#deadline;
  }

  /** Keys wait for a step: this caller knows the way. */
  get keyedAhead(): boolean {
    return this.#early.length > 0;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    this.#nowMs = nowMs;
    if (input.type === 'key') this.#onKey(input.key);
    else if (input.type === 'timer') this.#onTimer();
    else if (input.type === 'play-done') {
      if (input.play === this.#playing?.play) this.#onPlayed();
    } else if (input.type === 'farewell') {
      if (this.state !== 'over') this.leave(promptsOf(input.announcement, input.language), input.reason);
    } else this.#step.onInput?.(input);
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  do(effect: FlowEffect): void {
    this.#effects.push(effect);
  }

  /** Speaks to the end, whatever is pressed. */
  say(state: string, words: Words, then: () => void): void {
    this.#begin({ state, onHeard: then }, words);
  }

  /** One key answers. */
  choose(state: string, words: Words, choices: Choices): void {
    const { keys, other, silence, silenceMs = CHOICE_WAIT_MS } = choices;
    const onKey = (key: Key): void => {
      const chosen = keys[key] ?? (isOnKeypad(key) && other ? () => other(key) : undefined);
      if (chosen === undefined) return;
      this.#interrupt();
      chosen();
    };
    const onHeard = (): void => {
      if (silenceMs === 0) silence();
      else this.#deadline = later(this.#nowMs, silenceMs);
    };
    this.#begin({ state, onKey, onHeard, onLate: silence }, words);
  }

  /** Something is keyed, until it or silence ends. */
  enter<T>(
    state: string,
    words: Words,
    entry: Entry<T>,
    take: (entered: T) => void,
    times: KeyTimes = this.#keyTimes,
  ): void {
    const waitForKey = (): void => {
      this.#deadline = later(this.#nowMs, entry.started ? times.nextKeyMs : times.firstKeyMs);
    };
    const onKey = (key: Key): void => {
      this.#interrupt();
      const entered = entry.press(key);
      if (entered === undefined) waitForKey();
      else take(entered);
    };
    const step: Step = {
      state,
      onKey,
      isStarted: () => entry.started,
      onHeard: waitForKey,
      onLate: () => take(entry.silence()),
    };
    this.#begin(step, words);
  }

  /** Wants something done and waits for the input that says what came of it. */
  expect(
    state: string,
    effect: FlowEffect,
    on: {
      readonly input: (input: FlowInput) => void;
      readonly late: () => void;
      readonly key?: (key: Key) => void;
    },
    waitMs = ANSWER_WAIT_MS,
  ): void {
    this.#begin({ state, onInput: on.input, onLate: on.late, ...(on.key && { onKey: on.key }) }, []);
    this.#deadline = later(this.#nowMs, waitMs);
    this.do(effect);
  }

  /** A desk that does not answer is as good as none. */
  ask(state: string, question: Question, take: (answer: Answer) => void, waitMs = ANSWER_WAIT_MS): void {
    const on = {
      input: (input: FlowInput): void => {
        if (input.type === 'answer') take(input.answer);
      },
      late: (): void => take({ type: 'unavailable' }),
    };
    this.expect(state, { type: 'ask', question }, on, waitMs);
  }

  pause(state: string, durationMs: number, then: () => void): void {
    if (durationMs === 0) return then();
    this.#begin({ state, onLate: then }, []);
    this.#deadline = later(this.#nowMs, durationMs);
  }

  /** The last words, then the call is over. */
  leave(words: Words, reason: Extract<FlowEffect, { type: 'release' }>['reason']): void {
    this.forgetEarly();
    this.say('leaving', words, () => {
      this.#step = { state: 'over' };
      this.#deadline = undefined;
      this.do({ type: 'release', reason });
    });
  }

  /** An error prompt follows: what was pressed ahead was meant for something else. */
  forgetEarly(): void {
    this.#early = [];
  }

  takeEarly(): readonly Key[] {
    const early = this.#early;
    this.forgetEarly();
    return early;
  }

  /** A key that was not meant for this step is the first of the next. */
  keepForNext(key: Key): void {
    if (this.#early.length < EARLY_KEYS_MAX) this.#early.push(key);
  }

  #begin(step: Step, words: Words): void {
    this.#step = step;
    this.#deadline = undefined;
    while (step.onKey !== undefined && this.#step === step) {
      const key = this.#early.shift();
      if (key === undefined) break;
      step.onKey(key);
    }
    // A caller who has keyed ahead needs no prompt.
    if (this.#step !== step || step.isStarted?.() === true) return;
    if (words.length === 0) step.onHeard?.();
    else
      this.#speak(
        words.map((word) => (typeof word === 'string' ? { id: word, language: this.language } : word)),
      );
  }

  #onKey(key: Key): void {
    if (this.#step.onKey === undefined) this.keepForNext(key);
    else this.#step.onKey(key);
  }

  #onPlayed(): void {
    const rest = this.#playing?.rest ?? [];
    this.#playing = undefined;
    this.#deadline = undefined;
    if (rest.length > 0) this.#speak(rest);
    else this.#step.onHeard?.();
  }

  #onTimer(): void {
    if (this.#deadline === undefined || this.#nowMs < this.#deadline) return;
    if (this.#playing !== undefined) return this.#onPlayed();
    this.#deadline = undefined;
    this.#step.onLate?.();
  }

  #speak(prompts: readonly Prompt[]): void {
    const play = this.#plays.next();
    this.#playing = { play, rest: prompts.slice(PLAY_PROMPTS_MAX) };
    this.#deadline = later(this.#nowMs, PLAY_MS_MAX);
    this.do({ type: 'play', play, prompts: prompts.slice(0, PLAY_PROMPTS_MAX), loop: false });
  }

  #interrupt(): void {
    if (this.#playing === undefined) return;
    this.#playing = undefined;
    this.#deadline = undefined;
    this.do({ type: 'stop' });
  }
}

const isOnKeypad = (key: Key): boolean => isDigit(key) || key === '*' || key === '#';
