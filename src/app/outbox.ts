import type { Clock } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { Config } from '../config/schema.js';
import { OutboxRunner } from '../delivery/outbox-runner.js';
import type { Store } from '../store/store.js';

export interface OutboxAround {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is told outside, with a channel for each way out. */
export function connectOutbox({ config, store, clock, log }: OutboxAround): OutboxRunner {
  return new OutboxRunner({ store, clock, log, node: config.node, channels: {} });
}
