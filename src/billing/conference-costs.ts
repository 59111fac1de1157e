import type { ConferenceId } from '../base/ids.js';
import { microYuan, type MicroYuan } from './money.js';

type Unpaid = 'balance-out' | 'cost-limit';

interface ConferenceCost {
  costMax: MicroYuan | undefined;
  /** What its legs have cost, and what is set aside for those that are up. */
  cost: number;
  legs: number;
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

  soFar(conference: ConferenceId): CostSoFar | undefined {
    const known = this.#conferences.get(conference);
    return known && { cost: microYuan(known.cost), costMax: known.costMax };
  }

  closed(conference: ConferenceId): void {
    const known = this.#conferences.get(conference);
    if (known === undefined) return;
    known.open = false;
    this.#forgetIfOver(conference, known);
  }

  legEntered(conference: ConferenceId): void {
    this.#of(conference).legs++;
  }

  legGone(conference: ConferenceId): void {
    const known = this.#of(conference);
    known.legs--;
    this.#forgetIfOver(conference, known);
  }

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
    const made = { costMax: undefined, cost: 0, legs: 0, open: false, ended: undefined };
    this.#conferences.set(conference, made);
    return made;
  }

  #forgetIfOver(conference: ConferenceId, { open, legs }: ConferenceCost): void {
    if (!open && legs === 0) this.#conferences.delete(conference);
  }
}
