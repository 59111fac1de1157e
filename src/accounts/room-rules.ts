import { fail, ok, type Result } from '../base/result.js';
import type { Room } from './room.js';

/** What people enter about a room; the rest of it is ours. */
export type RoomFields = Pick<
  Room,
  | 'name'
  | 'organiser'
  | 'number'
  | 'chairPassword'
  | 'attendeePassword'
  | 'options'
  | 'startMs'
  | 'durationMs'
  | 'language'
>;

export type RoomField =
  | 'name'
  | 'organiser'
  | 'number'
  | 'chairPassword'
  | 'attendeePassword'
  | 'startMs'
  | 'durationMs'
  | 'options.partiesMax';

export type RoomProblem =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'NOT_DIGITS'
  | 'NOT_PRINTABLE'
  | 'SAME_AS_CHAIR_PASSWORD'
  | 'OUT_OF_RANGE';

export interface RoomFieldError {
  readonly field: RoomField;
  readonly problem: RoomProblem;
}

export interface RoomInvalid {
  readonly code: 'ROOM_INVALID';
  /** At most one for each field, in the order of the form. */
  readonly errors: readonly RoomFieldError[];
}

export const ROOM_LIMITS = {
  nameCharsMax: 60,
  numberDigitsMin: 4,
  numberDigitsMax: 10,
  passwordDigitsMin: 4,
  passwordDigitsMax: 12,
  /** The end of the year 9999: what is told to callers and shown on pages must be a date. */
  startMsMax: Date.UTC(10_000, 0) - 1,
  /** Ten years; rooms of 2000 hours are normal. */
  durationMsMax: 10 * 366 * 86_400_000,
  /** A chair and somebody to talk to. */
  partiesMin: 2,
} as const;

/** The form's rules [S2], for API and portal alike. Whether the number is free, the store tells. */
export function checkRoom(fields: RoomFields): Result<RoomFields, RoomInvalid> {
  const problems: readonly (readonly [RoomField, RoomProblem | undefined])[] = [
    ['name', fields.name.trim() === '' ? 'REQUIRED' : textProblem(fields.name)],
    ['organiser', textProblem(fields.organiser)],
    ['number', digitsProblem(fields.number, ROOM_LIMITS.numberDigitsMin, ROOM_LIMITS.numberDigitsMax)],
    [
      'chairPassword',
      digitsProblem(fields.chairPassword, ROOM_LIMITS.passwordDigitsMin, ROOM_LIMITS.passwordDigitsMax),
    ],
    ['attendeePassword', attendeePasswordProblem(fields)],
    ['startMs', startProblem(fields.startMs)],
    ['durationMs', durationProblem(fields.durationMs)],
    ['options.partiesMax', partiesProblem(fields.options.partiesMax)],
  ];
  const errors = problems.flatMap(([field, problem]) => (problem === undefined ? [] : [{ field, problem }]));
  return errors.length === 0 ? ok(fields) : fail({ code: 'ROOM_INVALID', errors });
}

function textProblem(text: string): RoomProblem | undefined {
  if (text.length > ROOM_LIMITS.nameCharsMax) return 'TOO_LONG';
  return /^[^\p{C}]*$/u.test(text) ? undefined : 'NOT_PRINTABLE';
}

function digitsProblem(digits: string, lengthMin: number, lengthMax: number): RoomProblem | undefined {
  if (digits === '') return 'REQUIRED';
  if (!/^[0-9]+$/.test(digits)) return 'NOT_DIGITS';
  if (digits.length < lengthMin) return 'TOO_SHORT';
  return digits.length > lengthMax ? 'TOO_LONG' : undefined;
}

/** May be empty; the password alone tells the role, so it must differ from the chair's [S10]. */
function attendeePasswordProblem({ attendeePassword, chairPassword }: RoomFields): RoomProblem | undefined {
  if (attendeePassword === '') return undefined;
  if (attendeePassword === chairPassword) return 'SAME_AS_CHAIR_PASSWORD';
  return digitsProblem(attendeePassword, 1, ROOM_LIMITS.passwordDigitsMax);
}

function startProblem(startMs: number): RoomProblem | undefined {
  const valid = Number.isSafeInteger(startMs) && startMs >= 0 && startMs <= ROOM_LIMITS.startMsMax;
  return valid ? undefined : 'OUT_OF_RANGE';
}

function durationProblem(durationMs: number): RoomProblem | undefined {
  const valid = Number.isSafeInteger(durationMs) && durationMs > 0 && durationMs <= ROOM_LIMITS.durationMsMax;
  return valid ? undefined : 'OUT_OF_RANGE';
}

function partiesProblem(partiesMax: number | null): RoomProblem | undefined {
  if (partiesMax === null) return undefined;
  return Number.isSafeInteger(partiesMax) && partiesMax >= ROOM_LIMITS.partiesMin
    ? undefined
    : 'OUT_OF_RANGE';
}
