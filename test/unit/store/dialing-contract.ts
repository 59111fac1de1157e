import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ServiceNumber } from '../../../src/accounts/service-number.js';
import type { AccountId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { microYuan } from '../../../src/billing/money.js';
import { DAY_MS, SLOT_MS, slotOf } from '../../../src/dialing/account-use.js';
import { DialingRepository } from '../../../src/store/repositories/dialing-repository.js';
import {
  serviceNumberRepository,
  trunkRepository,
} from '../../../src/store/repositories/trunk-repository.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS } from '../../support/store-samples.js';
import { sampleTrunk } from '../../support/trunks.js';
import { commit, outcomeOf, withStoreOf, type Backend } from './backend.js';

const ACCOUNT = 'account-1' as AccountId;
const MOBILE = '+8613812341234';

/** Everything that holds of trunks, service numbers and the memory of outgoing calls on either database. */
export function dialingContract(test: Test, backend: Backend): void {
  const withStore = (name: string, run: (store: Store) => Promise<void>): void => {
    test(name, () => withStoreOf(backend, run));
  };

  withStore('trunks follow the configuration until somebody edits them [S45]', async (store) => {
    const trunks = trunkRepository(store);
    const follow = async (...configured: Parameters<typeof sampleTrunk>[0][]): Promise<readonly string[]> => {
      const { statements, kept } = await trunks.follow(configured.map(sampleTrunk), NOW_MS);
      assert.is(await outcomeOf(store, ...statements), 'ok');
      return kept;
    };
    const targets = [{ host: 'sbc.example.cn', port: 5060 }];
    assert.equal(await follow({ id: 'a', outbound: { targets } }, { id: 'b' }, { id: 'c' }), []);
    const [a] = await trunks.list();
    assert.equal(a?.rule.outbound.targets, targets);
    assert.equal({ ...a, rule: undefined }, { rule: undefined, position: 0, edited: false, version: 1 });

    const edited = { ...a!.rule, enabled: false };
    assert.is(await outcomeOf(store, trunks.change(edited, 1, NOW_MS)), 'ok');
    assert.is(await outcomeOf(store, trunks.change(edited, 1, NOW_MS)), 'CONFLICT');

    // The file changes a and b, drops c and has a new one in front.
    assert.equal(await follow({ id: 'd' }, { id: 'a', pingMs: 0 }, { id: 'b', pingMs: 0 }), ['a']);
    const rows = await trunks.list();
    assert.equal(
      rows.map(({ rule, edited: isEdited, version }) => [
        rule.id,
        rule.enabled,
        rule.pingMs,
        isEdited,
        version,
      ]),
      [
        ['a', false, 30_000, true, 2],
        ['d', true, 30_000, false, 1],
        ['b', true, 0, false, 2],
      ],
    );
    assert.is((await trunks.find('b'))?.rule.version, 2);
    assert.equal(await follow({ id: 'd' }, { id: 'a', pingMs: 0 }, { id: 'b', pingMs: 0 }), ['a']);
    assert.is((await trunks.find('d'))?.version, 1);
  });

  withStore('an edited row stays when the configuration no longer names it', async (store) => {
    const trunks = trunkRepository(store);
    await commit(store, trunks.create(sampleTrunk({ id: 'mine' }), 9, NOW_MS));
    assert.is(await outcomeOf(store, trunks.create(sampleTrunk({ id: 'mine' }), 9, NOW_MS)), 'UNIQUE');
    const { statements } = await trunks.follow([], NOW_MS);
    assert.equal(statements, []);
    assert.is(await outcomeOf(store, trunks.remove('mine', 1)), 'ok');
    assert.equal(await trunks.list(), []);
  });

  withStore('service numbers keep their order and every field', async (store) => {
    const numbers = serviceNumberRepository(store);
    const configured: readonly ServiceNumber[] = [
      { pattern: String.raw`^88(\d{1,6})$`, service: 'direct', language: 'en' },
      { number: '4006701018', service: 'bridge', language: 'both' },
      { number: '9001', service: 'test', language: 'zh-CN', test: 'echo' },
    ];
    await commit(store, ...(await numbers.follow(configured, NOW_MS)).statements);
    assert.equal(
      (await numbers.list()).map(({ rule }) => rule),
      configured,
    );
  });

  withStore('whoever presses 9 has opted out until an administrator takes it back [S41]', async (store) => {
    const dialing = new DialingRepository(store);
    assert.not(await dialing.hasOptedOut(MOBILE));
    assert.is(await outcomeOf(store, dialing.optOut(MOBILE, NOW_MS)), 'ok');
    assert.is(await outcomeOf(store, dialing.optOut(MOBILE, utcMs(NOW_MS + 1))), 'ok');
    assert.ok(await dialing.hasOptedOut(MOBILE));
    assert.not(await dialing.hasOptedOut('+8613812341235'));
    assert.equal(await dialing.listOptOuts({ limit: 10 }), [{ number: MOBILE, sinceMs: NOW_MS }]);
    assert.equal(await dialing.listOptOuts({ after: MOBILE, limit: 10 }), []);
    assert.is(await outcomeOf(store, dialing.optIn(MOBILE)), 'ok');
    assert.is(await outcomeOf(store, dialing.optIn(MOBILE)), 'CONFLICT');
    assert.not(await dialing.hasOptedOut(MOBILE));
  });

  withStore(
    'calls of an account add up in slots of ten minutes, and numbers are remembered',
    async (store) => {
      const dialing = new DialingRepository(store);
      const nextMs = utcMs(NOW_MS + SLOT_MS);
      assert.not(await dialing.hasCalled(ACCOUNT, MOBILE));
      await commit(store, ...dialing.called(ACCOUNT, MOBILE, true, NOW_MS));
      await commit(store, ...dialing.called(ACCOUNT, MOBILE, false, NOW_MS));
      await commit(store, dialing.spent(ACCOUNT, microYuan(4_000_000_000), NOW_MS));
      await commit(store, dialing.spent(ACCOUNT, microYuan(200_000), nextMs));
      assert.ok(await dialing.hasCalled(ACCOUNT, MOBILE));
      assert.not(await dialing.hasCalled('account-2' as AccountId, MOBILE));
      const use = await dialing.useSince(ACCOUNT, utcMs(NOW_MS - DAY_MS));
      assert.equal(
        use.toSorted((one, other) => one.slotMs - other.slotMs),
        [
          { slotMs: slotOf(NOW_MS), legs: 2, newNumbers: 1, spent: 4_000_000_000 },
          { slotMs: slotOf(nextMs), legs: 0, newNumbers: 0, spent: 200_000 },
        ],
      );
      await commit(store, dialing.forgetNumbersBefore(NOW_MS, 9));
      assert.ok(await dialing.hasCalled(ACCOUNT, MOBILE));
      await commit(store, dialing.forgetNumbersBefore(nextMs, 9));
      assert.not(await dialing.hasCalled(ACCOUNT, MOBILE));
      await commit(store, dialing.forgetUseBefore(nextMs, 9));
      assert.is((await dialing.useSince(ACCOUNT, utcMs(0))).length, 1);
      await commit(store, dialing.forgetUseBefore(utcMs(nextMs + SLOT_MS), 0));
      assert.is((await dialing.useSince(ACCOUNT, utcMs(0))).length, 1);
    },
  );
}
