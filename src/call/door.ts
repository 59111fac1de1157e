import { PARTIES_MAX_BY_TIER, type Language } from '../accounts/account.js';
import { DEFAULT_ROOM_OPTIONS } from '../accounts/room.js';
import { fail, type Result } from '../base/result.js';
import type { MonotonicMs, UtcMs } from '../base/units.js';
import {
  admit,
  answerRoom,
  isWrongTry,
  type Admitted,
  type DoorRefusal,
  type RoomAnswer,
} from '../conference/admission.js';
import type { ConferenceService } from '../conference/conference-service.js';
import type { ConferenceDefinition } from '../conference/definition.js';
import type { Caller } from '../conference/participant.js';
import type { TryLimiter } from '../conference/try-limiter.js';
import type { RoomAndAccount, RoomDirectory } from './ports.js';

export interface Admission {
  readonly result: Result<Admitted, DoorRefusal>;
  /** The verdict is kept from the caller for so long [S52]. */
  readonly waitMs: number;
}

export interface DoorOptions {
  readonly rooms: RoomDirectory;
  readonly conferences: ConferenceService;
  readonly tries: TryLimiter;
  readonly earlyEntryMs: number;
  readonly now: () => MonotonicMs;
  readonly utcNow: () => UtcMs;
}

/**
 * The door of the rooms: looks a room up, lets the rules decide, and counts wrong tries. Every answer comes
 * by callback, at once or when the store has it.
 */
export class Door {
  readonly #options: DoorOptions;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  findRoom(roomNumber: string, caller: Caller, done: (answer: RoomAnswer) => void): void {
    const { rooms, tries, now } = this.#options;
    rooms.find(roomNumber, (found) => {
      const standing = tries.standing(caller.number, roomNumber, now());
      // Whether the room exists cannot be told now: the password step says that nobody gets through.
      if (found === 'unavailable') return done({ known: true, attendeesNeedPassword: true, concealed: true });
      const answer = answerRoom(found?.room, standing);
      if (!answer.known) tries.failed(caller.number, roomNumber, now());
      done(answer);
    });
  }

  admit(
    roomNumber: string,
    password: string | undefined,
    caller: Caller,
    done: (admission: Admission, found: RoomAndAccount | undefined) => void,
  ): void {
    const { rooms, tries, conferences, earlyEntryMs, now, utcNow } = this.#options;
    rooms.find(roomNumber, (found) => {
      if (found === 'unavailable')
        return done({ result: fail({ code: 'CANNOT_CONNECT' }), waitMs: 0 }, undefined);
      const standing = tries.standing(caller.number, roomNumber, now());
      const running = found && conferences.stateOfRoom({ room: found.room.id, roomNumber });
      const timeZone = found?.account.timeZone ?? 'Asia/Shanghai';
      const result = admit(
        { room: found?.room, timeZone, password, caller, standing, running, earlyEntryMs },
        utcNow(),
      );
      if (!result.ok && isWrongTry(result.error)) tries.failed(caller.number, roomNumber, now());
      done({ result, waitMs: standing.waitMs }, found);
    });
  }
}

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

/** A room that a `direct` pattern opens without anybody having defined it [S38a]. */
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
