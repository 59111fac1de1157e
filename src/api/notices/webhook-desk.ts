import { randomBytes } from 'node:crypto';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { OutboxId, OutboxItem, OutboxState } from '../../notices/outbox-item.js';
import { checkedUrl, type UrlRefusal } from '../../notices/webhook-address.js';
import { testPayload } from '../../notices/webhook-events.js';
import { rotated, type Webhook, type WebhookId } from '../../notices/webhook.js';
import { atMostOfAccount } from '../../store/repositories/account-limit.js';
import { OutboxRepository } from '../../store/repositories/outbox-repository.js';
import type { PageOf } from '../../store/repositories/page.js';
import { WebhookRepository } from '../../store/repositories/webhook-repository.js';
import { unit } from '../../store/statement.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import type { WebhookChange, WebhookCreate } from './webhook-schema.js';

const WEBHOOKS_MAX = 20;
const SECRET_BYTES = 24;
/** Of one replay; who wants more asks again with an earlier end. */
const REPLAYED_MAX = 10_000;
const KIND = 'webhook';

const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

type Services = Pick<ApiServices, 'store' | 'reads' | 'ids' | 'clock' | 'notices'>;

/** What can be done with webhooks and their deliveries; each is looked for among those of the account. */
export class WebhookDesk {
  readonly #services: Services;
  readonly #webhooks: WebhookRepository;
  readonly #outbox: OutboxRepository;

  constructor(services: Services) {
    this.#services = services;
    this.#webhooks = new WebhookRepository(services.store);
    this.#outbox = new OutboxRepository(services.store);
  }

