import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import type { Webhook } from '../../../src/notices/webhook.js';
import { NUMBERS_CHANGED, webhookEvent, type WebhookEventId } from '../../../src/notices/webhook-events.js';
import { atMostOfAccount } from '../../../src/store/repositories/account-limit.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import { WebhookRepository } from '../../../src/store/repositories/webhook-repository.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleAccount, sampleIds } from '../../support/store-samples.js';
import { commit, outcomeOf, withStoreOf, type Backend } from './backend.js';

const ids = sampleIds(12);
const ACCOUNT = sampleAccount(ids);

const sample = (changes: Partial<Webhook> = {}): Webhook => ({
  id: ids.next(),
  account: ACCOUNT.id,
  url: 'https://example.com/',
  events: ['numbers.changed'],
  description: '',
  enabled: true,
  disabledReason: undefined,
  failingSinceMs: undefined,
  secret: 'whsec_new',
  previous: { secret: 'whsec_old', untilMs: NOW_MS },
  version: 1,
  createdMs: NOW_MS,
  ...changes,
});

/** Everything that holds of webhooks on either database. */
export function webhookContract(test: Test, backend: Backend): void {
  const withWebhooks = (name: string, run: (store: Store, webhooks: WebhookRepository) => Promise<void>) =>
    test(name, () =>
      withStoreOf(backend, async (store) => {
        assert.is(await outcomeOf(store, new AccountRepository(store).create(ACCOUNT)), 'ok');
        await run(store, new WebhookRepository(store));
      }),
    );

  withWebhooks(
    '[S54] an event told twice is one delivery to each webhook that wants it',
    async (store, webhooks) => {
      const all = [
        sample(),
        sample({ events: ['*'] }),
        sample({ events: ['balance.low'] }),
        sample({ enabled: false }),
      ];
      assert.is(await outcomeOf(store, ...all.map((webhook) => webhooks.create(webhook))), 'ok');
      const id = ids.next<WebhookEventId>();
      const event = webhookEvent(NUMBERS_CHANGED, { id, account: ACCOUNT.id, atMs: NOW_MS });
      assert.is(await outcomeOf(store, webhooks.tell(event)), 'ok');
      assert.is(await outcomeOf(store, webhooks.tell(event)), 'ok');
      const due = await new OutboxRepository(store).due('webhook', NOW_MS, 9);
      assert.equal(due.map(({ subject }) => subject).toSorted(), [all[0]!.id, all[1]!.id].toSorted());
      for (const item of due) {
        assert.match(item.id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        assert.equal([item.account, item.tries, item.dueMs, item.createdMs], [ACCOUNT.id, 0, NOW_MS, NOW_MS]);
        assert.is(item.payload, event.payload);
      }
    },
  );

  withWebhooks(
    '[S54] what happens while a webhook is disabled for failing can be replayed; disabled otherwise, it is told nothing',
    async (store, webhooks) => {
      const off = { enabled: false } as const;
      const failing = sample({ ...off, disabledReason: 'failing' });
      const others = [
        sample({ ...off, disabledReason: 'failing', events: ['balance.low'] }),
        sample({ ...off, disabledReason: 'gone' }),
        sample(off),
      ];
      await commit(store, ...[failing, ...others].map((webhook) => webhooks.create(webhook)));
      const id = ids.next<WebhookEventId>();
      const event = webhookEvent(NUMBERS_CHANGED, { id, account: ACCOUNT.id, atMs: NOW_MS });
      await commit(store, webhooks.tell(event), webhooks.tell(event));
      const outbox = new OutboxRepository(store);
      assert.equal(await outbox.due('webhook', NOW_MS, 9), []);
      const page = { after: undefined, limit: 9 };
      for (const { id: other } of others)
        assert.equal(await outbox.listOfSubject('webhook', other, page), []);
      const [kept, ...more] = await outbox.listOfSubject('webhook', failing.id, page);
      assert.equal(
        [kept?.state, kept?.lastError, kept?.settledMs, more],
        ['dead', 'the webhook is disabled', NOW_MS, []],
      );
      const range = { fromMs: NOW_MS, toMs: utcMs(NOW_MS + 1), limit: 9 };
      await commit(store, outbox.replayBetween('webhook', failing.id, range, NOW_MS));
      const due = await outbox.due('webhook', NOW_MS, 9);
      assert.equal(
        due.map(({ subject, payload }) => [subject, payload]),
        [[failing.id, event.payload]],
      );
    },
  );

  withWebhooks('an account gets no more than it may have', async (store, webhooks) => {
    const add = () =>
      outcomeOf(store, webhooks.create(sample()), atMostOfAccount(store, 'webhooks', ACCOUNT.id, 2));
    assert.equal([await add(), await add(), await add()], ['ok', 'ok', 'CONFLICT']);
    assert.is((await webhooks.list(ACCOUNT.id)).length, 2);
  });

  withWebhooks(
    '[S54] a webhook comes back as it was stored; a stale change is a conflict',
    async (store, webhooks) => {
      const webhook = sample();
      await commit(store, webhooks.create(webhook));
      assert.equal(await webhooks.find(webhook.id), webhook);
      const changed = { ...webhook, description: 'x', failingSinceMs: utcMs(NOW_MS + 1) };
      assert.is(await outcomeOf(store, webhooks.change(changed)), 'ok');
      assert.equal(await webhooks.find(webhook.id), { ...changed, version: 2 });
      assert.is(await outcomeOf(store, webhooks.change(changed)), 'CONFLICT');
      assert.is(await outcomeOf(store, webhooks.disable(webhook.id, 'gone')), 'ok');
      assert.is(await outcomeOf(store, webhooks.disable(webhook.id, 'gone')), 'CONFLICT');
      assert.is(await outcomeOf(store, webhooks.remove(webhook.id, ids.next())), 'CONFLICT');
      assert.equal(
        (await webhooks.list(ACCOUNT.id)).map(({ disabledReason }) => disabledReason),
        ['gone'],
      );
    },
  );

  withWebhooks(
    '[S54] what was settled in a time is replayed, at most so many, the latest first',
    async (store) => {
      const outbox = new OutboxRepository(store);
      const items = [0, 1, 2, 3].map((at) => ({
        id: ids.next<never>(),
        kind: 'webhook' as const,
        account: ACCOUNT.id,
        subject: 'hook',
        dueMs: NOW_MS,
        payload: '{}',
        createdMs: utcMs(NOW_MS + at),
      }));
      await commit(store, ...outbox.add(items));
      for (const item of await outbox.due('webhook', NOW_MS, 9))
        await commit(
          store,
          outbox.claim(item.id, { node: 'n', untilMs: NOW_MS }, NOW_MS),
          outbox.done(item, 'n', NOW_MS),
        );
      const range = { fromMs: utcMs(NOW_MS + 1), toMs: utcMs(NOW_MS + 4), limit: 2 };
      await commit(store, outbox.replayBetween('webhook', 'hook', range, NOW_MS));
      const due = (await outbox.due('webhook', NOW_MS, 9)).map(({ id }) => id);
      assert.equal(due, [items[2]!.id, items[3]!.id]);
      assert.equal(await outbox.due('webhook', NOW_MS, 9, ['hook']), []);
    },
  );
}
