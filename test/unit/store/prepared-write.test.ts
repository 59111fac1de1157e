import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { queriesFor } from '../../../src/store/kysely-dialect.js';
import { PreparedWrite } from '../../../src/store/prepared-write.js';
import { statement } from '../../../src/store/statement.js';

const test = suite('prepared write');
const queries = queriesFor('postgres', async () => []);

test('is filled in with the statement that compiling would have given', () => {
  let compiled = 0;
  const update = ({ id, epoch }: { id: string; epoch: number }) => {
    compiled++;
    // A constant stays what it is, wherever the compiler puts it.
    const nodes = queries.updateTable('nodes').set({ started_ms: 7, epoch });
    return nodes.where('id', '=', id).where('epoch', '<', epoch);
  };
  const prepared = new PreparedWrite(update, 1);
  const first = prepared.filledWith({ id: 'a', epoch: 1 });
  const second = prepared.filledWith({ id: "b'\0", epoch: 2 });
  assert.is(compiled, 1);
  for (const [filled, values] of [
    [first, { id: 'a', epoch: 1 }],
    [second, { id: "b'\0", epoch: 2 }],
  ] as const) {
    const { name, ...rest } = filled;
    assert.equal(rest, statement(update(values), 1));
    assert.is(name, first.name);
  }
});

test('two statements have two names', () => {
  const insert = new PreparedWrite((row: { id: string; epoch: number; started_ms: number }) => {
    return queries.insertInto('nodes').values(row);
  }, 1);
  const remove = new PreparedWrite((row: { id: string }) => {
    return queries.deleteFrom('nodes').where('id', '=', row.id);
  }, 1);
  const names = [
    insert.filledWith({ id: 'a', epoch: 1, started_ms: 0 }).name,
    remove.filledWith({ id: 'a' }).name,
  ];
  assert.is(new Set(names).size, 2);
});

test.run();
