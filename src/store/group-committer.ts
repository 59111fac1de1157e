import { systemClock, type Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { Histogram } from '../base/histogram.js';
import type { Log } from '../base/log.js';
import { fail } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { UnitOutcome } from './group-transaction.js';
import {
  STALL_MS,
  STORE_COUNTS,
  isOutage,
  type StoreErrorCode,
  type StoreHealth,
  type Unit,
} from './store.js';

export interface CommitLimits {
  /** Units that may wait; one more is OVERLOADED. */
  readonly waitingMax: number;
  /** Units in one transaction. */
  readonly groupMax: number;
  /** While the database fails, a small write is tried so often. */
  readonly probeMs: number;
}

export const DEFAULT_COMMIT_LIMITS: CommitLimits = { waitingMax: 20_000, groupMax: 500, probeMs: 1_000 };

const UNIT_LIMITS_S = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.2, 1];
const MS_PER_S = 1_000;

/** Runs units in one transaction and gives one outcome for each; never rejects. */
export type ExecuteGroup = (units: readonly Unit[]) => Promise<readonly UnitOutcome[]>;

interface WaitingUnit {
  readonly unit: Unit;
  readonly askedMs: MonotonicMs;
  readonly resolve: (outcome: UnitOutcome) => void;
}

/**
 * Gathers units into groups: those of one tick go together, and while a group is being written the next
 * one grows. One group is on its way at a time, so the cost of a commit is shared by whoever waits for it. When the
 * database fails, everything that waits at that moment fails with the group.
 */
export class GroupCommitter {
  readonly #execute: ExecuteGroup;
  readonly #probe: Unit;
  readonly #limits: CommitLimits;
  readonly #log: Log;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #counters = new Counters(STORE_COUNTS);
  readonly #unitsS = new Histogram(UNIT_LIMITS_S);
  #waiting: WaitingUnit[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;
  #writable = true;
  #lastError: StoreErrorCode | undefined;
  #probeTimer: NodeJS.Timeout | undefined;

  constructor(
    execute: ExecuteGroup,
    probe: Unit,
    limits: CommitLimits,
    log: Log,
    clock: Pick<Clock, 'now'> = systemClock,
  ) {
    this.#execute = execute;
    this.#probe = probe;
    this.#limits = limits;
    this.#log = log;
    this.#clock = clock;
  }

  get writable(): boolean {
    return this.#writable && !this.#closed;
  }

  health(): StoreHealth {
    return {
      writable: this.writable,
      waitingUnits: this.#waiting.length,
      lastError: this.#lastError,
      counts: this.#counters.snapshot(),
      unitsS: this.#unitsS.snapshot(),
    };
  }

  async commit(unit: Unit): Promise<UnitOutcome> {
    if (this.#closed) return this.#refuse('CLOSED', 'the store is closed');
    if (this.#waiting.length >= this.#limits.waitingMax) {
      return this.#refuse('OVERLOADED', `${this.#limits.waitingMax} units wait already`);
    }
    return new Promise((resolve) => {
      this.#waiting.push({ unit, askedMs: this.#clock.now(), resolve });
      this.#draining ??= this.#drain();
    });
  }

  /** Writes what was taken; whatever comes later is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#probeTimer);
    await this.#draining;
  }

  #refuse(code: 'CLOSED' | 'OVERLOADED', message: string): UnitOutcome {
    this.#counters.add(code);
    return fail({ code, message });
  }

  async #drain(): Promise<void> {
    // Everything that happens in this turn of the event loop joins the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, this.#limits.groupMax);
      this.#waiting = this.#waiting.slice(group.length);
      const begunMs = this.#clock.now();
      const outcomes = await this.#execute(group.map(({ unit }) => unit));
      const nowMs = this.#clock.now();
      this.#counters.add('groups');
      if (nowMs - begunMs > STALL_MS) this.#counters.add('stalls');
      const outage = this.#observe(outcomes);
      for (const [index, entry] of group.entries()) this.#settle(entry, outcomes[index]!, nowMs);
      // What came later must not be written first: those that failed are tried again, and may be its premise. A
      // lock is one row's on PostgreSQL, and no reason to fail what has nothing to do with it.
      if (outage !== undefined && !outage.ok && outage.error.code !== 'BUSY')
        for (const entry of this.#waiting.splice(0)) this.#settle(entry, outage, nowMs);
    }
    this.#draining = undefined;
  }

  #settle({ unit, askedMs, resolve }: WaitingUnit, outcome: UnitOutcome, nowMs: MonotonicMs): void {
    this.#count(unit, outcome, nowMs - askedMs);
    resolve(outcome);
  }

  #count(unit: Unit, outcome: UnitOutcome, tookMs: number): void {
    this.#counters.add('units');
    this.#unitsS.observe(tookMs / MS_PER_S);
    if (outcome.ok) return;
    const { code, message } = outcome.error;
    this.#counters.add(code);
    if (code === 'FAULT') {
      const sql = unit.statements.map((statement) => statement.sql).join('; ');
      this.#log.error({ code, reason: message, sql }, 'the database refused a statement');
    }
  }

  /** Gives the outage, if it is one. */
  #observe(outcomes: readonly UnitOutcome[]): UnitOutcome | undefined {
    const outage = outcomes.find((outcome) => !outcome.ok && isOutage(outcome.error.code));
    if (outage !== undefined && !outage.ok) {
      const { code, message } = outage.error;
      if (this.#writable) this.#log.error({ code, reason: message }, 'the store cannot write');
      this.#writable = false;
      this.#lastError = code;
      this.#probeLater();
    } else if (!this.#writable && outcomes.some((outcome) => outcome.ok)) {
      this.#writable = true;
      clearTimeout(this.#probeTimer);
      this.#log.info({}, 'the store writes again');
    }
    return outage;
  }

  /** New calls are refused meanwhile, so nothing else might ever notice that writing works again. */
  #probeLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#probeTimer);
    this.#probeTimer = setTimeout(() => void this.commit(this.#probe), this.#limits.probeMs).unref();
  }
}
