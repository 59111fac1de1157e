import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import type { NewOutboxItem, OutboxItem } from '../../../src/notices/outbox-item.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleIds } from '../../support/store-samples.js';
import { commit, outcomeOf, withStoreOf, type Backend } from './backend.js';

const ids = sampleIds(11);
const ACCOUNT = ids.next<AccountId>();
const LEASE_MS = 1_000;

const item = (changes: Partial<NewOutboxItem> = {}): NewOutboxItem => ({
  id: ids.next(),
  kind: 'mail',
  account: ACCOUNT,
  subject: 'room-1',
  dueMs: NOW_MS,
  payload: '{}',
  createdMs: NOW_MS,
  ...changes,
});

const idsOf = (items: readonly OutboxItem[]): readonly string[] => items.map(({ id }) => id);
const after = (durationMs: number) => utcMs(NOW_MS + durationMs);

/** Everything that holds of the outbox on either database. */
export function outboxContract(test: Test, backend: Backend): void {
  const withOutbox = (name: string, run: (store: Store, outbox: OutboxRepository) => Promise<void>): void => {
    test(name, () => withStoreOf(backend, (store) => run(store, new OutboxRepository(store))));
  };

  withOutbox('what is due comes in the order of its time, each kind for itself', async (store, outbox) => {
    const later = item({ dueMs: after(5_000) });
    const [second, first, hook] = [
      item({ dueMs: after(-1) }),
      item({ dueMs: after(-2) }),
      item({ kind: 'webhook' }),
    ];
    assert.is(await outcomeOf(store, ...outbox.add([later, second, first, hook])), 'ok');
    assert.equal(idsOf(await outbox.due('mail', NOW_MS, 9)), [first.id, second.id]);
    assert.equal(idsOf(await outbox.due('mail', NOW_MS, 1)), [first.id]);
    assert.equal(idsOf(await outbox.due('webhook', NOW_MS, 9)), [hook.id]);
    assert.is((await outbox.due('mail', after(5_000), 9)).length, 3);
  });

  withOutbox('an item that is told once is not taken twice', async (store, outbox) => {
    const once = () => item({ onceKey: 'reminder room-1 1790000000000' });
    const [first, again, other] = [once(), once(), item()];
    assert.is(await outcomeOf(store, ...outbox.add([first])), 'ok');
    assert.is(await outcomeOf(store, ...outbox.add([again, other])), 'ok');
    assert.is(await outbox.find(again.id), undefined);
    assert.is((await outbox.find(other.id))?.state, 'waiting');
  });

  withOutbox('one node alone delivers, until its lease is over', async (store, outbox) => {
    const sent = item();
    const claim = (node: string, nowMs: number) =>
      outbox.claim(sent.id, { node, untilMs: utcMs(nowMs + LEASE_MS) }, utcMs(nowMs));
    await commit(store, ...outbox.add([sent]));
    assert.is(await outcomeOf(store, claim('a', NOW_MS)), 'ok');
    assert.is(await outcomeOf(store, claim('b', NOW_MS + 1)), 'CONFLICT');
    assert.equal(await outbox.due('mail', after(1), 9), []);
    assert.is(await outcomeOf(store, claim('b', NOW_MS + LEASE_MS)), 'ok');
    const [read] = await outbox.due('mail', after(9_000), 9);
    assert.is(await outcomeOf(store, outbox.done(read!, 'a', after(9_000))), 'CONFLICT');
    assert.is(await outcomeOf(store, outbox.done(read!, 'b', after(9_000))), 'ok');
    assert.is((await outbox.find(sent.id))?.settledMs, after(9_000));
    assert.is(await outcomeOf(store, claim('a', NOW_MS + 99_000)), 'CONFLICT');
  });

  withOutbox('a node that comes back need not wait for its former lease', async (store, outbox) => {
    const sent = item();
    await commit(store, ...outbox.add([sent]));
    await commit(store, outbox.claim(sent.id, { node: 'a', untilMs: after(60_000) }, NOW_MS));
    assert.equal(await outbox.due('mail', after(1), 9), []);
    assert.is(await outcomeOf(store, outbox.releaseClaimsOf('a')), 'ok');
    assert.equal(idsOf(await outbox.due('mail', after(1), 9)), [sent.id]);
  });

  withOutbox('a failed try is repeated when it is due, and given up at last', async (store, outbox) => {
    const sent = item();
    const claimed = async (atMs: number): Promise<OutboxItem> => {
      const claim = { node: 'a', untilMs: after(atMs + LEASE_MS) };
      assert.is(await outcomeOf(store, outbox.claim(sent.id, claim, after(atMs))), 'ok');
      return (await outbox.find(sent.id))!;
    };
    await commit(store, ...outbox.add([sent]));
    assert.is(await outcomeOf(store, outbox.retry(await claimed(0), 'a', after(60_000), 'busy')), 'ok');
    assert.equal(await outbox.due('mail', after(59_999), 9), []);
    const [again] = await outbox.due('mail', after(60_000), 9);
    assert.equal([again?.tries, again?.lastError], [1, 'busy']);
    const long = 'x'.repeat(2_000);
    assert.is(await outcomeOf(store, outbox.dead(await claimed(60_000), 'a', after(60_001), long)), 'ok');
    const dead = await outbox.find(sent.id);
    assert.equal([dead?.state, dead?.tries, dead?.lastError?.length], ['dead', 2, 500]);
  });

  withOutbox('the owner has a settled item delivered again, nobody else', async (store, outbox) => {
    const sent = item({ kind: 'webhook' });
    await commit(store, ...outbox.add([sent]));
    const replay = (account: AccountId) => outbox.replay(sent.id, account, after(50));
    assert.is(await outcomeOf(store, replay(ACCOUNT)), 'CONFLICT');
    await commit(store, outbox.claim(sent.id, { node: 'a', untilMs: after(9) }, NOW_MS));
    await commit(store, outbox.dead((await outbox.find(sent.id))!, 'a', after(1), 'gone'));
    assert.is(await outcomeOf(store, replay(ids.next<AccountId>())), 'CONFLICT');
    assert.is(await outcomeOf(store, replay(ACCOUNT)), 'ok');
    const again = await outbox.find(sent.id);
    assert.equal([again?.state, again?.tries, again?.settledMs], ['waiting', 0, undefined]);
  });

  withOutbox('items are listed by what they are about, and go when they are old', async (store, outbox) => {
    const items = [item({ subject: 's' }), item({ subject: 's' }), item({ subject: 's' }), item()];
    await commit(store, ...outbox.add(items));
    const [first, second, third, other] = items;
    for (const sent of [first!, other!]) {
      await commit(store, outbox.claim(sent.id, { node: 'a', untilMs: after(9) }, NOW_MS));
      await commit(store, outbox.done((await outbox.find(sent.id))!, 'a', NOW_MS));
    }
    const page = await outbox.listOfSubject('mail', 's', { limit: 2 });
    assert.equal(idsOf(page), [third!.id, second!.id]);
    const rest = await outbox.listOfSubject('mail', 's', { limit: 2, after: second!.id });
    assert.equal(idsOf(rest), [first!.id]);
    assert.is((await outbox.listOfSubject('mail', 's', { limit: 9 }, 'done')).length, 1);
    await commit(store, outbox.purge('done', 'mail', NOW_MS, 9));
    assert.ok(await outbox.find(first!.id));
    await commit(store, outbox.purge('done', 'mail', after(1), 1));
    await commit(store, outbox.purge('done', 'mail', after(1), 1));
    assert.equal([await outbox.find(first!.id), await outbox.find(other!.id)], [undefined, undefined]);
    await commit(store, outbox.removeWaiting('mail', 's'));
    assert.equal(await outbox.listOfSubject('mail', 's', { limit: 9 }), []);
  });

  withOutbox(
    'what nobody delivers is given up, the other kinds and what is younger stay',
    async (store, outbox) => {
      const [old, young, mail] = [
        item({ kind: 'sms', dueMs: after(-2) }),
        item({ kind: 'sms', dueMs: after(-1) }),
        item({ dueMs: after(-2) }),
      ];
      await commit(store, ...outbox.add([old, young, mail]));
      const range = { beforeMs: after(-1), nowMs: NOW_MS, limit: 9 };
      await commit(store, outbox.giveUp('sms', range, 'no way out'));
      const given = await outbox.find(old.id);
      assert.equal([given?.state, given?.settledMs, given?.lastError], ['dead', NOW_MS, 'no way out']);
      for (const { id } of [young, mail]) assert.is((await outbox.find(id))?.state, 'waiting');
    },
  );

  withOutbox(
    'what waits of a subject is found and taken back, what is settled stays',
    async (store, outbox) => {
      const items = Array.from({ length: 1_001 }, () => item({ subject: 's' }));
      const [settled, begun, ...untouched] = items;
      await commit(store, ...outbox.add([...items, item()]));
      await commit(store, outbox.claim(settled!.id, { node: 'a', untilMs: after(9) }, NOW_MS));
      await commit(store, outbox.done((await outbox.find(settled!.id))!, 'a', NOW_MS));
      await commit(store, outbox.claim(begun!.id, { node: 'a', untilMs: after(9) }, NOW_MS));
      const waiting = await outbox.waitingOf('s', after(8));
      assert.equal(
        idsOf(waiting),
        [begun!, ...untouched].map(({ id }) => id),
      );
      assert.equal(idsOf(waiting.filter(({ isOnItsWay }) => isOnItsWay)), [begun!.id]);
      assert.not.ok((await outbox.waitingOf('s', after(9))).some(({ isOnItsWay }) => isOnItsWay));
      await commit(store, ...outbox.takeBack(items.map(({ id }) => id)));
      assert.equal(await outbox.waitingOf('s', NOW_MS), []);
      assert.is((await outbox.find(settled!.id))?.state, 'done');
    },
  );

  withOutbox('many items are written in one unit', async (store, outbox) => {
    const items = Array.from({ length: 1_001 }, () => item());
    assert.is(await outcomeOf(store, ...outbox.add(items)), 'ok');
    assert.is((await outbox.due('mail', NOW_MS, 2_000)).length, 1_001);
  });
}
