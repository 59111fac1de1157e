import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StoreDialing } from '../../../src/app/store-dialing.js';
import type { AccountId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { microYuan } from '../../../src/billing/money.js';
import type { CallFacts } from '../../../src/call/outbound-desk.js';
import { slotOf } from '../../../src/dialing/account-use.js';
import { followConfiguration } from '../../../src/store/configured-rows.js';
import { Journal } from '../../../src/store/journal.js';
import { openStore } from '../../../src/store/open-store.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { trunkRepository } from '../../../src/store/repositories/trunk-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleAccount, sampleIds } from '../../support/store-samples.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('store of outgoing calls');
const folder = mkdtempSync(join(tmpdir(), 'huitong-dialing-'));
const MOBILE = '+8613812341234';
let store: Store;
let journal: Journal;
let dialing: StoreDialing;

test.before(async () => {
  const opened = await openStore({ kind: 'sqlite', file: join(folder, 'test.sqlite') }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  journal = new Journal(store, silentLog);
  dialing = new StoreDialing({ store, journal, utcNow: () => NOW_MS, log: silentLog });
});
test.after(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const facts = (payer: AccountId | undefined): Promise<CallFacts | 'unavailable'> =>
  new Promise((resolve) => dialing.find(payer, MOBILE, resolve));

test('the facts of a call are the account, whether it called the number before, and the opt-out', async () => {
  const account = sampleAccount(sampleIds());
  await store.commit(unit(new AccountRepository(store).create(account)));
  assert.equal(await facts(undefined), { payer: undefined, optedOut: false, calledBefore: false });
  assert.equal(await facts('nobody' as AccountId), {
    payer: undefined,
    optedOut: false,
    calledBefore: false,
  });
  assert.equal(await facts(account.id), { payer: account, optedOut: false, calledBefore: false });
  dialing.called(account.id, MOBILE, true, NOW_MS);
  dialing.spent(account.id, microYuan(200_000), NOW_MS);
  dialing.optOut(MOBILE);
  await journal.drained();
  assert.equal(await facts(account.id), { payer: account, optedOut: true, calledBefore: true });
  const recent = await new Promise((resolve) => dialing.recent(account.id, resolve));
  assert.equal(recent, [{ slotMs: slotOf(NOW_MS), legs: 1, newNumbers: 1, spent: 200_000 }]);
});

test('a start brings trunks and service numbers up to the configuration, and tells which edited rows win', async () => {
  const configured = {
    trunks: [sampleTrunk({ id: 'a' }), sampleTrunk({ id: 'b' })],
    serviceNumbers: [{ number: '1001', service: 'bridge', language: 'zh-CN' }] as const,
  };
  const first = await followConfiguration(store, configured, NOW_MS);
  assert.equal(
    first.ok && [first.value.trunks.map(({ id }) => id), first.value.serviceNumbers, first.value.kept],
    [['a', 'b'], configured.serviceNumbers, []],
  );
  await store.commit(
    unit(trunkRepository(store).change({ ...configured.trunks[0]!, pingMs: 5_000 }, 1, NOW_MS)),
  );
  const again = await followConfiguration(store, configured, NOW_MS);
  assert.equal(again.ok && [again.value.trunks[0]?.pingMs, again.value.kept], [5_000, ['a']]);
});

test('a store that is closed is unavailable, not an exception', async () => {
  const closed = await openStore({ kind: 'sqlite', file: join(folder, 'closed.sqlite') }, silentLog);
  assert.ok(closed.ok);
  const gone = new StoreDialing({ store: closed.value, journal, utcNow: () => NOW_MS, log: silentLog });
  await closed.value.close();
  assert.is(await new Promise((resolve) => gone.find(undefined, MOBILE, resolve)), 'unavailable');
});

test.run();
