import type { ParticipantId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import { anybodyCalled, type ConferenceState } from './conference-state.js';
import type { ConferenceRules } from './definition.js';

/** When the booked end is announced [S12]. */
const WINDOW_WARNINGS_MINUTES = [5, 1] as const;
/** A clock that is set forward is noticed within this. */
const WINDOW_LOOK_MS = 60_000;
/** A chair may extend so long after the warning: 15 s from its end [S12], and it may wait for a menu of 20 s. */
const EXTEND_ANSWER_MS = 45_000;

/** What has become due in a conference. */
export type DueTimer =
  | { readonly type: 'empty-over' }
  | { readonly type: 'ask-alone'; readonly participant: ParticipantId }
  | { readonly type: 'alone-over'; readonly participant: ParticipantId }
  | { readonly type: 'warn-window'; readonly minutes: 5 | 1 }
  | { readonly type: 'window-over' }
  | { readonly type: 'host-lost-over' };

/** What a conference waits for [S12] [S36]: somebody to come, company, the end of its window, its lost host. */
export class ConferenceTimers {
  readonly #rules: ConferenceRules;
  #emptyAtMs: MonotonicMs | undefined;
  #alone:
    | { participant: ParticipantId; askAtMs: MonotonicMs; releaseAtMs: MonotonicMs | undefined }
    | undefined;
  /** The smallest warning given for this end of the window. */
  #warnedMinutes = Infinity;
  #windowEndMs: UtcMs | undefined;
  #extendUntilMs: MonotonicMs | undefined;
  /** A warning waits for somebody who hears it. */
  #anybodyIn = false;
  #hostLostUntilMs: MonotonicMs | undefined;

  constructor(rules: ConferenceRules) {
    this.#rules = rules;
  }

  /** Starts and stops what the state asks for; call after every change of it. */
  follow(state: ConferenceState, nowMs: MonotonicMs): void {
    this.#anybodyIn = state.participants.size > 0;
    if (!isEmpty(state)) this.#emptyAtMs = undefined;
    else this.#emptyAtMs ??= later(nowMs, this.#rules.emptyMs);
    const only = lonePartyOf(state);
    if (only === undefined || this.#rules.aloneMs === 0) this.#alone = undefined;
    else if (this.#alone?.participant !== only) this.#waitAlone(only, nowMs);
    if (!state.hostLost) this.#hostLostUntilMs = undefined;
    else this.#hostLostUntilMs ??= later(nowMs, this.#rules.hostLostMs);
    if (state.windowEndMs !== this.#windowEndMs) {
      this.#windowEndMs = state.windowEndMs;
      this.#warnedMinutes = Infinity;
      this.#extendUntilMs = undefined;
    }
  }

  /** What `1` answers for this party now. */
  choicesOf(
    participant: ParticipantId,
    nowMs: MonotonicMs,
  ): { readonly stay: boolean; readonly extend: boolean } {
    const alone = this.#alone;
    return {
      stay: alone?.participant === participant && alone.releaseAtMs !== undefined,
      extend: this.#extendUntilMs !== undefined && nowMs <= this.#extendUntilMs,
    };
  }

  stay(participant: ParticipantId, nowMs: MonotonicMs): void {
    this.#waitAlone(participant, nowMs);
  }

  /** The window is kept in UTC, as it was booked; a clock that was set moves its end, and nothing else. */
  nextDeadline(nowMs: MonotonicMs, nowUtcMs: UtcMs): MonotonicMs | undefined {
    const aloneAtMs = this.#alone?.releaseAtMs ?? this.#alone?.askAtMs;
    const deadlines = [this.#emptyAtMs, aloneAtMs, this.#hostLostUntilMs];
    const windowStopMs = this.#nextWindowStopMs();
    if (windowStopMs !== undefined)
      deadlines.push(later(nowMs, Math.min(Math.max(0, windowStopMs - nowUtcMs), WINDOW_LOOK_MS)));
    const set = deadlines.filter((deadline) => deadline !== undefined);
    return set.length === 0 ? undefined : set.reduce((first, second) => (second < first ? second : first));
  }

  /** One timer that is due, or undefined; call until there is none. */
  take(nowMs: MonotonicMs, nowUtcMs: UtcMs): DueTimer | undefined {
    if (this.#emptyAtMs !== undefined && nowMs >= this.#emptyAtMs) return { type: 'empty-over' };
    if (this.#hostLostUntilMs !== undefined && nowMs >= this.#hostLostUntilMs)
      return { type: 'host-lost-over' };
    const window = this.#takeWindow(nowMs, nowUtcMs);
    if (window !== undefined) return window;
    const alone = this.#alone;
    if (alone === undefined) return undefined;
    const { participant } = alone;
    if (alone.releaseAtMs !== undefined) {
      return nowMs >= alone.releaseAtMs ? { type: 'alone-over', participant } : undefined;
    }
    if (nowMs < alone.askAtMs) return undefined;
    alone.releaseAtMs = later(nowMs, this.#rules.aloneAnswerMs);
    return { type: 'ask-alone', participant };
  }

  #waitAlone(participant: ParticipantId, nowMs: MonotonicMs): void {
    this.#alone = { participant, askAtMs: later(nowMs, this.#rules.aloneMs), releaseAtMs: undefined };
  }

  #takeWindow(nowMs: MonotonicMs, nowUtcMs: UtcMs): DueTimer | undefined {
    if (this.#windowEndMs === undefined) return undefined;
    const leftMs = this.#windowEndMs - nowUtcMs;
    if (leftMs <= 0) return { type: 'window-over' };
    // A conference that opens in its last minute hears the last warning alone.
    const minutes = WINDOW_WARNINGS_MINUTES.findLast((warning) => leftMs <= warning * 60_000);
    if (!this.#anybodyIn || minutes === undefined || minutes >= this.#warnedMinutes) return undefined;
    this.#warnedMinutes = minutes;
    this.#extendUntilMs = later(nowMs, EXTEND_ANSWER_MS);
    return { type: 'warn-window', minutes };
  }

  /** UTC of the next warning or of the end. */
  #nextWindowStopMs(): number | undefined {
    if (this.#windowEndMs === undefined) return undefined;
    const next = WINDOW_WARNINGS_MINUTES.find((warning) => warning < this.#warnedMinutes);
    const minutes = (this.#anybodyIn ? next : undefined) ?? 0;
    return this.#windowEndMs - minutes * 60_000;
  }
}

/** Who is still being called may come. */
const isEmpty = (state: ConferenceState): boolean => state.participants.size === 0 && !anybodyCalled(state);

/** On a private line, or keying a number for one, nobody is alone; who is held could not answer. */
function lonePartyOf(state: ConferenceState): ParticipantId | undefined {
  if (state.participants.size !== 1 || anybodyCalled(state)) return undefined;
  const [only] = state.participants.values();
  return only?.place === 'room' ? only.id : undefined;
}
