import type { Room } from '../accounts/room.js';
import { fail, ok, type Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { EntryWay, RefusalCode } from './commands.js';
import { placesFree, type ConferenceState } from './conference-state.js';
import type { Caller, Role } from './participant.js';
import type { TryStanding } from './try-limiter.js';

/** Why the door stays shut. Wrong numbers and passwords may be tried again, the others end the call. */
export type DoorRefusal =
  | { readonly code: 'ROOM_UNKNOWN' }
  | { readonly code: 'PASSWORD_WRONG' }
  /** To a caller over the limit, who must not learn which of the two was wrong [S52]. */
  | { readonly code: 'ROOM_OR_PASSWORD_WRONG' }
  | { readonly code: 'NOT_STARTED'; readonly startMs: UtcMs; readonly timeZone: string }
  | { readonly code: 'CONFERENCE_OVER' }
  | { readonly code: 'CANNOT_CONNECT' }
  | { readonly code: Extract<RefusalCode, 'CONFERENCE_LOCKED' | 'CONFERENCE_FULL' | 'CALLER_BARRED'> };

/** Which refusals count against caller and room [S52]. */
export const isWrongTry = ({ code }: DoorRefusal): boolean =>
  code === 'ROOM_UNKNOWN' || code === 'PASSWORD_WRONG' || code === 'ROOM_OR_PASSWORD_WRONG';

/** What the room prompt leads to: the password prompt and its kind, or the error. */
export interface RoomAnswer {
  readonly known: boolean;
  /** False: attendees enter with `#` alone [S10]. */
  readonly attendeesNeedPassword: boolean;
  /** The room is not told of, so an empty password is for the door to judge [S52]. */
  readonly concealed: boolean;
}

export function answerRoom(room: Room | undefined, standing: TryStanding): RoomAnswer {
  if (standing.overLimit) return { known: true, attendeesNeedPassword: true, concealed: true };
  const attendeesNeedPassword = room?.attendeePassword !== '';
  return { known: room !== undefined, attendeesNeedPassword, concealed: false };
}

/** Whom the door lets in. */
export interface Admitted {
  readonly role: Role;
  /** 发言: says a name first [S3]. */
  readonly announced: boolean;
}

export interface DoorRequest {
  readonly room: Room | undefined;
  /** The time zone of the room's account: how the start is told. */
  readonly timeZone: string;
  /** Undefined: a `direct` number, which asks none and lets in attendees [S38a]. */
  readonly password: string | undefined;
  /** Proven without a password: a keyless invitee [S2]. */
  readonly proven?: Role;
  readonly caller: Caller;
  readonly standing: TryStanding;
  /** The room's conference when it is running. */
  readonly running: ConferenceState | undefined;
  /** Callers are let in so long before the start [S11]. */
  readonly earlyEntryMs: number;
}

/** The whole door of a `bridge` or `direct` call: who may enter now, and as what. */
export function admit(request: DoorRequest, nowUtcMs: UtcMs): Result<Admitted, DoorRefusal> {
  const { room, standing, running } = request;
  const wrong = (code: 'ROOM_UNKNOWN' | 'PASSWORD_WRONG') =>
    fail({ code: standing.overLimit ? 'ROOM_OR_PASSWORD_WRONG' : code } as const);
  if (room === undefined) return wrong('ROOM_UNKNOWN');
  const role = request.proven ?? roleOf(room, request.password);
  if (role === undefined) return wrong('PASSWORD_WRONG');
  // What runs has started, by the web or by being extended until the next occurrence is the room's window.
  if (running === undefined && nowUtcMs < room.startMs - request.earlyEntryMs) {
    return fail({ code: 'NOT_STARTED', startMs: room.startMs, timeZone: request.timeZone });
  }
  // An extended conference outlasts the window of its room [S12].
  const windowEndMs = running?.windowEndMs ?? room.startMs + room.durationMs;
  if (nowUtcMs >= windowEndMs) return fail({ code: 'CONFERENCE_OVER' });
  const { chairAnnounced, attendeeAnnounced } = room.options;
  const admitted = { role, announced: role === 'chair' ? chairAnnounced : attendeeAnnounced };
  if (running === undefined) return ok(admitted);
  const refusal = entryRefusal(running, { role, way: 'dial-in', caller: request.caller });
  return refusal === undefined ? ok(admitted) : fail({ code: refusal });
}

/** Which password was keyed decides the role [S10]. */
function roleOf(room: Room, password: string | undefined): Role | undefined {
  if (password === undefined) return 'attendee';
  if (password === room.chairPassword) return 'chair';
  return password === room.attendeePassword ? 'attendee' : undefined;
}

/** What the conference itself holds against an entry: asked at the door, and again when the leg enters. */
export function entryRefusal(
  state: ConferenceState,
  entry: { readonly role: Role; readonly way: EntryWay; readonly caller: Caller },
): 'CONFERENCE_LOCKED' | 'CONFERENCE_FULL' | 'CALLER_BARRED' | undefined {
  const { role, way, caller } = entry;
  if (role === 'attendee') {
    const comesByItself = way === 'dial-in' || way === 'return';
    // Not for chairs: somebody behind the same switchboard number must not shut them out. Nor for who is
    // called: who calls them allows it.
    const barred = caller.asserted && caller.number !== undefined && state.barredNumbers.has(caller.number);
    if (barred && comesByItself) return 'CALLER_BARRED';
    // Lock stops dial-in only [S16].
    if (state.locked && way === 'dial-in') return 'CONFERENCE_LOCKED';
  }
  return placesFree(state, role) > 0 ? undefined : 'CONFERENCE_FULL';
}
