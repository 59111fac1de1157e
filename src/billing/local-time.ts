import { Temporal } from 'temporal-polyfill';
import { utcMs, type UtcMs } from '../base/units.js';

/** A stretch of time in which the clocks of a zone differ from UTC by the same. */
export interface OffsetSpan {
  readonly fromMs: number;
  /** Excluded. */
  readonly toMs: number;
  readonly offsetMs: number;
}

/**
 * The clocks of a time zone, for files of many records: the zone is asked once for each stretch between two changes
 * of its clocks, the rest is arithmetic.
 */
export class LocalTime {
  readonly #timeZone: string;
  #span: OffsetSpan = { fromMs: 0, toMs: 0, offsetMs: 0 };

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** As `2026-11-22 08:05:09`. */
  textOf(atMs: UtcMs): string {
    return `${this.dateOf(atMs)} ${this.#shifted(atMs).slice(11, 19)}`;
  }

  /** As `2026-11-22`. */
  dateOf(atMs: UtcMs): string {
    return this.#shifted(atMs).slice(0, 10);
  }

  /** A range, cut where the clocks change; the first and the last span reach as far as their clocks do. */
  spansOf(fromMs: UtcMs, toMs: UtcMs): readonly OffsetSpan[] {
    const spans: OffsetSpan[] = [];
    for (let at = fromMs; at < toMs; at = utcMs(this.#span.toMs)) {
      spans.push(this.#spanAt(at));
      if (this.#span.toMs === Infinity) break;
    }
    return spans;
  }

  #shifted(atMs: UtcMs): string {
    return new Date(atMs + this.#spanAt(atMs).offsetMs).toISOString();
  }

  #spanAt(atMs: UtcMs): OffsetSpan {
    if (atMs >= this.#span.fromMs && atMs < this.#span.toMs) return this.#span;
    const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(this.#timeZone);
    // The change before a moment is asked from the millisecond after it: one at the moment itself counts.
    const before = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    this.#span = {
      fromMs: before?.epochMilliseconds ?? -Infinity,
      toMs: at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
      offsetMs: at.offsetNanoseconds / 1e6,
    };
    return this.#span;
  }
}
