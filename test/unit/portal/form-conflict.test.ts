import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ProblemError } from '../../../src/client/index.js';
import { afterConflict } from '../../../src/portal/components/form-conflict.js';

const test = suite('a form whose content somebody else has changed meanwhile');

const NEWEST = { name: 'newest' };
const problem = (status: number, code: string): ProblemError =>
  new ProblemError(new Response(null, { status }), { code });
const CONFLICT = problem(409, 'VERSION_CONFLICT');

function filledIn() {
  const form = {
    values: { name: 'typed' },
    setFieldsValue(values: { name: string }): void {
      form.values = values;
    },
  };
  return form;
}

test('what is there now is in the form before the conflict is told', async () => {
  const form = filledIn();
  assert.is(await afterConflict(CONFLICT, form, () => Promise.resolve(NEWEST)), CONFLICT);
  assert.equal(form.values, NEWEST);
});

test('when it cannot be loaded, that is told instead, and what was typed stays', async () => {
  const form = filledIn();
  const lost = problem(503, 'STORE_UNAVAILABLE');
  assert.is(await afterConflict(CONFLICT, form, () => Promise.reject(lost)), lost);
  assert.equal(form.values, { name: 'typed' });
});

test('after any other problem the form stays as it was filled in', async () => {
  const form = filledIn();
  const never = () => Promise.reject(new Error('nothing is to be loaded'));
  for (const other of [problem(400, 'VALIDATION_FAILED'), problem(409, 'ACCOUNT_NUMBER_TAKEN')]) {
    assert.is(await afterConflict(other, form, never), other);
  }
  assert.is(await afterConflict(CONFLICT, form, undefined), CONFLICT);
  assert.equal(form.values, { name: 'typed' });
});

test.run();
