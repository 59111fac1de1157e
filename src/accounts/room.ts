import type { AccountId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { Language } from './account.js';

/** 会议室: a lasting definition of a meeting; a conference is one run of it [S2]. */
export interface Room {
  readonly id: RoomId;
  readonly account: AccountId;
  readonly name: string;
  readonly organiser: string;
  /** 4–10 digits, unique among all rooms. */
  readonly number: string;
  /** 4–12 digits. */
  readonly chairPassword: string;
  /** Digits, other than the chair's; empty: attendees enter with `#` alone [S10]. */
  readonly attendeePassword: string;
  readonly options: RoomOptions;
  readonly startMs: UtcMs;
  readonly durationMs: number;
  readonly language: Language;
  /** 循环 [S8]; undefined: once. Evaluated in the account's time zone. */
  readonly recurrence: Recurrence | undefined;
  /** Rises with every change; an update names the version it saw, so that none is lost. */
  readonly version: number;
  readonly createdMs: UtcMs;
}

/** How a window repeats, from its first start on. Months without that day are skipped. */
export interface Recurrence {
  readonly every: 'day' | 'week' | 'two-weeks' | 'month';
  /** One of the two ends it. */
  readonly count?: number;
  /** The last local date on which it may start, as YYYY-MM-DD. */
  readonly untilDate?: string;
  /** Single occurrences that differ, by the start they would have had. */
  readonly exceptions: readonly OccurrenceException[];
}

export interface OccurrenceException {
  readonly plannedStartMs: UtcMs;
  /** Undefined: cancelled. */
  readonly instead: { readonly startMs: UtcMs; readonly durationMs: number } | undefined;
}

export interface RoomOptions {
  /** 发言: says a name on entry [S3]; off: a tone. */
  readonly chairAnnounced: boolean;
  /** 录音: may record [S4]. */
  readonly chairMayRecord: boolean;
  readonly attendeeAnnounced: boolean;
  /** 只能听: enters muted [S5]. */
  readonly attendeeListenOnly: boolean;
  /** 等待主席: waits muted for the first chair [S6]. */
  readonly attendeeWaitsForChair: boolean;
  readonly endsWithLastChair: boolean;
  readonly attendeeMayUnmute: boolean;
  readonly attendeeMayInvite: boolean;
  readonly keylessEntry: boolean;
  /** 最大参会数; null: the tier's limit alone counts. */
  readonly partiesMax: number | null;
}

export const DEFAULT_ROOM_OPTIONS: RoomOptions = {
  chairAnnounced: false,
  chairMayRecord: false,
  attendeeAnnounced: false,
  attendeeListenOnly: false,
  attendeeWaitsForChair: false,
  endsWithLastChair: false,
  attendeeMayUnmute: true,
  attendeeMayInvite: true,
  keylessEntry: false,
  partiesMax: null,
};
