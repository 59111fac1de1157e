import { fail, type Result } from '../base/result.js';
import { utcMs, type MonotonicMs, type UtcMs } from '../base/units.js';
import type { RoomCalendar } from '../booking/occurrences.js';
import {
  admit,
  answerRoom,
  isWrongTry,
  type Admitted,
  type DoorRefusal,
  type RoomAnswer,
} from '../conference/admission.js';
import type { ConferenceService } from '../conference/conference-service.js';
import { tryKeyOf, type Caller, type Role } from '../conference/participant.js';
import type { TryLimiter } from '../conference/try-limiter.js';
import type { RoomAndAccount, RoomDirectory } from './ports.js';

export interface Admission {
  readonly result: Result<Admitted, DoorRefusal>;
  /** The verdict is kept from the caller for so long [S52]. */
  readonly waitMs: number;
}

export interface DoorOptions {
  readonly rooms: RoomDirectory;
  /** Which window of a room that repeats counts now [S8]. */
  readonly calendar: RoomCalendar;
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
    const { tries, now } = this.#options;
    this.#find(roomNumber, (found) => {
      const standing = tries.standing(tryKeyOf(caller), roomNumber, now());
      // Whether the room exists cannot be told now: the password step says that nobody gets through.
      if (found === 'unavailable') return done({ known: true, attendeesNeedPassword: true, concealed: true });
      const answer = answerRoom(found?.room, standing);
      if (!answer.known) tries.failed(tryKeyOf(caller), roomNumber, now());
      done(answer);
    });
  }

  /** `proven`: a role that needs no password [S2]. */
  admit(
    roomNumber: string,
    { password, proven }: { readonly password: string | undefined; readonly proven?: Role },
    caller: Caller,
    done: (admission: Admission, found: RoomAndAccount | undefined) => void,
  ): void {
    const { tries, conferences, earlyEntryMs, now, utcNow } = this.#options;
    this.#find(roomNumber, (found) => {
      if (found === 'unavailable')
        return done({ result: fail({ code: 'CANNOT_CONNECT' }), waitMs: 0 }, undefined);
      const standing = tries.standing(tryKeyOf(caller), roomNumber, now());
      const running = found && conferences.stateOfRoom({ room: found.room.id, roomNumber });
      const timeZone = found?.account.timeZone ?? 'Asia/Shanghai';
      const result = admit(
        {
          room: found?.room,
          timeZone,
          password,
          ...(proven === undefined ? {} : { proven }),
          caller,
          standing,
          running,
          earlyEntryMs,
        },
        utcNow(),
      );
      if (!result.ok && isWrongTry(result.error)) tries.failed(tryKeyOf(caller), roomNumber, now());
      done({ result, waitMs: standing.waitMs }, found);
    });
  }

  /** The room with the window that counts now; one whose occurrences were all cancelled is over. */
  #find(roomNumber: string, done: (found: RoomAndAccount | undefined | 'unavailable') => void): void {
    const { rooms, calendar, earlyEntryMs, utcNow } = this.#options;
    rooms.find(roomNumber, (found) => {
      if (found === undefined || found === 'unavailable') return done(found);
      const { room, account } = found;
      const now = calendar.at(room, account.timeZone, utcNow(), earlyEntryMs);
      done({ account, room: now ?? { ...room, startMs: utcMs(0), durationMs: 0 } });
    });
  }
}
