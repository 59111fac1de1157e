import type { ConferenceId, LegId, ParticipantId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { ConferenceDefinition } from './definition.js';
import type { Caller, Mutes, Role } from './participant.js';

/** Rises when the shape of a fact changes, so that what was stored before can still be read. */
export const EVENT_SCHEMA_VERSION = 1;

/** Why the conference lets a leg go; words of the leg record. */
export type ReleaseReason =
  | 'kicked'
  | 'ended-by-chair'
  | 'ended-by-api'
  | 'conference-over'
  | 'alone'
  | 'drained';
/** Why a party is no longer in: let go, or its leg was over by itself. */
export type LeaveReason = ReleaseReason | 'hung-up' | 'media-lost' | 'fault';

export type CloseReason =
  | 'ended-by-chair'
  | 'ended-by-api'
  | 'window-over'
  | 'last-chair-left'
  | 'empty'
  | 'drained';

/** What has happened: the whole of a conference's state follows from its facts, in order. */
export type Fact =
  | { readonly type: 'opened'; readonly definition: ConferenceDefinition }
  | {
      readonly type: 'entered';
      readonly participant: ParticipantId;
      readonly leg: LegId;
      readonly role: Role;
      readonly name: string | undefined;
      readonly caller: Caller;
      readonly mutes: Mutes;
    }
  | {
      readonly type: 'left';
      readonly participant: ParticipantId;
      readonly leg: LegId;
      readonly reason: LeaveReason;
    }
  | { readonly type: 'chair-arrived' }
  | { readonly type: 'mutes-changed'; readonly participant: ParticipantId; readonly mutes: Mutes }
  | { readonly type: 'mute-all-changed'; readonly muted: boolean }
  | { readonly type: 'lock-changed'; readonly locked: boolean }
  | { readonly type: 'hand-changed'; readonly participant: ParticipantId; readonly raised: boolean }
  | { readonly type: 'talking-changed'; readonly participant: ParticipantId; readonly talking: boolean }
  | { readonly type: 'number-barred'; readonly number: string }
  | { readonly type: 'bars-lifted' }
  | { readonly type: 'window-extended'; readonly windowEndMs: UtcMs }
  | { readonly type: 'closed'; readonly reason: CloseReason };

export interface ConferenceEvent {
  readonly schemaVersion: typeof EVENT_SCHEMA_VERSION;
  readonly conference: ConferenceId;
  /** Counts from 1 without a gap within a conference. */
  readonly sequence: number;
  readonly atMs: UtcMs;
  readonly fact: Fact;
}

/** Who talks changes all the time: shown live, never stored. */
export const isStored = (fact: Fact): boolean => fact.type !== 'talking-changed';
