import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  checkRoom,
  ROOM_LIMITS,
  type RoomField,
  type RoomFields,
  type RoomProblem,
} from '../../../src/accounts/room-rules.js';
import { DEFAULT_ROOM_OPTIONS } from '../../../src/accounts/room.js';
import { utcMs } from '../../../src/base/units.js';
import { sampleRoom } from '../../support/conference-driver.js';

/** `field problem` of every error. */
function errorsOf(changes: Partial<RoomFields>): string[] {
  const result = checkRoom({ ...sampleRoom(), ...changes });
  return result.ok ? [] : result.error.errors.map(({ field, problem }) => `${field} ${problem}`);
}

const partiesMax = (value: number): Partial<RoomFields> => ({
  options: { ...DEFAULT_ROOM_OPTIONS, partiesMax: value },
});

const test = suite('room rules');

test('[S2] an ordinary room is right, and one without an attendee password too', () => {
  assert.equal(errorsOf({}), []);
  assert.equal(errorsOf({ attendeePassword: '' }), []);
  assert.equal(errorsOf({ name: '第3次 Review 会议', organiser: '' }), []);
  assert.equal(errorsOf({ durationMs: 2_000 * 3_600_000 }), []);
  assert.equal(errorsOf({ durationMs: 360_000 }), []);
});

const MISTAKES: readonly (readonly [Partial<RoomFields>, RoomField, RoomProblem])[] = [
  [{ name: ' ' }, 'name', 'REQUIRED'],
  [{ name: '会'.repeat(61) }, 'name', 'TOO_LONG'],
  [{ name: 'a\u0000b' }, 'name', 'NOT_PRINTABLE'],
  [{ organiser: 'x\n' }, 'organiser', 'NOT_PRINTABLE'],
  [{ number: '' }, 'number', 'REQUIRED'],
  [{ number: '123' }, 'number', 'TOO_SHORT'],
  [{ number: '12345678901' }, 'number', 'TOO_LONG'],
  [{ number: '12a4' }, 'number', 'NOT_DIGITS'],
  [{ number: '\uff11\uff12\uff13\uff14' }, 'number', 'NOT_DIGITS'],
  [{ chairPassword: '' }, 'chairPassword', 'REQUIRED'],
  [{ chairPassword: '123' }, 'chairPassword', 'TOO_SHORT'],
  [{ chairPassword: '1234567890123' }, 'chairPassword', 'TOO_LONG'],
  [{ chairPassword: '12*4' }, 'chairPassword', 'NOT_DIGITS'],
  [{ attendeePassword: '8888' }, 'attendeePassword', 'SAME_AS_CHAIR_PASSWORD'],
  [{ attendeePassword: 'abcd' }, 'attendeePassword', 'NOT_DIGITS'],
  [{ attendeePassword: '1234567890123' }, 'attendeePassword', 'TOO_LONG'],
  [{ startMs: utcMs(Number.NaN) }, 'startMs', 'OUT_OF_RANGE'],
  [{ startMs: utcMs(Date.UTC(10_000, 0)) }, 'startMs', 'OUT_OF_RANGE'],
  [{ durationMs: 0 }, 'durationMs', 'OUT_OF_RANGE'],
  [{ durationMs: ROOM_LIMITS.durationMsMax + 1 }, 'durationMs', 'OUT_OF_RANGE'],
  [partiesMax(1), 'options.partiesMax', 'OUT_OF_RANGE'],
  [partiesMax(2.5), 'options.partiesMax', 'OUT_OF_RANGE'],
];

for (const [changes, field, problem] of MISTAKES) {
  test(`[S2] ${JSON.stringify(Object.values(changes)[0])} as ${field} is ${problem}`, () => {
    assert.equal(errorsOf(changes), [`${field} ${problem}`]);
  });
}

test('all mistakes are told at once', () => {
  assert.equal(errorsOf({ name: '', number: '1', chairPassword: 'x' }), [
    'name REQUIRED',
    'number TOO_SHORT',
    'chairPassword NOT_DIGITS',
  ]);
});

test.run();
