import type { LegId, ParticipantId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

/** 主席 or 参会者. */
export type Role = 'chair' | 'attendee';

/** Who calls, as far as the trunk told; only an asserted number proves anything. */
export interface Caller {
  /** E.164; undefined when withheld. */
  readonly number: string | undefined;
  readonly asserted: boolean;
}

/** The four independent mute flags: a party is heard only when none is set. */
export interface Mutes {
  /** By its own `*1` [S15]. */
  readonly own: boolean;
  /** By the chair, for this party alone. */
  readonly byChair: boolean;
  /** By mute-all [S21] or 只能听 [S5]. */
  readonly byRoom: boolean;
  /** Waiting for the first chair [S6]. */
  readonly waiting: boolean;
}

export interface Participant {
  readonly id: ParticipantId;
  readonly leg: LegId;
  readonly role: Role;
  readonly name: string | undefined;
  readonly caller: Caller;
  readonly enteredMs: UtcMs;
  readonly mutes: Mutes;
  readonly handRaised: boolean;
  readonly talking: boolean;
}

export const isHeard = ({ mutes }: Pick<Participant, 'mutes'>): boolean =>
  !mutes.own && !mutes.byChair && !mutes.byRoom && !mutes.waiting;
