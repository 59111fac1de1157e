import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import type { Log } from '../base/log.js';
import { later, type MonotonicMs } from '../base/units.js';
import type { Trunk } from '../dialing/trunk.js';
import type { SipEvent, SocketId } from '../sip/endpoint-api.js';
import type { HostPort } from '../sip/message.js';
import type { SipPort } from './ports.js';
import { TrunkHealth, type HealthInput, type TrunkState } from './trunk-health.js';
import type { TrunkTable } from './trunk-table.js';
import type { TrunkTargets } from './trunk-targets.js';

export interface TrunkWatchOptions {
  readonly trunks: TrunkTable;
  readonly targets: TrunkTargets;
  readonly sip: SipPort;
  readonly socket: SocketId;
  readonly clock: Clock;
  readonly log: Log;
  /** A trunk went down, or is up again. */
  readonly turned?: (trunk: string, up: boolean) => void;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** Names are looked up again so often: carriers move their addresses by DNS. */
const RESOLVE_MS = 60_000;
const COUNTS = ['pings', 'turnedDown', 'turnedUp'] as const;

/** Keeps the addresses and the state of the trunks: asks the name server and sends the pings [C4] [C14]. */
export class TrunkWatch {
  readonly counters = new Counters(COUNTS);
  readonly #options: TrunkWatchOptions;
  readonly #health = new TrunkHealth();
  #resolveAtMs: MonotonicMs;

  constructor(options: TrunkWatchOptions) {
    this.#options = options;
    this.#resolveAtMs = options.clock.now();
  }

  /** The trunks as the table has them now; resolved when all their names have been looked up. */
  async load(): Promise<void> {
    const { trunks, targets, clock } = this.#options;
    this.#resolveAtMs = later(clock.now(), RESOLVE_MS);
    const refreshed = targets.refresh(trunks.all);
    // A trunk whose address stands in the configuration waits for no name server.
    this.#located();
    await refreshed;
    this.#located();
  }

  #located(): void {
    const { trunks, targets } = this.#options;
    trunks.locate((trunk) => targets.of(trunk));
    const watched = trunks.all
      .filter(({ enabled }) => enabled)
      .map((trunk) => ({ id: trunk.id, pingMs: trunk.pingMs, targets: targets.of(trunk) }));
    this.#feed({ type: 'load', trunks: watched });
  }

  isUp(trunk: string): boolean {
    return this.#health.isUp(trunk);
  }

  targetsOf(trunk: Trunk): readonly HostPort[] {
    return this.#options.targets.of(trunk);
  }

  /** For the API and the metrics. */
  states(): ReadonlyMap<string, TrunkState> {
    return this.#health.states();
  }

  /** How the target answered the last OPTIONS; undefined: it is not known. */
  hasAnswered(trunk: string, target: HostPort): boolean | undefined {
    return this.#health.hasAnswered(trunk, target);
  }

  called(trunk: string, how: 'answered' | 'unreachable'): void {
    this.#feed({ type: 'called', trunk, how });
  }

  onPinged(event: Extract<SipEvent, { type: 'pinged' }>): void {
    this.#feed({ type: 'pinged', trunk: event.trunk.id, target: event.target, up: event.up });
  }

  nextDeadline(): MonotonicMs {
    const pingMs = this.#health.nextDeadline() ?? this.#resolveAtMs;
    return pingMs < this.#resolveAtMs ? pingMs : this.#resolveAtMs;
  }

  tick(): void {
    if (this.#resolveAtMs <= this.#options.clock.now()) void this.load();
    this.#feed({ type: 'timer' });
  }

  #feed(input: HealthInput): void {
    const { sip, socket, clock, log, rescheduled } = this.#options;
    for (const effect of this.#health.handle(input, clock.now())) {
      if (effect.type === 'ping') {
        this.counters.add('pings');
        sip.command({ type: 'ping', trunk: { id: effect.trunk }, socket, target: effect.target });
      } else {
        this.counters.add(effect.up ? 'turnedUp' : 'turnedDown');
        this.#options.turned?.(effect.trunk, effect.up);
        log.warn(
          { trunk: effect.trunk, up: effect.up },
          effect.up ? 'a trunk is up again' : 'a trunk is down',
        );
      }
    }
    rescheduled();
  }
}
