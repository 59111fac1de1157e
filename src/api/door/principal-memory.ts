import { createMiddleware } from 'hono/factory';
import { BoundedMap } from '../../base/bounded-map.js';
import type { Clock } from '../../base/clock.js';
import type { AccountId } from '../../base/ids.js';
import { later, type MonotonicMs } from '../../base/units.js';
import type { ApiContext, ApiEnv } from '../context.js';
import type { Principal } from './principal.js';

interface Remembered {
  readonly principal: Principal;
  readonly untilMs: MonotonicMs;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const REMEMBERED_MS = 5_000;
const REMEMBERED_MAX = 10_000;

/**
 * Who stands behind a key or a session, so that a read costs few queries beside its own. What a request changes
 * holds here from its answer on: a key that is revoked, a session that is ended, an account that is closed. What
 * another node changes holds here within five seconds.
 */
export class PrincipalMemory {
  readonly #clock: Pick<Clock, 'now'>;
  #remembered = new BoundedMap<string, Remembered>(REMEMBERED_MAX);
  /** Counts what was forgotten: a look-up that began before may have read what no longer holds. */
  #era = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Any request but a read may have changed who somebody is: no route has to think of it. */
  readonly keptTrue = createMiddleware<ApiEnv>((c, next) =>
    READING.has(c.req.method) ? next() : next().finally(() => this.#forget(changedBy(c))),
  );

  find(name: string): Principal | undefined {
    const known = this.#remembered.get(name);
    return known !== undefined && this.#clock.now() < known.untilMs ? known.principal : undefined;
  }

  /** What `lookUp` says, and remembers it. */
  async learn(name: string, lookUp: () => Promise<Principal>): Promise<Principal> {
    const era = this.#era;
    const principal = await lookUp();
    if (era !== this.#era) return principal;
    const remembered = { principal, untilMs: later(this.#clock.now(), REMEMBERED_MS) };
    if (this.#remembered.set(name, remembered)) return principal;
    // Full, mostly of those who have gone: those who are here are soon known again.
    this.#forget(undefined);
    this.#remembered.set(name, remembered);
    return principal;
  }

  #forget(account: AccountId | undefined): void {
    this.#era += 1;
    if (account === undefined) this.#remembered = new BoundedMap(REMEMBERED_MAX);
    else
      for (const [name, { principal }] of this.#remembered.entries())
        if (principal.account.id === account) this.#remembered.delete(name);
  }
}

/** A customer changes nothing but the own account; undefined: any account. */
function changedBy(c: ApiContext): AccountId | undefined {
  const principal = c.get('principal') as Principal | undefined;
  return principal?.role === 'customer' ? principal.account.id : undefined;
}
