import type { AccountId, ParticipantId } from '../base/ids.js';
import { later, type MonotonicMs } from '../base/units.js';
import type { CommandReply } from '../conference/commands.js';
import { barredWords } from './announcements.js';
import type { Answer } from './desk.js';
import type { FlowEffect, Key } from './flow.js';
import { KeyedNumber, type Keyed } from './keyed-number.js';
import type { PromptId } from './prompt-id.js';

/** Silence: the prompt repeats, and what was keyed is forgotten. It never dials. */
const REPEAT_MS = 10_000;
/** Without a key for so long: back to the room. */
const GIVE_UP_MS = 30_000;
/** The desk answers at once or not at all. */
const ANSWER_WAIT_MS = 15_000;
/** Numbers that may not be called, then back to the room. */
const TRIES_MAX = 3;

export interface NumberEntryOptions {
  readonly participant: ParticipantId;
  /** Who pays for the call. */
  readonly account: AccountId | undefined;
  readonly perform: (effect: FlowEffect) => void;
  readonly ask: (prompts: readonly PromptId[], nowMs: MonotonicMs) => void;
  readonly tell: (prompts: readonly PromptId[], nowMs: MonotonicMs) => void;
  /** A key silences what is being said. */
  readonly hush: () => void;
}

/**
 * Beside the room, a number is keyed and called [S20]: it is open while its party is aside, and leads onto
 * the private line or back into the room.
 */
export class NumberEntry {
  readonly #options: NumberEntryOptions;
  #state: 'closed' | 'number' | 'asking' | 'calling' = 'closed';
  #number = new KeyedNumber();
  #refused = 0;
  #repeatAtMs: MonotonicMs | undefined;
  #overAtMs: MonotonicMs | undefined;

  constructor(options: NumberEntryOptions) {
    this.#options = options;
  }

  get state(): 'closed' | 'number' | 'asking' | 'calling' {
    return this.#state;
  }

  get deadline(): MonotonicMs | undefined {
    const [repeatAtMs, overAtMs] = [this.#repeatAtMs, this.#overAtMs];
    return repeatAtMs === undefined || (overAtMs ?? repeatAtMs) < repeatAtMs ? overAtMs : repeatAtMs;
  }

  open(nowMs: MonotonicMs): void {
    this.#refused = 0;
    this.#askNumber([], nowMs);
  }

  close(): void {
    this.#state = 'closed';
    this.#repeatAtMs = undefined;
    this.#overAtMs = undefined;
  }

  press(key: Key, nowMs: MonotonicMs): void {
    if (this.#state !== 'number') return;
    this.#options.hush();
    const keyed = this.#number.press(key);
    this.#overAtMs = later(nowMs, GIVE_UP_MS);
    this.#repeatAtMs = later(nowMs, REPEAT_MS);
    if (keyed !== undefined) this.#onKeyed(keyed, nowMs);
  }

  /** The question was heard: from now on silence counts. */
  heard(nowMs: MonotonicMs): void {
    if (this.#state === 'number') this.#repeatAtMs = later(nowMs, REPEAT_MS);
  }

  expire(nowMs: MonotonicMs): void {
    if (this.#overAtMs !== undefined && nowMs >= this.#overAtMs) {
      if (this.#state === 'asking') this.#fail('invitation-unavailable', nowMs);
      else this.#back();
    } else if (this.#repeatAtMs !== undefined && nowMs >= this.#repeatAtMs) {
      this.#repeat([], nowMs);
    }
  }

  onAnswer(answer: Answer, nowMs: MonotonicMs): void {
    if (this.#state !== 'asking') return;
    if (answer.type !== 'callee') return this.#fail('invitation-unavailable', nowMs);
    if (!answer.result.ok) return this.#refuse(barredWords(answer.result.error.code), nowMs);
    this.close();
    this.#state = 'calling';
    this.#options.perform({ type: 'consult', called: answer.result.value });
  }

  /** A conference that is full, or will not call, has said why. */
  onReply({ result }: CommandReply): void {
    if (this.#state === 'calling' && !result.ok) this.#back();
  }

  #onKeyed(keyed: Keyed, nowMs: MonotonicMs): void {
    switch (keyed.type) {
      case 'cancel':
        return this.#back();
      case 'empty':
        return this.#repeat([], nowMs);
      case 'too-long':
        return this.#refuse('number-wrong', nowMs);
      case 'number':
        this.close();
        this.#state = 'asking';
        this.#overAtMs = later(nowMs, ANSWER_WAIT_MS);
        this.#options.perform({
          type: 'ask',
          question: { type: 'callee', keyed: keyed.keyed, payer: this.#options.account },
        });
    }
  }

  #refuse(why: PromptId, nowMs: MonotonicMs): void {
    this.#refused += 1;
    if (this.#refused === TRIES_MAX) this.#fail(why, nowMs);
    else this.#askNumber([why], nowMs);
  }

  #askNumber(before: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#state = 'number';
    this.#overAtMs = later(nowMs, GIVE_UP_MS);
    this.#repeat(before, nowMs);
  }

  #repeat(before: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#number = new KeyedNumber();
    this.#repeatAtMs = undefined;
    this.#options.ask([...before, 'ask-number'], nowMs);
  }

  #fail(why: PromptId, nowMs: MonotonicMs): void {
    this.#options.tell([why], nowMs);
    this.#back();
  }

  #back(): void {
    const { participant, perform } = this.#options;
    this.close();
    perform({ type: 'command', command: { type: 'step-in', participant } });
  }
}
