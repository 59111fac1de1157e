import type { LegId } from '../../src/base/ids.js';
import type { ChargedLeg } from '../../src/billing/charge.js';
import type { Charging } from '../../src/call/ports.js';

type Outcome = Parameters<Parameters<Charging['join']>[1]>[0];

/** Lets everybody in, or nobody, at once or when told to. */
export class FakeCharging implements Charging {
  outcome: Outcome = 'paid';
  /** Answers wait until `settle`. */
  isSlow = false;
  readonly joined: ChargedLeg[] = [];
  readonly abandoned: LegId[] = [];
  readonly closed: LegId[] = [];
  #waiting: (() => void)[] = [];

  join(leg: ChargedLeg, done: (outcome: Outcome) => void): void {
    this.joined.push(leg);
    if (this.isSlow) this.#waiting.push(() => done(this.outcome));
    else done(this.outcome);
  }

  settle(): void {
    for (const done of this.#waiting.splice(0)) done();
  }

  abandon(leg: LegId): void {
    this.abandoned.push(leg);
  }

  close(leg: LegId): undefined {
    this.closed.push(leg);
  }
}
