import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Bookkeeping } from '../../../src/app/bookkeeping.js';
import { silentLog } from '../../../src/base/log.js';
import { microYuan } from '../../../src/billing/money.js';
import { configSchema } from '../../../src/config/schema.js';
import { openReads, openStore } from '../../../src/store/open-store.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import { NOW_MS, sampleAccount, sampleIds, sampleRecharge } from '../../support/store-samples.js';

const test = suite('bookkeeping');

test('the daily check asks nothing of the connection that writes, and sees what that has written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-books-'));
  const settings = { kind: 'sqlite', file: join(folder, 'db.sqlite') } as const;
  const opened = await openStore(settings, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const reads = await openReads(settings, silentLog);
  const config = configSchema.parse({ dataDir: folder });
  const books = new Bookkeeping({ store, reads, config, clock: { utcNow: () => NOW_MS }, log: silentLog });
  const ids = sampleIds();
  const account = sampleAccount(ids);
  await books.audit();
  assert.is(books.lastAudit?.findings, 0);
  const paid = new LedgerRepository(store).recharged(sampleRecharge(ids, account.id, microYuan(1)));
  // The balance is moved and posted; then the posting is lost.
  const lost = statement(store.queries.deleteFrom('ledger_postings').where('book', '=', 'customer'), 1);
  await store.commit(unit(new AccountRepository(store).create(account)));
  await store.commit(unit(...paid, lost));
  await store.close();
  await books.audit();
  // It is not the sum of its postings, and the entry has one side.
  assert.is(books.lastAudit?.findings, 2);
  await books.stop();
  await reads.close();
  rmSync(folder, { recursive: true, force: true });
});

test.run();
