import type { ParticipantId } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import type { CallFailure, CallResult } from '../dialing/call-result.js';
import type { Audience } from './audience.js';
import type { Outcome, Refusal, RefusalCode, Switch } from './commands.js';
import { guestOf, type ConferenceState } from './conference-state.js';
import type { Announcement, ConferenceEffect } from './effects.js';
import type { CloseReason, Fact } from './events.js';
import type { LeaveReason, ReleaseReason } from './leave-reason.js';
import type { Invitation, Participant, Place } from './participant.js';

/** What follows from a command or a timer, in order. */
export type Step =
  | { readonly type: 'fact'; readonly fact: Fact }
  | { readonly type: 'say'; readonly to: Audience; readonly announcement: Announcement }
  | { readonly type: 'effect'; readonly effect: ConferenceEffect }
  /** Its leg is gone. */
  | { readonly type: 'leave'; readonly participant: Participant; readonly reason: LeaveReason }
  /** Lets the party go, with a farewell. */
  | { readonly type: 'release'; readonly participant: Participant; readonly reason: ReleaseReason }
  /** Takes everybody out and ends the conference. */
  | { readonly type: 'close'; readonly reason: CloseReason };

export type Decision = Result<{ readonly outcome: Outcome; readonly steps: readonly Step[] }, Refusal>;

export const refused = (code: RefusalCode): Decision => fail({ code });
export const decided = (outcome: Outcome, steps: readonly Step[]): Decision => ok({ outcome, steps });
export const done = (steps: readonly Step[]): Decision => decided({ type: 'done' }, steps);
export const switched = (on: boolean, steps: readonly Step[]): Decision =>
  decided({ type: 'switched', on }, steps);

export const flip = (to: Switch, from: boolean): boolean => (to === 'toggle' ? !from : to);

export const fact = (fact: Fact): Step => ({ type: 'fact', fact });
export const say = (to: Audience, announcement: Announcement): Step => ({ type: 'say', to, announcement });

export const moved = (participant: ParticipantId, place: Place): Step =>
  fact({ type: 'place-changed', participant, place });

/** By the conference itself: nothing was sent, or what came of it does not matter any more. */
export const failureOf = (result: CallResult): CallFailure => ({ result, sipStatus: 0, q850Cause: 0 });

export const callFailed = (participant: ParticipantId, failure: CallFailure): Step =>
  fact({ type: 'call-failed', participant, failure });

/** An invitation is not wanted any more. Until the call layer says so, its call is not over. */
export function giveUp({ id, progress, leg }: Invitation): readonly Step[] {
  if (progress === 'given-up') return [];
  if (progress === 'waiting') return [callFailed(id, failureOf('cancelled'))];
  return [fact({ type: 'call-progressed', participant: id, progress: 'given-up', leg })];
}

/** Whoever was called onto this party's private line is let go. */
export function endLine(state: ConferenceState, owner: ParticipantId): readonly Step[] {
  const { called, present } = guestOf(state, owner);
  if (called !== undefined) return giveUp(called);
  return present === undefined ? [] : [{ type: 'release', participant: present, reason: 'invitation-over' }];
}
