import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { linesOf, lineWithoutNumber, othersOf } from '../../../src/portal/pages/door/start-values.js';

const test = suite('the others of a call without a login');

test('lines, and lists with commas of either kind, are numbers each', () => {
  assert.equal(linesOf(' 13900000001\n\n13900000002,13900000003;13900000004、13900000005 '), [
    '13900000001',
    '13900000002',
    '13900000003',
    '13900000004',
    '13900000005',
  ]);
});

test('a name before the number is told apart from it', () => {
  assert.equal(othersOf(['李四 139-0000-0001', '13900000002']), [
    { number: '139-0000-0001', name: '李四' },
    { number: '13900000002' },
  ]);
});

test('a line that nobody can be called by is found', () => {
  assert.is(lineWithoutNumber(['13900000001', '李四']), '李四');
  assert.is(lineWithoutNumber(['13900000001']), undefined);
});

test.run();
