import { randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from '../../accounts/password-hash.js';
import { Counters } from '../../base/counters.js';
import { Problem } from '../problem.js';

/** Verifies and makes password hashes, a few at a time: each takes 32 MiB and a thread for a moment. */
export class PasswordCheck {
  readonly counters = new Counters(['worked', 'busy']);
  readonly #atOnceMax: number;
  /** Checked for an unknown login, so that the answer takes as long as for a known one. */
  #hashOfNobody: Promise<string> | undefined;
  #atOnce = 0;

  constructor(atOnceMax: number) {
    this.#atOnceMax = atOnceMax;
  }

  verify(password: string, hash: string | undefined): Promise<boolean> {
    return this.#one(async () => {
      this.#hashOfNobody ??= hashPassword(randomBytes(16).toString('hex'));
      return verifyPassword(password, hash ?? (await this.#hashOfNobody));
    });
  }

  hash(password: string): Promise<string> {
    return this.#one(() => hashPassword(password));
  }

  async #one<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#atOnce >= this.#atOnceMax) {
      this.counters.add('busy');
      throw new Problem('LOGIN_BUSY', { retryAfterS: 1 });
    }
    this.#atOnce += 1;
    this.counters.add('worked');
    try {
      return await work();
    } finally {
      this.#atOnce -= 1;
    }
  }
}
