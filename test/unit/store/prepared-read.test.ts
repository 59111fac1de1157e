import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { queriesFor } from '../../../src/store/kysely-dialect.js';
import { PreparedRead } from '../../../src/store/prepared-read.js';

const test = suite('prepared read');
const queries = queriesFor('postgres', async () => []);

test('is compiled once, and filled in as compiling would have given it', () => {
  let compiled = 0;
  const page = ({ name, limit }: { name: string; limit: number }) => {
    compiled++;
    const nodes = queries.selectFrom('nodes').selectAll().where('id', '!=', 'constant');
    return nodes.where('id', '>', name).where('epoch', '>', 7).orderBy('id').limit(limit);
  };
  const prepared = new PreparedRead(page);
  const filled = [
    prepared.filledWith({ name: 'a', limit: 1 }),
    prepared.filledWith({ name: "b'", limit: 20 }),
  ];
  assert.is(compiled, 1);
  for (const [index, values] of [
    { name: 'a', limit: 1 },
    { name: "b'", limit: 20 },
  ].entries()) {
    const { sql, parameters } = page(values).compile();
    assert.equal([filled[index]?.sql, filled[index]?.parameters], [sql, parameters]);
  }
});

test('has no text in it that a database does not take', () => {
  const prepared = new PreparedRead(({ id }: { id: string }) =>
    queries.selectFrom('nodes').selectAll().where('id', '=', id),
  );
  assert.equal(prepared.filledWith({ id: 'a\0' }).parameters, ['a\uFFFD']);
});

test.run();
