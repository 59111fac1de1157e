import type { Language } from '../../accounts/account.js';
import { later, type MonotonicMs } from '../../base/units.js';
import { PLAY_MS_MAX } from '../play-limit.js';
import { toPrompts, type Flow, type FlowEffect, type FlowInput, type PlayNumbers } from '../flow.js';

/** No engineer measures longer in one call. */
const TEST_MS_MAX = 600_000;

export interface TestCallOptions {
  readonly language: Language;
  readonly plays: PlayNumbers;
}

/** Any test, with an end: nobody pays for it, so none lasts for ever [S38b]. */
export class TestCall implements Flow {
  readonly #test: Flow;
  readonly #options: TestCallOptions;
  #endsAtMs: MonotonicMs | undefined;
  /** The number of its play, once it is said. */
  #goodbye: number | undefined;

  constructor(test: Flow, options: TestCallOptions) {
    this.#test = test;
    this.#options = options;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    const isOver = input.type === 'timer' && this.#endsAtMs !== undefined && nowMs >= this.#endsAtMs;
    if (this.#goodbye !== undefined) {
      const isHeard = input.type === 'play-done' && input.play === this.#goodbye;
      return isHeard || isOver ? this.#release() : [];
    }
    if (isOver) return this.#sayGoodbye(nowMs);
    if (input.type === 'start') this.#endsAtMs ??= later(nowMs, TEST_MS_MAX);
    return this.#test.handle(input, nowMs);
  }

  nextDeadline(): MonotonicMs | undefined {
    const testMs = this.#goodbye === undefined ? this.#test.nextDeadline() : undefined;
    if (testMs === undefined || this.#endsAtMs === undefined) return testMs ?? this.#endsAtMs;
    return testMs < this.#endsAtMs ? testMs : this.#endsAtMs;
  }

  get state(): string {
    return this.#goodbye === undefined ? this.#test.state : 'leaving';
  }

  describe(): string {
    return this.#goodbye === undefined ? this.#test.describe() : `${this.#test.describe()} leaving`;
  }

  #sayGoodbye(nowMs: MonotonicMs): readonly FlowEffect[] {
    const { language, plays } = this.#options;
    this.#goodbye = plays.next();
    this.#endsAtMs = later(nowMs, PLAY_MS_MAX);
    return [{ type: 'play', play: this.#goodbye, prompts: toPrompts(['goodbye'], language), loop: false }];
  }

  #release(): readonly FlowEffect[] {
    this.#endsAtMs = undefined;
    return [{ type: 'release', reason: 'conference-over' }];
  }
}
