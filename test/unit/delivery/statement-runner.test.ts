import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { later, monotonicMs, utcMs } from '../../../src/base/units.js';
import { StatementRunner } from '../../../src/delivery/statement-runner.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { unit } from '../../../src/store/statement.js';
import { DeskWorld } from '../../support/desk-world.js';
import { NOW_MS, sampleAccount, sampleIds } from '../../support/store-samples.js';

const test = suite('monthly statements by mail [S43]');

test('each account with an address is told once, on the first days of its own month', async () => {
  const world = await DeskWorld.open();
  const ids = sampleIds(31);
  const account = sampleAccount(ids, '55555555');
  const silent = sampleAccount(ids, '66666666');
  const user = {
    id: ids.next<never>(),
    account: account.id,
    login: 'w',
    passwordHash: '',
    createdMs: NOW_MS,
  };
  const accounts = new AccountRepository(world.store);
  const stored = await world.store.commit(
    unit(
      accounts.create(account),
      accounts.create(silent),
      new UserRepository(world.store).create({ ...user, role: 'customer', email: 'wang@example.cn' }),
    ),
  );
  assert.ok(stored.ok);
  const months = async (atMs: number): Promise<readonly string[]> => {
    const clock = { now: () => later(monotonicMs(0), 0), utcNow: () => utcMs(atMs) };
    await new StatementRunner({ store: world.store, clock, ids, log: silentLog }).tick();
    const written = await new OutboxRepository(world.store).listOfSubject('mail', account.id, { limit: 9 });
    return written.map(({ payload }) => (JSON.parse(payload) as { month: string }).month);
  };
  assert.equal(await months(Date.UTC(2026, 8, 30, 15, 59)), []);
  // In Shanghai it is the first already.
  assert.equal(await months(Date.UTC(2026, 8, 30, 16, 0)), ['2026-09']);
  assert.equal(await months(Date.UTC(2026, 9, 2, 12)), ['2026-09']);
  assert.equal(await months(Date.UTC(2026, 9, 20)), ['2026-09']);
  assert.equal(await months(Date.UTC(2026, 10, 1)), ['2026-10', '2026-09']);
  assert.equal(await new OutboxRepository(world.store).listOfSubject('mail', silent.id, { limit: 9 }), []);
  await world.close();
});

test('nobody is told of a month before the account was opened', async () => {
  const world = await DeskWorld.open();
  const ids = sampleIds(32);
  // 1 October 2026, 00:00 in Shanghai.
  const october = utcMs(Date.UTC(2026, 8, 30, 16));
  const told: string[] = [];
  const opened = [utcMs(october - 1), october].map((createdMs) => ({
    ...sampleAccount(ids, String(createdMs)),
    createdMs,
  }));
  for (const account of opened) {
    const user = {
      id: ids.next<never>(),
      login: account.number,
      passwordHash: '',
      role: 'customer' as const,
    };
    const of = { account: account.id, createdMs: account.createdMs, email: `${account.number}@example.cn` };
    const statements = [
      new AccountRepository(world.store).create(account),
      new UserRepository(world.store).create({ ...user, ...of }),
    ];
    assert.ok((await world.store.commit(unit(...statements))).ok);
  }
  const clock = { now: () => later(monotonicMs(0), 0), utcNow: () => utcMs(october + 86_400_000) };
  await new StatementRunner({ store: world.store, clock, ids, log: silentLog }).tick();
  for (const { id } of opened)
    for (const { account } of await new OutboxRepository(world.store).listOfSubject('mail', id, { limit: 9 }))
      told.push(account!);
  assert.equal(told, [opened[0]!.id]);
  await world.close();
});

test.run();
