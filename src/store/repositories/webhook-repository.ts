import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { Webhook, WebhookDisabledReason, WebhookId } from '../../notices/webhook.js';
import { ALL_EVENTS, type WebhookEvent, type WebhookSubscription } from '../../notices/webhook-events.js';
import { PreparedWrite } from '../prepared-write.js';
import type { WebhooksTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

/** Of a UUID: what an event brings to the id of a delivery; the webhook brings the last group. */
const EVENT_CHARS = 24;
/** Disabled so, a webhook is mended and enabled again, and its owner wants what it has missed. */
const KEPT_FOR: WebhookDisabledReason = 'failing';

export class WebhookRepository {
  readonly #store: Reads;
  readonly #tell: PreparedWrite<ReturnType<typeof toldValues>>;

  constructor(store: Reads) {
    this.#store = store;
    this.#tell = new PreparedWrite((values) => deliveries(store, values));
  }

  create(webhook: Webhook): Statement {
    return statement(this.#store.queries.insertInto('webhooks').values(toRow(webhook)), 1);
  }

  /** CONFLICT: it has changed since, or is not the account's. */
  change(webhook: Webhook): Statement {
    const { id, account, version } = webhook;
    const change = this.#store.queries
      .updateTable('webhooks')
      .set({ ...toRow(webhook), version: version + 1 })
      .where('id', '=', id)
      .where('account', '=', account);
    return statement(change.where('version', '=', version), 1);
  }

  /** CONFLICT: it is not the account's. */
  remove(id: WebhookId, account: AccountId): Statement {
    const remove = this.#store.queries.deleteFrom('webhooks').where('id', '=', id);
    return statement(remove.where('account', '=', account), 1);
  }

  /**
   * A delivery to each webhook of the account that wants the event, for the unit of what has happened. An
   * event that is told again makes no second delivery. One that was disabled for failing gets a dead one, so that
   * its owner can have it replayed; whoever does not want to be told, by a 410 or in the portal, gets none.
   */
  tell(event: WebhookEvent): Statement {
    return this.#tell.filledWith(toldValues(event));
  }

  failing(id: WebhookId, sinceMs: UtcMs): Statement {
    const fails = this.#store.queries.updateTable('webhooks').set({ failing_since_ms: sinceMs });
    return statement(fails.where('id', '=', id).where('failing_since_ms', 'is', null));
  }

  recovered(id: WebhookId): Statement {
    return statement(
      this.#store.queries.updateTable('webhooks').set({ failing_since_ms: null }).where('id', '=', id),
    );
  }

  /** CONFLICT: it is disabled already. */
  disable(id: WebhookId, reason: WebhookDisabledReason): Statement {
    const disable = this.#store.queries
      .updateTable('webhooks')
      .set({ enabled: 0, disabled_reason: reason, version: sql<number>`version + 1` })
      .where('id', '=', id)
      .where('enabled', '=', 1);
    return statement(disable, 1);
  }

  async find(id: string): Promise<Webhook | undefined> {
    const row = await this.#webhooks.where('id', '=', id).executeTakeFirst();
    return row && toWebhook(row);
  }

  /** In the order of creation; an account has few. */
  async list(account: AccountId): Promise<readonly Webhook[]> {
    return (await this.#webhooks.where('account', '=', account).orderBy('id').execute()).map(toWebhook);
  }

  get #webhooks() {
    return this.#store.queries.selectFrom('webhooks').selectAll();
  }
}

const toldValues = ({ id, account, type, atMs, payload }: WebhookEvent) => ({
  event_id: id.slice(0, EVENT_CHARS),
  account,
  wanted: `%"${type}"%`,
  at_ms: atMs,
  payload,
});

/** The database knows who wants it: nothing has to be kept in step with the rows, on any number of nodes. */
function deliveries({ queries }: Reads, told: ReturnType<typeof toldValues>) {
  const wanting = queries
    .selectFrom('webhooks')
    .select([
      // Ids of one maker differ in the part that is taken of the event.
      sql<string>`cast(${told.event_id} as text) || substr(id, ${sql.lit(EVENT_CHARS + 1)})`.as('id'),
      sql<string>`'webhook'`.as('kind'),
      'account',
      'id as subject',
      sql<number>`cast(${told.at_ms} as bigint)`.as('due_ms'),
      sql<number>`0`.as('tries'),
      sql<string>`case when enabled = 1 then 'waiting' else 'dead' end`.as('state'),
      sql<string | null>`case when enabled = 1 then null else 'the webhook is disabled' end`.as('last_error'),
      sql<string>`cast(${told.payload} as text)`.as('payload'),
      sql<number>`cast(${told.at_ms} as bigint)`.as('created_ms'),
      sql<number | null>`case when enabled = 1 then null else cast(${told.at_ms} as bigint) end`.as(
        'settled_ms',
      ),
    ])
    .where('account', '=', told.account)
    .where((row) => row.or([row('enabled', '=', 1), row('disabled_reason', '=', KEPT_FOR)]))
    .where((row) => row.or([row('events', 'like', told.wanted), row('events', 'like', `%"${ALL_EVENTS}"%`)]));
  return queries
    .insertInto('outbox')
    .columns([
      'id',
      'kind',
      'account',
      'subject',
      'due_ms',
      'tries',
      'state',
      'last_error',
      'payload',
      'created_ms',
      'settled_ms',
    ])
    .expression(wanting)
    .onConflict((conflict) => conflict.doNothing());
}

const toRow = (webhook: Webhook): WebhooksTable => ({
  id: webhook.id,
  account: webhook.account,
  url: webhook.url,
  events: JSON.stringify(webhook.events),
  description: webhook.description,
  enabled: webhook.enabled ? 1 : 0,
  disabled_reason: webhook.disabledReason ?? null,
  failing_since_ms: webhook.failingSinceMs ?? null,
  secret: webhook.secret,
  previous_secret: webhook.previous?.secret ?? null,
  previous_until_ms: webhook.previous?.untilMs ?? null,
  version: webhook.version,
  created_ms: webhook.createdMs,
});

const toWebhook = (row: WebhooksTable): Webhook => ({
  id: row.id as WebhookId,
  account: row.account as AccountId,
  url: row.url,
  events: JSON.parse(row.events) as readonly WebhookSubscription[],
  description: row.description,
  enabled: row.enabled === 1,
  disabledReason: (row.disabled_reason as WebhookDisabledReason | null) ?? undefined,
  failingSinceMs: row.failing_since_ms === null ? undefined : utcMs(row.failing_since_ms),
  secret: row.secret,
  previous:
    row.previous_secret === null || row.previous_until_ms === null
      ? undefined
      : { secret: row.previous_secret, untilMs: utcMs(row.previous_until_ms) },
  version: row.version,
  createdMs: utcMs(row.created_ms),
});
