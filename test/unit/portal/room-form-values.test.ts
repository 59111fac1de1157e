import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Room } from '../../../src/client/index.js';
import {
  fieldsOf,
  formFieldOf,
  proposedValues,
  valuesOf,
} from '../../../src/portal/pages/rooms/room-form-values.js';

const test = suite('the values of the room form');

const NOW_MS = 1_790_000_000_000;
const proposed = proposedValues('王小明', 'zh-CN');
const room: Room = {
  id: 'r',
  name: 'weekly',
  organiser: '王小明',
  number: '1001',
  chairPassword: '8888',
  attendeePassword: '',
  options: proposed.options,
  // Not on a whole minute, as when a room starts at the moment of its creation.
  startMs: NOW_MS - 12_345,
  durationMs: 5_400_000,
  language: 'zh-CN',
  recurrence: null,
  invitees: [],
  notify: true,
  notifyBySms: false,
  reminderMs: 900_000,
  version: 3,
  createdMs: NOW_MS,
  conference: null,
};

test('an empty number and start of a new room are left to the server', () => {
  const fields = fieldsOf(proposed, undefined, NOW_MS);
  assert.not.ok('number' in fields);
  assert.not.ok('startMs' in fields);
  assert.is(fields.durationMs, 2_000 * 3_600_000);
  assert.is(fields.options.attendeeMayUnmute, true);
});

test('any decimal of hours becomes whole milliseconds and comes back as it was', () => {
  for (const hours of [0.1, 1.1, 1.5, 2_000, 1 / 3]) {
    const { durationMs = 0 } = fieldsOf({ ...proposed, hours }, undefined, NOW_MS);
    assert.ok(Number.isSafeInteger(durationMs), `${hours} h`);
    const shown = valuesOf({ ...room, durationMs }).hours ?? 0;
    assert.ok(Math.abs(shown - hours) < 0.000_1, `${hours} h are shown as ${shown}`);
  }
});

test('a start that was not touched keeps its seconds', () => {
  assert.not.ok('startMs' in fieldsOf(valuesOf(room), room, NOW_MS));
});

test('a start that was changed is read in local time', () => {
  const values = { ...valuesOf(room), start: '2030-01-02T03:04' };
  assert.is(fieldsOf(values, room, NOW_MS).startMs, new Date(2030, 0, 2, 3, 4).getTime());
});

test('a start that was emptied means now', () => {
  assert.is(fieldsOf({ ...valuesOf(room), start: '' }, room, NOW_MS).startMs, NOW_MS);
});

test('the field that the server names is found in the form', () => {
  assert.equal(formFieldOf('number'), ['number']);
  assert.equal(formFieldOf('startMs'), ['start']);
  assert.equal(formFieldOf('durationMs'), ['hours']);
  assert.equal(formFieldOf('options.partiesMax'), ['options', 'partiesMax']);
});

test.run();