  list(account: AccountId): Promise<readonly Webhook[]> {
    return new WebhookRepository(this.#services.reads).list(account);
  }

  async find(id: string, account: AccountId): Promise<Webhook> {
    const webhook = await this.#webhooks.find(id);
    if (webhook?.account !== account) throw new Problem('WEBHOOK_NOT_FOUND');
    return webhook;
  }

  async create(wanted: WebhookCreate, account: AccountId): Promise<Webhook> {
    this.#checkUrl(wanted.url);
    const { ids, clock, store } = this.#services;
    const webhook: Webhook = {
      ...wanted,
      events: [...new Set(wanted.events)],
      id: ids.next(),
      account,
      disabledReason: undefined,
      failingSinceMs: undefined,
      secret: newSecret(),
      previous: undefined,
      version: 1,
      createdMs: clock.utcNow(),
    };
    const limit = atMostOfAccount(store, 'webhooks', account, WEBHOOKS_MAX);
    if ((await commitOrRefused(store, this.#webhooks.create(webhook), limit)) !== undefined)
      throw new Problem('WEBHOOK_LIMIT');
    return webhook;
  }

  async change(id: string, wanted: WebhookChange, version: number, account: AccountId): Promise<Webhook> {
    const old = await this.find(id, account);
    const {
      url = old.url,
      events = old.events,
      description = old.description,
      enabled = old.enabled,
    } = wanted;
    if (url !== old.url) this.#checkUrl(url);
    const isNewStart = url !== old.url || (enabled && !old.enabled);
    return this.#stored({
      ...old,
      url,
      events: [...new Set(events)],
      description,
      enabled,
      version,
      disabledReason: enabled ? undefined : old.disabledReason,
      failingSinceMs: isNewStart ? undefined : old.failingSinceMs,
    });
  }

  async rotate(id: string, account: AccountId): Promise<Webhook> {
    const webhook = await this.find(id, account);
    return this.#stored(rotated(webhook, newSecret(), this.#services.clock.utcNow()));
  }

  /** With what waits for it: the address may be somebody else's by now. */
  async remove(id: string, account: AccountId): Promise<void> {
    const { store } = this.#services;
    const webhook = id as WebhookId;
    const removed = [this.#webhooks.remove(webhook, account), this.#outbox.removeWaiting(KIND, webhook)];
    if ((await commitOrRefused(store, ...removed)) !== undefined) throw new Problem('WEBHOOK_NOT_FOUND');
  }

  /** Gives the id of the delivery. */
  async test(id: string, account: AccountId): Promise<OutboxId> {
    const { ids, clock, store } = this.#services;
    const webhook = await this.#enabled(id, account);
    const nowMs = clock.utcNow();
    const item = {
      id: ids.next<OutboxId>(),
      kind: KIND,
      account,
      subject: webhook.id,
      dueMs: nowMs,
      payload: testPayload(nowMs, webhook.id),
      createdMs: nowMs,
    } as const;
    await commitOrThrow(store, ...this.#outbox.add([item]));
    return item.id;
  }

  async deliveries(
    id: string,
    account: AccountId,
    page: PageOf<OutboxId>,
    state: OutboxState | undefined,
  ): Promise<readonly OutboxItem[]> {
    await this.find(id, account);
    return new OutboxRepository(this.#services.reads).listOfSubject(KIND, id, page, state);
  }

  async replay(id: string, delivery: string, account: AccountId): Promise<void> {
    const { store, clock } = this.#services;
    await this.#enabled(id, account);
    const item = await this.#outbox.find(delivery as OutboxId);
    if (item?.kind !== KIND || item.subject !== id) throw new Problem('WEBHOOK_DELIVERY_NOT_FOUND');
    const refused = await commitOrRefused(store, this.#outbox.replay(item.id, account, clock.utcNow()));
    if (refused !== undefined) throw new Problem('WEBHOOK_DELIVERY_WAITING');
  }

  /** Gives how many. */
  async replayBetween(id: string, fromMs: number, toMs: number, account: AccountId): Promise<number> {
    const { store, clock } = this.#services;
    await this.#enabled(id, account);
    const range = { fromMs: utcMs(fromMs), toMs: utcMs(toMs), limit: REPLAYED_MAX };
    const replayed = await store.commit(unit(this.#outbox.replayBetween(KIND, id, range, clock.utcNow())));
    if (!replayed.ok) throw new Problem('STORE_UNAVAILABLE', { detail: replayed.error.code });
    return replayed.value[0] ?? 0;
  }

  async #enabled(id: string, account: AccountId): Promise<Webhook> {
    const webhook = await this.find(id, account);
    if (!webhook.enabled) throw new Problem('WEBHOOK_DISABLED');
    return webhook;
  }

  async #stored(webhook: Webhook): Promise<Webhook> {
    const refused = await commitOrRefused(this.#services.store, this.#webhooks.change(webhook));
    if (refused !== undefined) throw new Problem('VERSION_CONFLICT');
    return { ...webhook, version: webhook.version + 1 };
  }

  #checkUrl(url: string): void {
    const checked = checkedUrl(url, this.#services.notices.allowPrivate);
    if (!checked.ok) throw fieldInvalid('url', ...REFUSALS[checked.error.code]);
  }
}

const REFUSALS: Readonly<Record<UrlRefusal, readonly [string, string]>> = {
  TOO_LONG: ['TOO_LONG', 'is too long'],
  NOT_A_URL: ['WRONG_FORMAT', 'must be a URL'],
  SCHEME_NOT_ALLOWED: ['NOT_ALLOWED', 'must be https'],
  CREDENTIALS_NOT_ALLOWED: ['NOT_ALLOWED', 'must not hold a user or a password'],
  PORT_NOT_ALLOWED: ['NOT_ALLOWED', 'must have port 443, 80, or one from 1024 on'],
  ADDRESS_NOT_ALLOWED: ['NOT_ALLOWED', 'must not lead to this address'],
};

export const previousSecretUntil = ({ previous }: Webhook, nowMs: UtcMs): UtcMs | null =>
  previous !== undefined && previous.untilMs > nowMs ? previous.untilMs : null;
