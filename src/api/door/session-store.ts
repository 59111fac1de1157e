import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.js';
import { Counters } from '../../base/counters.js';
import { later, utcMs, type MonotonicMs, type UtcMs } from '../../base/units.js';
import type { UserId } from '../../accounts/user.js';
import type { ApiLimits } from '../services.js';

/** Somebody who has logged in. */
export interface Session {
  readonly user: UserId;
  readonly login: string;
  readonly expiresMs: UtcMs;
  /** Idle or too old, or logged out. */
  isOver(): boolean;
}

interface Entry extends Session {
  readonly endMs: MonotonicMs;
  usedMs: MonotonicMs;
  closed: boolean;
}

type SessionLimits = Pick<ApiLimits, 'sessionsMax' | 'sessionIdleMs' | 'sessionMs'>;

const TOKEN_BYTES = 32;

/** The sessions of this process, by the digest of their token: who reads the memory has no token. */
export class SessionStore {
  readonly counters = new Counters(['opened', 'closed', 'expired', 'evicted']);
  readonly #clock: Clock;
  readonly #limits: SessionLimits;
  /** In the order of creation. */
  readonly #sessions = new Map<string, Entry>();

  constructor(clock: Clock, limits: SessionLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Returns the token, which is known to the client alone. */
  open(user: UserId, login: string): { readonly token: string; readonly session: Session } {
    this.#makeRoom();
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const nowMs = this.#clock.now();
    const entry: Entry = {
      user,
      login,
      expiresMs: utcMs(this.#clock.utcNow() + this.#limits.sessionMs),
      endMs: later(nowMs, this.#limits.sessionMs),
      usedMs: nowMs,
      closed: false,
      isOver: () => this.#isOver(entry),
    };
    this.#sessions.set(digest(token), entry);
    this.counters.add('opened');
    return { token, session: entry };
  }

  /** The session of a token, used by this. */
  use(token: string): Session | undefined {
    const entry = this.#sessions.get(digest(token));
    if (entry === undefined) return undefined;
    if (this.#isOver(entry)) {
      this.#remove(digest(token), entry, 'expired');
      return undefined;
    }
    entry.usedMs = this.#clock.now();
    return entry;
  }

  close(token: string): void {
    const entry = this.#sessions.get(digest(token));
    if (entry !== undefined) this.#remove(digest(token), entry, 'closed');
  }

  #isOver({ closed, endMs, usedMs }: Entry): boolean {
    const nowMs = this.#clock.now();
    return closed || nowMs >= endMs || nowMs >= later(usedMs, this.#limits.sessionIdleMs);
  }

  /** When all places are taken: what is over goes, else the oldest, since only a login can open one. */
  #makeRoom(): void {
    if (this.#sessions.size < this.#limits.sessionsMax) return;
    for (const [key, entry] of this.#sessions) {
      if (this.#isOver(entry)) this.#remove(key, entry, 'expired');
    }
    for (const [key, entry] of this.#sessions) {
      if (this.#sessions.size < this.#limits.sessionsMax) return;
      this.#remove(key, entry, 'evicted');
    }
  }

  #remove(key: string, entry: Entry, why: 'closed' | 'expired' | 'evicted'): void {
    entry.closed = true;
    this.#sessions.delete(key);
    this.counters.add(why);
  }
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');
