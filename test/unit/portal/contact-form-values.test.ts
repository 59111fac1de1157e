import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readContactNumber } from '../../../src/contacts/contact-number.js';
import { invitingPath, startingPath } from '../../../src/portal/pages/contacts/call-paths.js';
import {
  contactFieldOf,
  EMPTY_NUMBER,
  emptyContact,
  fieldsOf,
  valuesOf,
} from '../../../src/portal/pages/contacts/contact-form-values.js';

const test = suite('a contact as it is filled in');

const STORED = {
  id: 'c1',
  name: '张三',
  email: 'zhang@example.com',
  numbers: [
    { number: '+8613800138000', extension: '', delayMs: 2_000, dialable: true },
    { number: '+861062345678', extension: '801', delayMs: 3_500, dialable: true },
    { number: '+442079460000', extension: '', delayMs: 2_000, dialable: true },
    { number: '8001', extension: '', delayMs: 2_000, dialable: false },
  ],
  groupIds: ['g1'],
  version: 3,
  createdMs: 0,
};

test('what is shown of a contact is read back as the same numbers', () => {
  const { numbers, ...rest } = fieldsOf(valuesOf(STORED));
  assert.equal(rest, { name: '张三', email: 'zhang@example.com', groupIds: ['g1'] });
  const read = numbers.map(({ number, delayMs }) => readContactNumber(number, delayMs));
  assert.equal(
    read.map((one) => one.ok && one.value),
    STORED.numbers.map(({ number, extension, delayMs }) => ({ number, extension, delayMs })),
  );
});

test('a line that is left empty is no number, and a delay that is cleared the usual one', () => {
  const values = { ...emptyContact(['g1']), name: ' 李四 ' };
  assert.equal(fieldsOf(values), { name: '李四', numbers: [], email: '', groupIds: ['g1'] });
  const cleared = { ...EMPTY_NUMBER, number: ' 010-62345678 ', extension: '9', delayS: null };
  assert.equal(fieldsOf({ ...values, numbers: [cleared] }).numbers, [
    { number: '010-62345678*9', delayMs: 2_000 },
  ]);
});

test('what the server says of a number stands beside its line', () => {
  assert.equal(contactFieldOf('numbers.2.number'), ['numbers', 2, 'number']);
  assert.equal(contactFieldOf('numbers.2.delayMs'), ['numbers', 2, 'delayS']);
  assert.equal(contactFieldOf('groupIds.0'), ['groupIds']);
  assert.equal(contactFieldOf('email'), ['email']);
});

test('whom to call goes along to where calls begin', () => {
  assert.is(startingPath(['contact:a', 'group:b']), '/instant?with=contact%3Aa&with=group%3Ab');
  assert.is(invitingPath({ id: 'c', room: null }, ['contact:a']), '/conferences/c?invite=contact%3Aa');
  assert.is(invitingPath({ id: 'c', room: 'r' }, ['contact:a']), '/rooms/r?invite=contact%3Aa');
});

test.run();
