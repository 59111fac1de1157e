import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { User } from '../../../src/accounts/user.js';
import { utcMs } from '../../../src/base/units.js';
import { microYuan } from '../../../src/billing/money.js';
import { AccountDirectory } from '../../../src/store/repositories/account-directory.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { AlarmRepository } from '../../../src/store/repositories/alarm-repository.js';
import {
  ListedNumberRepository,
  type ListedNumber,
} from '../../../src/store/repositories/listed-number-repository.js';
import { OperatorRepository, type OperatorRow } from '../../../src/store/repositories/operator-repository.js';
import { SettingRepository } from '../../../src/store/repositories/setting-repository.js';
import { trunkRepository } from '../../../src/store/repositories/trunk-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleAccount, sampleIds } from '../../support/store-samples.js';
import { sampleTrunk } from '../../support/trunks.js';
import { commit, outcomeOf, withStoreOf, type Backend } from './backend.js';

/** Everything that holds of what administrators and operators set, on either database. */
export function administrationContract(test: Test, backend: Backend): void {
  const withStore = (name: string, run: (store: Store) => Promise<void>): void => {
    test(name, () => withStoreOf(backend, run));
  };

  withStore('accounts are found by number, name, phone and status, in pages [S45]', async (store) => {
    const ids = sampleIds();
    const names = ['北京会通', 'Shanghai Office', '100% 会议', 'ÉCOLE_A\\B!', 'ecole-ab'];
    const accounts = names.map((name, at) => ({ ...sampleAccount(ids, `2000000${at}`), name }));
    await commit(store, ...accounts.map((account) => new AccountRepository(store).create(account)));
    const [, shanghai] = accounts;
    const phone = {
      e164: '+8613800138000',
      account: shanghai!.id,
      kind: 'bound',
      verifiedMs: NOW_MS,
    } as const;
    await commit(store, new AccountNumberRepository(store).create(phone));
    const directory = new AccountDirectory(store);
    const found = async (filter: Parameters<AccountDirectory['search']>[0]): Promise<readonly string[]> =>
      (await directory.search(filter, { limit: 10 })).map(({ name }) => name);
    assert.equal(await found({ number: '20000001' }), ['Shanghai Office']);
    assert.equal(await found({ name: 'sHANG' }), ['Shanghai Office']);
    assert.equal(await found({ name: '0%' }), ['100% 会议'], 'a % finds no more than itself would');
    for (const own of ['ÉCOLE_a', 'e_a', 'A\\B', 'b!'])
      assert.equal(await found({ name: own }), ['ÉCOLE_A\\B!'], own);
    assert.equal(await found({ phone: '+8613800138000' }), ['Shanghai Office']);
    assert.equal(await found({ status: 'closed' }), []);
    const page = await directory.search({}, { after: accounts[0]!.id, limit: 1 });
    assert.equal(
      page.map(({ name }) => name),
      ['Shanghai Office'],
    );
  });

  withStore('an account changes over its version; a limit that owes too much stays [S45]', async (store) => {
    const account = { ...sampleAccount(sampleIds()), paymentMode: 'postpaid' as const };
    await commit(store, new AccountRepository(store).create({ ...account, creditLimit: microYuan(500) }));
    const directory = new AccountDirectory(store);
    const old = (await directory.find(account.id))!;
    assert.equal([old.version, old.balance, old.billingNumber], [1, 0, undefined]);
    const edit = { ...old, tier: 'vip' as const, billingNumber: '01062345678' };
    assert.is(await outcomeOf(store, directory.change(account.id, edit, 1)), 'ok');
    assert.is(await outcomeOf(store, directory.change(account.id, edit, 1)), 'CONFLICT', 'by another editor');
    const now = (await directory.find(account.id))!;
    assert.equal([now.version, now.tier, now.billingNumber], [2, 'vip', '01062345678']);
    const owing = { sql: 'update accounts set balance_micro_yuan = -400', parameters: [] };
    await commit(store, owing);
    const lower = (limit: number) =>
      outcomeOf(store, directory.change(account.id, { ...now, creditLimit: microYuan(limit) }, 2));
    assert.is(await lower(399), 'CONFLICT');
    assert.is(await lower(400), 'ok');
  });

  withStore('numbers are listed by thousands, and the last verdict counts [S30]', async (store) => {
    const listed = new ListedNumberRepository(store);
    const number = (at: number): ListedNumber => ({
      e164: `+86138${String(at).padStart(8, '0')}`,
      verdict: 'allowed',
    });
    const many = Array.from({ length: 1_000 }, (_, at) => number(at));
    assert.is(await outcomeOf(store, ...listed.put(many)), 'ok');
    assert.is(await outcomeOf(store, ...listed.put([{ ...number(7), verdict: 'refused' }])), 'ok');
    assert.equal(await listed.list({ verdict: 'refused' }, { limit: 5 }), [
      { ...number(7), verdict: 'refused' },
    ]);
    const page = await listed.list({ prefix: '+86138' }, { after: number(997).e164, limit: 5 });
    assert.equal(page, [number(998), number(999)]);
    assert.is(await outcomeOf(store, listed.remove(number(3).e164)), 'ok');
    assert.is(await outcomeOf(store, listed.remove(number(3).e164)), 'CONFLICT');
  });

  withStore(
    'operators are one for a user and a telephone; only enabled ones are on duty [S44]',
    async (store) => {
      const ids = sampleIds();
      const account = sampleAccount(ids);
      const user: User = {
        id: ids.next(),
        account: account.id,
        login: 'seat',
        passwordHash: 'x',
        role: 'operator',
        createdMs: NOW_MS,
      };
      await commit(
        store,
        new AccountRepository(store).create(account),
        new UserRepository(store).create(user),
      );
      const operators = new OperatorRepository(store);
      const operator: OperatorRow = {
        id: ids.next(),
        user: user.id,
        e164: '+8613800138001',
        enabled: true,
        onDuty: false,
        version: 1,
        createdMs: NOW_MS,
      };
      assert.is(await outcomeOf(store, operators.create(operator)), 'ok');
      assert.is(await outcomeOf(store, operators.create({ ...operator, id: ids.next() })), 'UNIQUE');
      const stranger = {
        ...operator,
        id: ids.next<OperatorRow['id']>(),
        user: ids.next<User['id']>(),
        e164: '+1',
      };
      assert.is(await outcomeOf(store, operators.create(stranger)), 'REFERENCE');
      assert.is(await outcomeOf(store, operators.setDuty(operator.id, true)), 'ok');
      assert.equal(await operators.findByUser(user.id), { ...operator, onDuty: true });
      assert.equal(await operators.callable(), [{ ...operator, onDuty: true }]);
      assert.ok(await operators.isCallable(operator.id));
      await commit(store, new UserRepository(store).changeRole(user.id, 'customer'));
      assert.equal([await operators.callable(), await operators.isCallable(operator.id)], [[], false]);
      assert.is(await outcomeOf(store, operators.change({ ...operator, enabled: false })), 'ok');
      assert.is(await outcomeOf(store, operators.change(operator)), 'CONFLICT');
      assert.is(await outcomeOf(store, operators.setDuty(operator.id, true)), 'CONFLICT');
      const request = {
        id: ids.next<never>(),
        conference: ids.next<never>(),
        participant: ids.next<never>(),
        account: account.id,
        askedMs: NOW_MS,
        overMs: utcMs(NOW_MS + 5_000),
        outcome: 'answered',
        operator: undefined,
      };
      await commit(store, operators.requestOver(request));
      const [fromMs, toMs] = [NOW_MS, utcMs(NOW_MS + 1)];
      assert.equal(await operators.counts(fromMs, toMs), [
        { outcome: 'answered', operator: undefined, requests: 1 },
      ]);
      assert.equal(await operators.counts(toMs, utcMs(NOW_MS + 2)), []);
      assert.is(await operators.waitedMs(fromMs, toMs, 0), 5_000);
      assert.is(await operators.waitedMs(fromMs, toMs, 1), undefined);
    },
  );

  withStore('settings are put over those before, alarms come back the newest first', async (store) => {
    const ids = sampleIds();
    const settings = new SettingRepository(store);
    assert.is(await settings.find('hours'), undefined);
    await commit(store, settings.put('hours', { hours: null }, NOW_MS));
    await commit(store, settings.put('hours', { hours: '09:00-18:00' }, NOW_MS));
    assert.equal(await settings.find('hours'), { hours: '09:00-18:00' });
    const alarms = new AlarmRepository(store);
    const raised = ['limit', 'trunk-down'].map((kind) => {
      return {
        id: ids.next<never>(),
        kind: kind as 'limit',
        subject: 's',
        detail: { of: 1 },
        raisedMs: NOW_MS,
      };
    });
    await commit(store, ...raised.map((alarm) => alarms.raised(alarm)));
    assert.equal(await alarms.list({ limit: 5 }), raised.toReversed());
    assert.equal(await alarms.list({ after: raised[1]!.id, limit: 5 }), [raised[0]]);
  });

  withStore('a trunk that was edited is given back to the configuration [S45]', async (store) => {
    const rows = trunkRepository(store);
    const configured = sampleTrunk();
    const { statements } = await rows.follow([configured], NOW_MS);
    await commit(store, ...statements);
    await commit(store, rows.change({ ...configured, enabled: false }, 1, NOW_MS));
    assert.is((await rows.find('carrier'))?.edited, true);
    assert.is(await outcomeOf(store, rows.giveBack(configured, 0, 1, NOW_MS)), 'CONFLICT');
    assert.is(await outcomeOf(store, rows.giveBack(configured, 0, 2, NOW_MS)), 'ok');
    const row = await rows.find('carrier');
    assert.equal([row?.edited, row?.rule.enabled, row?.version], [false, true, 3]);
    assert.equal((await rows.follow([configured], NOW_MS)).statements, []);
  });
}
