import { PARTIES_MAX_BY_TIER, type Language } from '../accounts/account.js';
import { DEFAULT_ROOM_OPTIONS } from '../accounts/room.js';
import type { AccountId, ConferenceId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';
import type { ConferenceDefinition } from '../conference/definition.js';
import type { RoomAndAccount } from './ports.js';

/** What a conference takes from its room when it opens. */
export function definitionOf({ room, account }: RoomAndAccount): ConferenceDefinition {
  const limits = [room.options.partiesMax ?? undefined, PARTIES_MAX_BY_TIER[account.tier]].filter(
    (limit) => limit !== undefined,
  );
  return {
    kind: 'bridge',
    room: room.id,
    roomNumber: room.number,
    name: room.name,
    account: account.id,
    language: room.language,
    options: room.options,
    partiesMax: limits.length === 0 ? undefined : Math.min(...limits),
    windowEndMs: (room.startMs + room.durationMs) as UtcMs,
    costMax: undefined,
  };
}

/** A room that a `direct` pattern opens without anybody having defined it [S38a]: nobody pays for it. */
export function definitionOnDemand(roomNumber: string, language: Language | 'both'): ConferenceDefinition {
  return {
    kind: 'direct',
    room: undefined,
    roomNumber,
    name: roomNumber,
    account: undefined,
    language: language === 'both' ? 'zh-CN' : language,
    options: DEFAULT_ROOM_OPTIONS,
    partiesMax: undefined,
    windowEndMs: undefined,
    costMax: undefined,
  };
}

export interface Convening {
  readonly kind: 'quick' | 'instant';
  readonly account: AccountId;
  readonly language: Language;
  readonly partiesMax: number;
  readonly costMax?: MicroYuan;
}

/** A conference without a room: it is known by its own id alone. */
export const definitionOfConvening = (
  { kind, account, language, partiesMax, costMax }: Convening,
  conference: ConferenceId,
): ConferenceDefinition => ({
  kind,
  room: undefined,
  roomNumber: conference,
  name: '',
  account,
  language,
  // A stranger who was called calls nobody at the convener's cost.
  options: { ...DEFAULT_ROOM_OPTIONS, attendeeMayInvite: false },
  partiesMax,
  windowEndMs: undefined,
  costMax,
});
