import type { ConferenceId } from '../base/ids.js';
import type { MonotonicMs } from '../base/units.js';
import { microYuan, type MicroYuan } from './money.js';

type Unpaid = 'balance-out' | 'cost-limit';

/** A leg that is up, or about to be. */
export interface RunningCost {
  /** The blocks that have begun by then. */
  costAt(nowMs: MonotonicMs): MicroYuan;
}

interface ConferenceCost {
  costMax: MicroYuan | undefined;
  /** What its legs have cost, and what is set aside for those that are up: the limit is held against it. */
  cost: number;
  /** What the legs that are over have cost. */
  charged: number;
  readonly legs: Set<RunningCost>;
  open: boolean;
  ended: Unpaid | undefined;
}

/** As a page shows it. */
export interface CostSoFar {
  /** What its legs have cost, and the blocks that have begun of those that are up. */
  readonly cost: MicroYuan;
  readonly costMax: MicroYuan | undefined;
}

/** What each conference costs so far [S24], for as long as it is open or has a leg. */
export class ConferenceCosts {
  readonly #conferences = new Map<ConferenceId, ConferenceCost>();

  get size(): number {
    return this.#conferences.size;
  }

  opened(conference: ConferenceId, costMax: MicroYuan | undefined): void {
    const known = this.#of(conference);
    known.costMax = costMax;
    known.open = true;
  }

  /** False: it is not open. What is set aside already stays so; the next block is measured by it. */
  limit(conference: ConferenceId, costMax: MicroYuan | undefined): boolean {
    const known = this.#conferences.get(conference);
    if (known === undefined || !known.open) return false;
    known.costMax = costMax;
    return true;
  }

  soFar(conference: ConferenceId, nowMs: MonotonicMs): CostSoFar | undefined {
    const known = this.#conferences.get(conference);
    if (known === undefined) return undefined;
    let cost = known.charged;
    for (const leg of known.legs) cost += leg.costAt(nowMs);
    return { cost: microYuan(cost), costMax: known.costMax };
  }

  closed(conference: ConferenceId): void {
    const known = this.#conferences.get(conference);
    if (known === undefined) return;
    known.open = false;
    this.#forgetIfOver(conference, known);
  }

  legEntered(conference: ConferenceId, leg: RunningCost): void {
    this.#of(conference).legs.add(leg);
  }

  /** It was charged so much. */
  legGone(conference: ConferenceId, leg: RunningCost, charged: number): void {
    const known = this.#of(conference);
    known.legs.delete(leg);
    known.charged += charged;
    this.#forgetIfOver(conference, known);
  }

  /** More is set aside, or less was needed than had been. */
  add(conference: ConferenceId, cost: number): void {
    this.#of(conference).cost += cost;
  }

  allows(conference: ConferenceId, added: MicroYuan): boolean {
    const known = this.#conferences.get(conference);
    return known?.costMax === undefined || known.cost + added <= known.costMax;
  }

  /** Nothing more is paid for it. */
  end(conference: ConferenceId, reason: Unpaid): void {
    this.#of(conference).ended = reason;
  }

  endedBy(conference: ConferenceId): Unpaid | undefined {
    return this.#conferences.get(conference)?.ended;
  }

  #of(conference: ConferenceId): ConferenceCost {
    const known = this.#conferences.get(conference);
    if (known !== undefined) return known;
    const made: ConferenceCost = {
      costMax: undefined,
      cost: 0,
      charged: 0,
      legs: new Set(),
      open: false,
      ended: undefined,
    };
    this.#conferences.set(conference, made);
    return made;
  }

  #forgetIfOver(conference: ConferenceId, { open, legs }: ConferenceCost): void {
    if (!open && legs.size === 0) this.#conferences.delete(conference);
  }
}
