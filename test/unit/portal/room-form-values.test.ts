import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Room } from '../../../src/client/index.js';
import {
  fieldsOf,
  formFieldOf,
  keepsDates,
  proposedValues,
  templateFieldsOf,
  valuesAfterTemplate,
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
  occurrence: null,
};
const SHANGHAI = 'Asia/Shanghai';
const NEW = { room: undefined, nowMs: NOW_MS, timeZone: SHANGHAI };
const OLD = { ...NEW, room };

test('an empty number and start of a new room are left to the server', () => {
  const fields = fieldsOf(proposed, NEW);
  assert.not.ok('number' in fields);
  assert.not.ok('startMs' in fields);
  assert.is(fields.durationMs, 2_000 * 3_600_000);
  assert.is(fields.options.attendeeMayUnmute, true);
});

test('any decimal of hours becomes whole milliseconds and comes back as it was', () => {
  for (const hours of [0.1, 1.1, 1.5, 2_000, 1 / 3]) {
    const { durationMs = 0 } = fieldsOf({ ...proposed, hours }, NEW);
    assert.ok(Number.isSafeInteger(durationMs), `${hours} h`);
    const shown = valuesOf({ ...room, durationMs }, SHANGHAI).hours ?? 0;
    assert.ok(Math.abs(shown - hours) < 0.000_1, `${hours} h are shown as ${shown}`);
  }
});

test('a start that was not touched keeps its seconds', () => {
  assert.not.ok('startMs' in fieldsOf(valuesOf(room, SHANGHAI), OLD));
});

test('a start that was changed is read in the time zone of the account', () => {
  const values = { ...valuesOf(room, SHANGHAI), start: '2030-01-02T03:04' };
  assert.is(fieldsOf(values, OLD).startMs, Date.parse('2030-01-02T03:04+08:00'));
});

test('a start that was emptied means now', () => {
  assert.is(fieldsOf({ ...valuesOf(room, SHANGHAI), start: '' }, OLD).startMs, NOW_MS);
});

const exceptions = [{ plannedStartMs: room.startMs, instead: null }];
const weekly = { every: 'week', count: 4, exceptions } as const;
const repeating: Room = { ...room, recurrence: { ...weekly, exceptions } };

test('[S8] dates that were changed alone are kept while the rule and its start stay', () => {
  const form = { ...OLD, room: repeating };
  const values = { ...valuesOf(repeating, SHANGHAI), name: 'another', hours: 2 };
  assert.equal(fieldsOf(values, form).recurrence, repeating.recurrence);
  assert.ok(keepsDates(values, repeating, SHANGHAI));
  for (const changed of [
    { ...values, start: '2030-01-02T03:04' },
    { ...values, recurrence: { ...values.recurrence, count: 5 } },
  ]) {
    assert.not(keepsDates(changed, repeating, SHANGHAI));
    assert.equal(fieldsOf(changed, form).recurrence?.exceptions, []);
  }
});

test('[S2] invitees go to the server by id or as they were typed, and come back so', () => {
  const invitees = [{ contactId: 'c1' }, { groupId: 'g1' }, { name: '李四', email: 'li4@example.cn' }];
  const values = valuesOf({ ...room, invitees }, SHANGHAI);
  assert.equal(fieldsOf(values, OLD).invitees, invitees);
  const called = valuesOf({ ...room, invitees: [{ name: '李四', number: '+8613800138000' }] }, SHANGHAI);
  assert.equal(called.invitees, ['李四 138 0013 8000']);
});

test('a template begins another room, without the number and the start of the first', () => {
  const values = { ...valuesOf(repeating, SHANGHAI), invitees: ['li4@example.cn'] };
  const fields = templateFieldsOf(values);
  assert.not.ok('number' in fields || 'start' in fields || 'startMs' in fields);
  const typed = { ...proposed, number: '700100', start: '2030-01-02T03:04' };
  const filled = valuesAfterTemplate(typed, fields);
  assert.equal(filled, { ...values, number: typed.number, start: typed.start });
  assert.equal(fieldsOf(filled, NEW).recurrence, { every: 'week', count: 4, exceptions: [] });
});

test('a template of another program may say little', () => {
  const filled = valuesAfterTemplate(proposed, { name: 'x', options: { keylessEntry: true } });
  assert.equal(filled, { ...proposed, name: 'x', options: { ...proposed.options, keylessEntry: true } });
});

test('the field that the server names is found in the form', () => {
  assert.equal(formFieldOf('number'), ['number']);
  assert.equal(formFieldOf('startMs'), ['start']);
  assert.equal(formFieldOf('durationMs'), ['hours']);
  assert.equal(formFieldOf('options.partiesMax'), ['options', 'partiesMax']);
  assert.equal(formFieldOf('recurrence'), ['recurrence', 'every']);
  assert.equal(formFieldOf('invitees.3.email'), ['invitees']);
});

test.run();
