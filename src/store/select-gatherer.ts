import type { Result } from '../base/result.js';
import type { PackedRows } from './packed-rows.js';
import type { StoreError } from './store.js';
import type { Select } from './thread-protocol.js';

/** Of one message: however many wait, those who asked first are not kept until the last is served. */
const SELECTS_MAX = 64;

export type SelectOutcome = Result<PackedRows, StoreError>;

/** One outcome for each select, or for the first of them when their rows fill the answer; never rejects. */
export type SendSelects = (selects: readonly Select[]) => Promise<readonly SelectOutcome[]>;

interface WaitingSelect {
  readonly select: Select;
  readonly resolve: (outcome: SelectOutcome) => void;
}

/**
 * Gathers reads into messages, since a message costs the main thread more than most reads: those of one turn go
 * together, and while a message is on its way the next one grows.
 */
export class SelectGatherer {
  readonly #send: SendSelects;
  readonly #settling: (() => void)[] = [];
  #waiting: WaitingSelect[] = [];
  #messages = 0;
  #isTurnOpen = false;

  constructor(send: SendSelects) {
    this.#send = send;
  }

  select(select: Select): Promise<SelectOutcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ select, resolve });
      if (this.#messages > 0 || this.#isTurnOpen) return;
      this.#isTurnOpen = true;
      queueMicrotask(() => {
        this.#isTurnOpen = false;
        this.#sendSome();
      });
    });
  }

  /** Whatever is sent after this comes after the reads that were asked for before. */
  flush(): void {
    while (this.#waiting.length > 0) this.#sendSome();
  }

  /** Resolved when every read that was asked for is answered. */
  async settled(): Promise<void> {
    this.flush();
    while (this.#messages > 0) await new Promise<void>((resolve) => this.#settling.push(resolve));
  }

  #sendSome(): void {
    if (this.#waiting.length === 0) return;
    const some = this.#waiting.slice(0, SELECTS_MAX);
    this.#waiting = this.#waiting.slice(some.length);
    void this.#ask(some);
  }

  async #ask(some: readonly WaitingSelect[]): Promise<void> {
    this.#messages++;
    const outcomes = await this.#send(some.map(({ select }) => select));
    this.#messages--;
    this.#waiting.unshift(...some.slice(outcomes.length));
    // First, so that the thread has work while the answers are looked at.
    this.#sendSome();
    for (const [index, outcome] of outcomes.entries()) some[index]?.resolve(outcome);
    for (const resolve of this.#settling.splice(0)) resolve();
  }
}
