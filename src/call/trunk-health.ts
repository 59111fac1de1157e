import { later, type MonotonicMs } from '../base/units.js';
import type { HostPort } from '../sip/message.js';

/** What is watched of a trunk. */
export interface WatchedTrunk {
  readonly id: string;
  /** 0: never asked, always taken as up. */
  readonly pingMs: number;
  readonly targets: readonly HostPort[];
}

export type HealthInput =
  | { readonly type: 'load'; readonly trunks: readonly WatchedTrunk[] }
  /** `up` undefined: it could not be asked. */
  | {
      readonly type: 'pinged';
      readonly trunk: string;
      readonly target: HostPort;
      readonly up: boolean | undefined;
    }
  /** How an INVITE went: nothing else of it tells whether the trunk lives. */
  | { readonly type: 'called'; readonly trunk: string; readonly how: 'answered' | 'unreachable' }
  | { readonly type: 'timer' };

export type HealthEffect =
  | { readonly type: 'ping'; readonly trunk: string; readonly target: HostPort }
  | { readonly type: 'turned'; readonly trunk: string; readonly up: boolean };

export interface TrunkState {
  readonly up: boolean;
  /** In a row. */
  readonly failures: number;
  readonly sinceMs: MonotonicMs;
}

/** [C14] Three in a row. */
const FAILURES_MAX = 3;
/** [C14] A trunk that is down is asked so often, or as often as an up one if that is more. */
const DOWN_PING_MS = 30_000;

interface Watch {
  trunk: WatchedTrunk;
  state: TrunkState;
  nextMs: MonotonicMs;
  /** Answers still owed by each target: an older one may come after the next was asked (timer F is 32 s). */
  owed: Map<string, number>;
  /** How each target answered last. */
  readonly answered: Map<string, boolean>;
  /** Whether this round has been a success or a failure; each is counted once. */
  decided: boolean;
}

/**
 * Which trunks are up [C14]. Pure. A round asks every target of a trunk by OPTIONS; one that answers is
 * enough, and a round in which none does is one failure, like an INVITE that nobody answered.
 */
export class TrunkHealth {
  readonly #watches = new Map<string, Watch>();

  /** One that is not known is not down. */
  isUp(trunk: string): boolean {
    return this.#watches.get(trunk)?.state.up ?? true;
  }

  states(): ReadonlyMap<string, TrunkState> {
    return new Map([...this.#watches].map(([id, { state }]) => [id, state]));
  }

  /** How the target answered the last OPTIONS; undefined: it was not asked, or has not answered yet. */
  hasAnswered(trunk: string, target: HostPort): boolean | undefined {
    return this.#watches.get(trunk)?.answered.get(keyOf(target));
  }

  nextDeadline(): MonotonicMs | undefined {
    const asked = [...this.#watches.values()].filter(({ trunk }) => isAsked(trunk));
    return asked.length === 0
      ? undefined
      : asked.reduce((one, other) => (other.nextMs < one.nextMs ? other : one)).nextMs;
  }

  handle(input: HealthInput, nowMs: MonotonicMs): readonly HealthEffect[] {
    switch (input.type) {
      case 'load':
        return this.#load(input.trunks, nowMs);
      case 'timer':
        return [...this.#watches.values()]
          .filter(({ trunk, nextMs }) => isAsked(trunk) && nextMs <= nowMs)
          .flatMap((watch) => this.#ask(watch, nowMs));
      case 'pinged': {
        const watch = this.#watches.get(input.trunk);
        return watch === undefined ? [] : this.#onPinged(watch, keyOf(input.target), input.up, nowMs);
      }
      case 'called': {
        const watch = this.#watches.get(input.trunk);
        if (watch === undefined) return [];
        return input.how === 'answered' ? this.#succeeded(watch, nowMs) : this.#failed(watch, nowMs);
      }
    }
  }

  #load(trunks: readonly WatchedTrunk[], nowMs: MonotonicMs): readonly HealthEffect[] {
    const ids = new Set(trunks.map(({ id }) => id));
    for (const id of this.#watches.keys()) if (!ids.has(id)) this.#watches.delete(id);
    return trunks.flatMap((trunk) => {
      const known = this.#watches.get(trunk.id);
      if (known === undefined) {
        const state = { up: true, failures: 0, sinceMs: nowMs };
        this.#watches.set(trunk.id, {
          trunk,
          state,
          nextMs: nowMs,
          owed: new Map(),
          answered: new Map(),
          decided: true,
        });
        return [];
      }
      known.trunk = trunk;
      known.nextMs = earlier(known.nextMs, later(nowMs, periodOf(known)));
      // Nobody will ask it any more: what was known of it says nothing.
      return isAsked(trunk) ? [] : this.#succeeded(known, nowMs);
    });
  }

  #ask(watch: Watch, nowMs: MonotonicMs): readonly HealthEffect[] {
    const { id, targets } = watch.trunk;
    const effects = watch.decided ? [] : this.#failed(watch, nowMs);
    watch.owed = new Map(targets.map(keyOf).map((key) => [key, (watch.owed.get(key) ?? 0) + 1]));
    watch.decided = false;
    watch.nextMs = later(nowMs, periodOf(watch));
    return [...effects, ...targets.map((target) => ({ type: 'ping', trunk: id, target }) as const)];
  }

  #onPinged(watch: Watch, key: string, up: boolean | undefined, nowMs: MonotonicMs): readonly HealthEffect[] {
    watch.owed.set(key, Math.max(0, (watch.owed.get(key) ?? 0) - 1));
    if (up === undefined) {
      // A round with a target that was not asked can tell that the trunk is up, never that it is down.
      watch.decided = true;
      return [];
    }
    watch.answered.set(key, up);
    if (up) {
      watch.decided = true;
      return this.#succeeded(watch, nowMs);
    }
    const isLast = [...watch.owed.values()].every((owed) => owed === 0);
    if (watch.decided || !isLast) return [];
    watch.decided = true;
    return this.#failed(watch, nowMs);
  }

  #succeeded(watch: Watch, nowMs: MonotonicMs): readonly HealthEffect[] {
    const { up } = watch.state;
    watch.state = { up: true, failures: 0, sinceMs: up ? watch.state.sinceMs : nowMs };
    return up ? [] : [{ type: 'turned', trunk: watch.trunk.id, up: true }];
  }

  #failed(watch: Watch, nowMs: MonotonicMs): readonly HealthEffect[] {
    if (!isAsked(watch.trunk)) return [];
    const failures = watch.state.failures + 1;
    const turns = watch.state.up && failures >= FAILURES_MAX;
    watch.state = {
      up: watch.state.up && !turns,
      failures,
      sinceMs: turns ? nowMs : watch.state.sinceMs,
    };
    watch.nextMs = earlier(watch.nextMs, later(nowMs, periodOf(watch)));
    return turns ? [{ type: 'turned', trunk: watch.trunk.id, up: false }] : [];
  }
}

const isAsked = ({ pingMs, targets }: WatchedTrunk): boolean => pingMs > 0 && targets.length > 0;

const periodOf = ({ trunk, state }: Watch): number =>
  state.up ? trunk.pingMs : Math.min(trunk.pingMs, DOWN_PING_MS);

const earlier = (one: MonotonicMs, other: MonotonicMs): MonotonicMs => (one < other ? one : other);

const keyOf = ({ host, port }: HostPort): string => `${host} ${port}`;
