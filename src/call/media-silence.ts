import { later, type MonotonicMs } from '../base/units.js';

/** However alive the peer says it is, a leg without media ends after this [C30]. */
const SILENT_MS_MAX = 600_000;

/**
 * A leg from which nothing comes [C30]: a caller whose phone suppresses silence is still there, one whose
 * line is dead is not. The peer is asked by OPTIONS, again after each further silent period. Pure.
 */
export class MediaSilence {
  #sinceMs: MonotonicMs | undefined;

  /** Nothing came for `silentMs`. */
  reported(silentMs: number, nowMs: MonotonicMs): 'ask' | 'end' {
    this.#sinceMs = later(nowMs, -silentMs);
    return silentMs >= SILENT_MS_MAX ? 'end' : 'ask';
  }

  /** Something came, or the peer spoke up: whoever was asked need not answer any more. */
  broken(): void {
    this.#sinceMs = undefined;
  }

  get isUnderWay(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** How long before `nowMs` the last packet came, as far as a silence was reported. */
  lastedMs(nowMs: MonotonicMs): number {
    return this.#sinceMs === undefined ? 0 : nowMs - this.#sinceMs;
  }
}
