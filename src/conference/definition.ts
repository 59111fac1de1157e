import type { Language } from '../accounts/account.js';
import type { RoomOptions } from '../accounts/room.js';
import type { AccountId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';

/** What a conference takes from its room when it opens; what changes in the room later does not reach it. */
export interface ConferenceDefinition {
  readonly kind: ConferenceKind;
  /** Undefined: opened on demand by a `direct` pattern [S38a], without a stored room. */
  readonly room: RoomId | undefined;
  readonly roomNumber: string;
  readonly name: string;
  readonly account: AccountId | undefined;
  readonly language: Language;
  readonly options: RoomOptions;
  /** The lower of the room's and the tier's limit [S7]; undefined: no limit. */
  readonly partiesMax: number | undefined;
  /** When the booked window ends [S12]; undefined: never. */
  readonly windowEndMs: UtcMs | undefined;
  /** What it may cost in all [S24]; undefined: as much as the account can pay. */
  readonly costMax: MicroYuan | undefined;
}

/** Which product's rules hold: they differ in who may do what, and in whose leaving ends it. */
export type ConferenceKind = 'bridge' | 'direct' | 'quick' | 'instant';

/** Begun by a host, without a room: nobody dials in, and its host decides when it ends [S28] [S36]. */
export const isConvened = ({ kind }: Pick<ConferenceDefinition, 'kind'>): boolean =>
  kind === 'quick' || kind === 'instant';

/** How many parties a conference that no tier limits may have: 多方通 [S28] and 116323 [S29]. */
export const PARTIES_MAX: Readonly<Record<'quick' | 'instant', number>> = { quick: 4, instant: 30 };

/** What the installation sets for all conferences; the configuration's `conference` section fits it. */
export interface ConferenceRules {
  /** Entry and exit tones [S3]. */
  readonly tones: boolean;
  /** 「会议中共有N位参会者」 on entry [S11]. */
  readonly announcements: boolean;
  /** A conference that nobody has been in for so long ends [S12]. */
  readonly emptyMs: number;
  /** A party alone for so long is asked whether it stays [S12]; 0: never. */
  readonly aloneMs: number;
  /** So long it has to answer. */
  readonly aloneAnswerMs: number;
  /** Who rings so long without an answer is let go. */
  readonly inviteRingMs: number;
  /** The host of an instant conference rings so long [S35]. */
  readonly hostRingMs: number;
  /** A lost host is rung again once; without it the conference ends after so long [S36]. */
  readonly hostLostMs: number;
}

export const DEFAULT_CONFERENCE_RULES: ConferenceRules = {
  tones: true,
  announcements: true,
  emptyMs: 300_000,
  aloneMs: 1_800_000,
  aloneAnswerMs: 60_000,
  inviteRingMs: 60_000,
  hostRingMs: 45_000,
  hostLostMs: 60_000,
};
