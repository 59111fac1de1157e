import { BoundedMap } from '../base/bounded-map.js';
import { below, type Random } from '../base/random.js';
import { RecentTimes } from '../base/recent-times.js';
import { fail, ok, type Result } from '../base/result.js';
import { later, type MonotonicMs } from '../base/units.js';

/** A code lives so long [S32]. */
const LIFE_MS = 300_000;
const TRIES_MAX = 5;
const CALLS_PER_HOUR_MAX = 3;
const HOUR_MS = 3_600_000;

export type VerificationError = { readonly code: 'TOO_MANY_CALLS' | 'TOO_MANY_CODES' };
export type CodeError = { readonly code: 'CODE_WRONG' | 'CODE_EXPIRED' | 'TOO_MANY_TRIES' };

interface SpokenCode {
  readonly code: string;
  readonly untilMs: MonotonicMs;
  tries: number;
}

/**
 * Codes that are spoken to a number to prove that its phone is at hand [S26] [S32] [S38]. The purpose is
 * part of the key: a code for one thing proves nothing for another.
 */
export class Verifications {
  readonly #random: Random;
  readonly #calls: RecentTimes;
  readonly #codes: BoundedMap<string, SpokenCode>;

  constructor(random: Random, codesMax = 100_000) {
    this.#random = random;
    this.#calls = new RecentTimes({ windowMs: HOUR_MS, timesMax: CALLS_PER_HOUR_MAX, keysMax: codesMax });
    this.#codes = new BoundedMap(codesMax);
  }

  /** The code to speak now; only the last one of a purpose counts. Calls are limited by number. */
  begin(e164: string, purpose: string, nowMs: MonotonicMs): Result<string, VerificationError> {
    if (this.#calls.count(e164, nowMs) >= CALLS_PER_HOUR_MAX) return fail({ code: 'TOO_MANY_CALLS' });
    this.#forgetExpired(nowMs);
    const code = String(below(this.#random, 1_000_000)).padStart(6, '0');
    const spoken = { code, untilMs: later(nowMs, LIFE_MS), tries: 0 };
    // Set anew, so that the map stays in the order of expiry.
    this.#codes.delete(keyOf(e164, purpose));
    if (!this.#codes.set(keyOf(e164, purpose), spoken)) return fail({ code: 'TOO_MANY_CODES' });
    this.#calls.add(e164, nowMs);
    return ok(code);
  }

  /** A code that was right is used up. */
  check(e164: string, purpose: string, code: string, nowMs: MonotonicMs): Result<true, CodeError> {
    const key = keyOf(e164, purpose);
    const spoken = this.#codes.get(key);
    if (spoken === undefined || nowMs >= spoken.untilMs) return fail({ code: 'CODE_EXPIRED' });
    if (spoken.tries >= TRIES_MAX) return fail({ code: 'TOO_MANY_TRIES' });
    spoken.tries += 1;
    if (spoken.code !== code) return fail({ code: 'CODE_WRONG' });
    this.#codes.delete(key);
    return ok(true);
  }

  #forgetExpired(nowMs: MonotonicMs): void {
    for (const [key, { untilMs }] of this.#codes.entries()) {
      if (nowMs < untilMs) return;
      this.#codes.delete(key);
    }
  }
}

const keyOf = (e164: string, purpose: string): string => `${e164} ${purpose}`;
