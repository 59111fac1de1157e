import type { LegId } from '../../src/base/ids.js';
import { below, fraction, type Random } from '../../src/base/random.js';
import type { UtcMs } from '../../src/base/units.js';
import type { Reservation, ReserveOutcome } from '../../src/billing/charge.js';
import type { ChargingStore } from '../../src/billing/charging-store.js';
import type { SoakTime } from './soak-time.js';

const OUTAGE_MS_MAX = 90_000;

/**
 * A store that takes its time to answer, and is away now and then: what it is asked then is done or not done,
 * and the answer says nothing. What goes through the journal waits for its return.
 */
export class SlowStore implements ChargingStore {
  readonly #store: ChargingStore;
  readonly #time: SoakTime;
  readonly #random: Random;
  #awayUntilMs = 0;
  #journal: (() => void)[] = [];

  constructor(store: ChargingStore, time: SoakTime, random: Random) {
    this.#store = store;
    this.#time = time;
    this.#random = random;
  }

  goAway(): void {
    const awayMs = below(this.#random, OUTAGE_MS_MAX);
    this.#awayUntilMs = this.#time.now() + awayMs;
    this.#time.after(awayMs, () => this.#comeBack());
  }

  get isAway(): boolean {
    return this.#time.now() < this.#awayUntilMs;
  }

  /** A killed process takes along what its journal still held. */
  killed(): void {
    this.#journal = [];
  }

  /** Written behind, in order. */
  behind(write: () => void): void {
    if (this.isAway || this.#journal.length > 0) this.#journal.push(write);
    else write();
  }

  reserve(reservation: Reservation, atMs: UtcMs, done: (outcome: ReserveOutcome) => void): void {
    if (!this.isAway) {
      this.#store.reserve(reservation, atMs, (outcome) => this.#answer(() => done(outcome)));
      return;
    }
    if (fraction(this.#random) < 0.5) this.#answer(() => done('unavailable'));
    else this.#store.reserve(reservation, atMs, () => this.#answer(() => done('unavailable')));
  }

  release(leg: LegId): void {
    this.behind(() => this.#store.release(leg));
  }

  noteAlive(leg: LegId, atMs: UtcMs): void {
    this.behind(() => this.#store.noteAlive(leg, atMs));
  }

  funds(...[account, done]: Parameters<ChargingStore['funds']>): void {
    if (this.isAway) this.#answer(() => done('unavailable'));
    else this.#store.funds(account, (funds) => this.#answer(() => done(funds)));
  }

  #answer(answer: () => void): void {
    // Mostly a few milliseconds; a stall now and then.
    const stalled = fraction(this.#random) < 0.01;
    this.#time.after(below(this.#random, stalled ? 400 : 8), answer);
  }

  #comeBack(): void {
    if (this.isAway) return;
    const written = this.#journal;
    this.#journal = [];
    for (const write of written) write();
  }
}
