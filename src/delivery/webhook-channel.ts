import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { messageOf } from '../base/errors.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { accountItem } from '../notices/account-outbox.js';
import type { OutboxItem } from '../notices/outbox-item.js';
import { retryAfter, WEBHOOK_RETRY_MS } from '../notices/retry-times.js';
import { checkedUrl, hostOf, mayConnect, type AllowedPrivate } from '../notices/webhook-address.js';
import { isGivenUp, signingSecrets, type Webhook, type WebhookDisabledReason } from '../notices/webhook.js';
import { signatureHeaders } from '../notices/webhook-signature.js';
import { OutboxRepository } from '../store/repositories/outbox-repository.js';
import { WebhookRepository } from '../store/repositories/webhook-repository.js';
import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';
import type { Channel, Delivery } from './outbox-runner.js';
import { addressesOf, type ResolveName } from './webhook-names.js';
import { postPinned } from './webhook-request.js';

export interface WebhookChannelOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  readonly allowed: AllowedPrivate;
  readonly resolve: ResolveName;
  readonly answerMsMax?: number;
}

const AT_ONCE = 64;
const AT_ONCE_OF_WEBHOOK = 2;
/** Name, connection, TLS and answer together. */
const ANSWER_MS_MAX = 15_000;
const DAY_MS = 86_400_000;
const KEPT_MS = 7 * DAY_MS;
const KEPT_DEAD_MS = 30 * DAY_MS;

const GONE = 410;

/** How a try has ended: with a status, or without one. */
type Outcome = { readonly status: number } | { readonly refused: string } | { readonly failure: string };

/** Deliveries of the outbox to the webhooks of accounts [S54]. */
export class WebhookChannel implements Channel {
  readonly counters = new Counters([
    'delivered',
    'failed',
    'timedOut',
    'redirected',
    /** To addresses that we do not send to. */
    'addressRefused',
    'disabledGone',
    'disabledFailing',
  ]);
  readonly atOnceMax = AT_ONCE;
  readonly atOnceOfSubjectMax = AT_ONCE_OF_WEBHOOK;
  readonly keepDoneMs = KEPT_MS;
  readonly keepDeadMs = KEPT_DEAD_MS;
  readonly #options: WebhookChannelOptions;
  readonly #webhooks: WebhookRepository;
  readonly #outbox: OutboxRepository;

  constructor(options: WebhookChannelOptions) {
    this.#options = options;
    this.#webhooks = new WebhookRepository(options.store);
    this.#outbox = new OutboxRepository(options.store);
  }

  readonly deliver = async (item: OutboxItem): Promise<Delivery> => {
    const webhook = await this.#webhooks.find(item.subject);
    if (webhook === undefined) return { type: 'dead', error: 'the webhook was removed' };
    if (!webhook.enabled) return { type: 'dead', error: 'the webhook is disabled' };
    const outcome = await this.#sent(item, webhook);
    if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) {
      this.counters.add('delivered');
      if (webhook.failingSinceMs !== undefined) await this.#commit(this.#webhooks.recovered(webhook.id));
      return { type: 'done' };
    }
    return this.#failed(item, webhook, outcome);
  };

  async #sent({ id, payload }: OutboxItem, webhook: Webhook): Promise<Outcome> {
    const { allowed, resolve, clock } = this.#options;
    // Again: what is allowed may have become less since it was created.
    const checked = checkedUrl(webhook.url, allowed);
    if (!checked.ok) return { refused: checked.error.code };
    const url = checked.value;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#options.answerMsMax ?? ANSWER_MS_MAX);
    try {
      const addresses = await addressesOf(hostOf(url), resolve, limit.signal);
      // All of them: a name that leads both out and in is a trick.
      if (!addresses.every((address) => mayConnect(address, url, allowed)))
        return { refused: 'ADDRESS_NOT_ALLOWED' };
      const nowMs = clock.utcNow();
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'huitong-webhooks',
        ...signatureHeaders(id, payload, signingSecrets(webhook, nowMs), nowMs),
      };
      return { status: await postPinned({ url, addresses, headers, body: payload, signal: limit.signal }) };
    } catch (thrown) {
      if (limit.signal.aborted) this.counters.add('timedOut');
      return { failure: limit.signal.aborted ? 'no answer in time' : messageOf(thrown) };
    } finally {
      clearTimeout(timer);
    }
  }

  async #failed({ tries }: OutboxItem, webhook: Webhook, outcome: Outcome): Promise<Delivery> {
    this.counters.add('failed');
    const nowMs = this.#options.clock.utcNow();
    const error = this.#errorOf(outcome);
    if ('status' in outcome && outcome.status === GONE) {
      await this.#disable(webhook, 'gone');
      return { type: 'dead', error };
    }
    if (isGivenUp(webhook, nowMs)) {
      await this.#disable(webhook, 'failing');
      return { type: 'dead', error };
    }
    if (webhook.failingSinceMs === undefined) await this.#commit(this.#webhooks.failing(webhook.id, nowMs));
    const afterMs = retryAfter(WEBHOOK_RETRY_MS, tries);
    return afterMs === undefined ? { type: 'dead', error } : { type: 'retry', afterMs, error };
  }

  #errorOf(outcome: Outcome): string {
    if ('refused' in outcome) {
      this.counters.add('addressRefused');
      return outcome.refused;
    }
    if ('failure' in outcome) return outcome.failure;
    if (outcome.status >= 300 && outcome.status < 400) this.counters.add('redirected');
    return `HTTP ${outcome.status}`;
  }

  /** Its owner is told in the same unit, so once. */
  async #disable({ id, account, url }: Webhook, reason: WebhookDisabledReason): Promise<void> {
    const { ids, clock } = this.#options;
    const notice = { type: 'webhook-disabled' as const, account, url, reason };
    const told = accountItem(notice, { id: ids.next(), nowMs: clock.utcNow() });
    const isDone = await this.#commit(this.#webhooks.disable(id, reason), ...this.#outbox.add([told]));
    if (isDone) this.counters.add(reason === 'gone' ? 'disabledGone' : 'disabledFailing');
  }

  async #commit(...statements: readonly Statement[]): Promise<boolean> {
    const { store, log } = this.#options;
    const outcome = await store.commit(unit(...statements));
    if (!outcome.ok && outcome.error.code !== 'CONFLICT')
      log.warn({ code: outcome.error.code }, 'the state of a webhook could not be written');
    return outcome.ok;
  }
}
