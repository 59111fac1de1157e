import type { AccountId } from '../base/ids.js';

/** By then the charge is written, and those of a whole conference that ended are told of together. */
const TOLD_AFTER_MS = 1_000;

/** Tells that legs were charged: a second after the first of them, so once a second for an account at most. */
export class ChargeNews {
  readonly #tell: (account: AccountId) => void;
  readonly #afterMs: number;
  readonly #waiting = new Set<AccountId>();

  constructor(tell: (account: AccountId) => void, afterMs: number = TOLD_AFTER_MS) {
    this.#tell = tell;
    this.#afterMs = afterMs;
  }

  charged(account: AccountId): void {
    if (this.#waiting.has(account)) return;
    this.#waiting.add(account);
    setTimeout(() => {
      this.#waiting.delete(account);
      this.#tell(account);
    }, this.#afterMs).unref();
  }
}
