import { BoundedMap } from '../../base/bounded-map.js';
import { later, type MonotonicMs } from '../../base/units.js';

/** When a series of failures begins to cost time, and how much at most. */
interface Rule {
  readonly freeFailures: number;
  readonly waitMsMax: number;
}

/** One who tries passwords on a login; one who tries many logins; many who try one login. */
const BY_BOTH: Rule = { freeFailures: 5, waitMsMax: 60_000 };
const BY_ADDRESS: Rule = { freeFailures: 30, waitMsMax: 60_000 };
/** Short, or strangers could shut the owner out. */
const BY_LOGIN: Rule = { freeFailures: 50, waitMsMax: 5_000 };

/** A try takes less. */
const UNDER_WAY_MS = 1_000;
const FORGET_MS = 600_000;
const KEYS_MAX = 30_000;

interface Failures {
  readonly count: number;
  readonly lastMs: MonotonicMs;
}

/** Failed logins make the next try wait, longer each time [S53]. */
export class LoginThrottle {
  readonly #failures = new BoundedMap<string, Failures>(KEYS_MAX);
  /** Tries that are being looked at; those who verify passwords bound them. */
  readonly #underWay = new Map<string, number>();

  /** So long no further try is looked at; 0: now. */
  waitMs(address: string, login: string, nowMs: MonotonicMs): number {
    return Math.max(...keysOf(address, login).map(([key, rule]) => this.#waitMs(key, rule, nowMs)));
  }

  /** A try is looked at from now on, until the function that this returns is called. */
  begun(address: string, login: string): () => void {
    const keys = keysOf(address, login).map(([key]) => key);
    for (const key of keys) this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1);
    return () => {
      for (const key of keys) {
        const left = (this.#underWay.get(key) ?? 0) - 1;
        if (left > 0) this.#underWay.set(key, left);
        else this.#underWay.delete(key);
      }
    };
  }

  failed(address: string, login: string, nowMs: MonotonicMs): void {
    for (const [key] of keysOf(address, login)) {
      const count = (this.#recent(key, nowMs)?.count ?? 0) + 1;
      this.#remember(key, { count, lastMs: nowMs });
    }
  }

  succeeded(address: string, login: string): void {
    this.#failures.delete(bothKey(address, login));
  }

  #waitMs(key: string, { freeFailures, waitMsMax }: Rule, nowMs: MonotonicMs): number {
    const failures = this.#recent(key, nowMs);
    if (failures === undefined || failures.count < freeFailures) return 0;
    // One after another from here on, or of many at once each would be in time before the first has failed.
    if (this.#underWay.has(key)) return UNDER_WAY_MS;
    const waitMs = Math.min(1_000 * 2 ** (failures.count - freeFailures), waitMsMax);
    return Math.max(0, later(failures.lastMs, waitMs) - nowMs);
  }

  #recent(key: string, nowMs: MonotonicMs): Failures | undefined {
    const failures = this.#failures.get(key);
    return failures !== undefined && nowMs < later(failures.lastMs, FORGET_MS) ? failures : undefined;
  }

  /** Set anew, so that the map stays in the order of the last failure; when it is full the oldest goes. */
  #remember(key: string, failures: Failures): void {
    this.#failures.delete(key);
    if (this.#failures.set(key, failures)) return;
    const [oldest] = this.#failures.entries().next().value!;
    this.#failures.delete(oldest);
    this.#failures.set(key, failures);
  }
}

const bothKey = (address: string, login: string): string => `${address} ${login}`;

const keysOf = (address: string, login: string): readonly (readonly [string, Rule])[] => [
  [bothKey(address, login), BY_BOTH],
  [`address ${address}`, BY_ADDRESS],
  [`login ${login}`, BY_LOGIN],
];
