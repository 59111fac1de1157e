import { PARTIES_MAX_BY_TIER, type Language, type Tier } from '../accounts/account.js';
import { DEFAULT_ROOM_OPTIONS, type Room, type RoomOptions } from '../accounts/room.js';
import type { AccountId, RoomId } from '../base/ids.js';
import { utcMs, type UtcMs } from '../base/units.js';

/** What a conference takes from its room when it opens; what changes in the room later does not reach it. */
export interface ConferenceDefinition {
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
}

export function definitionOf(room: Room, tier: Tier): ConferenceDefinition {
  const limits = [room.options.partiesMax ?? undefined, PARTIES_MAX_BY_TIER[tier]].filter(
    (limit) => limit !== undefined,
  );
  return {
    room: room.id,
    roomNumber: room.number,
    name: room.name,
    account: room.account,
    language: room.language,
    options: room.options,
    partiesMax: limits.length === 0 ? undefined : Math.min(...limits),
    windowEndMs: utcMs(room.startMs + room.durationMs),
  };
}

/** A room that exists only while somebody is in it [S38a]. */
export function onDemandDefinition(roomNumber: string, language: Language): ConferenceDefinition {
  return {
    room: undefined,
    roomNumber,
    name: roomNumber,
    account: undefined,
    language,
    options: DEFAULT_ROOM_OPTIONS,
    partiesMax: undefined,
    windowEndMs: undefined,
  };
}

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
}

export const DEFAULT_CONFERENCE_RULES: ConferenceRules = {
  tones: true,
  announcements: true,
  emptyMs: 300_000,
  aloneMs: 1_800_000,
  aloneAnswerMs: 60_000,
};
