import type { VirtualTime } from './virtual-time.js';

export interface DiskPlan {
  readonly delayMs: number;
  /** It cannot be used in this time. */
  readonly outage?: { readonly fromMs: number; readonly untilMs: number } | undefined;
}

/** What everything durable of a world stands on: slow, and down for a while where its plan says so. */
export class Disk {
  readonly #plan: DiskPlan;
  readonly #time: VirtualTime;

  constructor(plan: DiskPlan, time: VirtualTime) {
    this.#plan = plan;
    this.#time = time;
  }

  get usable(): boolean {
    const { outage } = this.#plan;
    const nowMs = this.#time.now();
    return outage === undefined || nowMs < outage.fromMs || nowMs >= outage.untilMs;
  }

  /** When the disk has done it. */
  answer(work: () => void): void {
    this.#time.after(this.#plan.delayMs, work);
  }
}
