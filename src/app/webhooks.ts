import type { AccountNews, AccountNewsFeed } from '../accounts/account-news.js';
import type { Clock } from '../base/clock.js';
import { unreachable } from '../base/errors.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Config } from '../config/schema.js';
import { WebhookChannel } from '../delivery/webhook-channel.js';
import { resolveName } from '../delivery/webhook-names.js';
import { newsOfBooking, NUMBERS_CHANGED, webhookEvent, type WebhookNews } from '../notices/webhook-events.js';
import { WebhookRepository } from '../store/repositories/webhook-repository.js';
import { unit } from '../store/statement.js';
import type { Durable } from './durable.js';

export interface WebhooksAround {
  readonly config: Config;
  readonly durable: Pick<Durable, 'store' | 'journal'>;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly log: Log;
  readonly news: AccountNewsFeed;
}

/**
 * The way to the webhooks of accounts. Facts of conferences and records of legs are told in the unit that stores
 * them; what becomes different for an account is told behind it.
 */
export function connectWebhooks(around: WebhooksAround): WebhookChannel {
  const { config, clock, ids, log, news } = around;
  const { store, journal } = around.durable;
  const webhooks = new WebhookRepository(store);
  news.watch((account, told) => {
    const heard = newsOfAccount(told);
    if (heard === undefined) return;
    const event = webhookEvent(heard, { id: ids.next(), account, atMs: clock.utcNow() });
    void journal.write(unit(webhooks.tell(event)));
  });
  const { allowPrivate: allowed } = config.webhooks;
  return new WebhookChannel({ store, clock, ids, log, allowed, resolve: resolveName });
}

function newsOfAccount(news: AccountNews): WebhookNews | undefined {
  switch (news.type) {
    case 'booking-changed':
      return newsOfBooking(news.booking);
    case 'numbers-changed':
      return NUMBERS_CHANGED;
    // Each leg changes the balance, and its record tells that; contacts are changed by whoever owns them.
    case 'balance-changed':
    case 'contacts-changed':
      return undefined;
    default:
      return unreachable(news);
  }
}
