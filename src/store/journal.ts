import { Counters } from '../base/counters.js';
import type { Log } from '../base/log.js';
import { fail, type Result } from '../base/result.js';
import { isOutage, type ChangedRows, type Store, type StoreError, type Unit } from './store.js';

export interface JournalSettings {
  /** Units that may wait; one more is refused and its record is left to the next restart. */
  readonly waitingMax: number;
  /** Wait between tries while the store cannot write. */
  readonly retryMs: number;
}

export const DEFAULT_JOURNAL_SETTINGS: JournalSettings = { waitingMax: 20_000, retryMs: 1_000 };

export type JournalError = StoreError | { readonly code: 'JOURNAL_FULL'; readonly message: string };
export type JournalOutcome = Result<ChangedRows, JournalError>;

const JOURNAL_COUNTS = ['written', 'retried', 'refused', 'full'] as const;
/** Units handed to the store at once: they share a commit. */
const TRY_MAX = 200;

interface WaitingUnit {
  readonly unit: Unit;
  readonly resolve: (outcome: JournalOutcome) => void;
}

type Wait = (durationMs: number) => Promise<void>;
const realWait: Wait = (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs).unref());

/**
 * Facts that have happened whatever the store says, above all the end of a leg. They are written in order,
 * and while the store cannot write they wait here, in memory: should the process die meanwhile, the next
 * start closes these legs at the last time they were known alive.
 */
export class Journal {
  readonly #store: Pick<Store, 'commit'>;
  readonly #log: Log;
  readonly #settings: JournalSettings;
  readonly #wait: Wait;
  readonly #counters = new Counters(JOURNAL_COUNTS);
  #waiting: WaitingUnit[] = [];
  #writing: Promise<void> | undefined;

  constructor(store: Pick<Store, 'commit'>, log: Log, settings = DEFAULT_JOURNAL_SETTINGS, wait = realWait) {
    this.#store = store;
    this.#log = log;
    this.#settings = settings;
    this.#wait = wait;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get counts(): Readonly<Record<(typeof JOURNAL_COUNTS)[number], number>> {
    return this.#counters.snapshot();
  }

  /** Resolved when the unit is durable or can never be; never rejects, so it need not be waited for. */
  async write(unit: Unit): Promise<JournalOutcome> {
    if (this.#waiting.length >= this.#settings.waitingMax) {
      this.#counters.add('full');
      const message = `${this.#settings.waitingMax} units wait already`;
      this.#log.error({ code: 'JOURNAL_FULL', reason: message }, 'an ending is not recorded');
      return fail({ code: 'JOURNAL_FULL', message });
    }
    return new Promise((resolve) => {
      this.#waiting.push({ unit, resolve });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolved when nothing waits. During an outage that may be never: the caller sets the limit. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const tried = this.#waiting.slice(0, TRY_MAX);
      const outcomes = await Promise.all(tried.map(({ unit }) => this.#store.commit(unit)));
      const unwritten = tried.filter((entry, index) => !this.#settle(entry, outcomes[index]!));
      this.#waiting = [...unwritten, ...this.#waiting.slice(tried.length)];
      if (unwritten.length === 0) continue;
      this.#counters.add('retried', unwritten.length);
      await this.#wait(this.#settings.retryMs);
    }
    this.#writing = undefined;
  }

  /** False: the unit stays. */
  #settle({ resolve }: WaitingUnit, outcome: Result<ChangedRows, StoreError>): boolean {
    if (!outcome.ok) {
      const { code, message } = outcome.error;
      if (isOutage(code) || code === 'OVERLOADED') return false;
      this.#counters.add('refused');
      // CONFLICT after an outage mostly means that the lost connection had committed after all.
      this.#log.warn({ code, reason: message }, 'the store refused a unit of the journal');
    } else {
      this.#counters.add('written');
    }
    resolve(outcome);
    return true;
  }
}
