import type { Language } from '../../accounts/account.js';
import { later, type MonotonicMs } from '../../base/units.js';
import { toPrompts, type Flow, type FlowEffect, type FlowInput, type PlayNumbers } from '../flow.js';
import type { PromptId } from '../prompt-id.js';
import { spokenCardinal, SPOKEN_NUMBER_MAX } from '../spoken-number.js';

/** So long the caller hears itself before the figures are told without being asked for. */
const REPORT_AFTER_MS = 10_000;

/** The caller hears itself; after ten seconds, and at every key, round trip and buffer depth [S38b]. */
export class TestEcho implements Flow {
  readonly #language: Language;
  readonly #plays: PlayNumbers;
  #introduction: number | undefined;
  #echoes = false;
  #reportAtMs: MonotonicMs | undefined;

  constructor({ language, plays }: { readonly language: Language; readonly plays: PlayNumbers }) {
    this.#language = language;
    this.#plays = plays;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    switch (input.type) {
      case 'start':
        this.#introduction = this.#plays.next();
        return [this.#play(this.#introduction, ['echo-intro'])];
      case 'play-done':
        return input.play === this.#introduction ? this.#begin(nowMs) : [];
      case 'timer':
        if (this.#reportAtMs === undefined || nowMs < this.#reportAtMs) return [];
        this.#reportAtMs = undefined;
        return [{ type: 'measure' }];
      case 'key':
        return [...this.#interrupt(nowMs), { type: 'measure' }];
      case 'measured':
        return [
          this.#play(this.#plays.next(), [
            ...this.#figure('round-trip', input.roundTripMs),
            ...this.#figure('buffer-depth', input.bufferMs),
          ]),
        ];
      default:
        return [];
    }
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#reportAtMs;
  }

  get state(): string {
    if (this.#echoes) return 'echo';
    return this.#introduction === undefined ? 'new' : 'introduction';
  }

  describe(): string {
    return 'test-echo';
  }

  /** A key during the introduction, whose end is not heard then. */
  #interrupt(nowMs: MonotonicMs): readonly FlowEffect[] {
    return this.#echoes ? [] : [{ type: 'stop' }, ...this.#begin(nowMs)];
  }

  #begin(nowMs: MonotonicMs): readonly FlowEffect[] {
    this.#echoes = true;
    this.#reportAtMs = later(nowMs, REPORT_AFTER_MS);
    return [{ type: 'echo', on: true }];
  }

  #figure(name: PromptId, valueMs: number | undefined): readonly PromptId[] {
    if (valueMs === undefined) return [name, 'cannot-measure'];
    const wholeMs = Math.min(Math.round(valueMs), SPOKEN_NUMBER_MAX);
    return [name, ...spokenCardinal(wholeMs, this.#language, true), 'milliseconds'];
  }

  #play(play: number, prompts: readonly PromptId[]): FlowEffect {
    return { type: 'play', play, prompts: toPrompts(prompts, this.#language), loop: false };
  }
}
