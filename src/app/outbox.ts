import { resolve } from 'node:path';
import type { AccountNewsFeed } from '../accounts/account-news.js';
import type { Clock } from '../base/clock.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { CallRouter } from '../call/call-router.js';
import type { Config } from '../config/schema.js';
import { openSecrets, type Secrets } from '../config/secrets.js';
import { AccountMails } from '../delivery/account-mails.js';
import { mailChannel } from '../delivery/mail-channel.js';
import { folderTransport, smtpTransport, type MailTransport } from '../delivery/mail-transport.js';
import { OutboxRunner } from '../delivery/outbox-runner.js';
import { ReminderRunner } from '../delivery/reminder-runner.js';
import { smsChannel } from '../delivery/sms-channel.js';
import { StatementRunner } from '../delivery/statement-runner.js';
import type { WebhookChannel } from '../delivery/webhook-channel.js';
import type { Durable } from './durable.js';
import { connectWebhooks } from './webhooks.js';

export interface OutboxAround {
  readonly config: Config;
  readonly durable: Pick<Durable, 'store' | 'journal'>;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly log: Log;
  readonly news: AccountNewsFeed;
  readonly router: Pick<CallRouter, 'services'>;
}

/** What is told outside. */
export interface Outbox {
  readonly outbox: OutboxRunner;
  readonly webhooks: WebhookChannel;
  readonly reminders: Reminders;
}

/** With a channel for each way out. */
export function connectOutbox(around: OutboxAround): Outbox {
  const { config, clock, log } = around;
  const { store } = around.durable;
  // Those that could not be read were told when the configuration was loaded.
  const { secrets } = openSecrets(config.secrets, process.env);
  const { from, publicUrl } = config.mail;
  const transport = mailTransportOf(config, secrets);
  const accounts = new AccountMails(store, publicUrl);
  const mail = mailChannel({ transport, accounts, clock, from });
  const gateway = config.sms && { url: config.sms.url, secret: secrets.get(config.sms.secret) ?? '' };
  const sms = gateway && smsChannel(gateway, clock);
  const webhooks = connectWebhooks(around);
  const channels = { mail, webhook: webhooks, ...(sms === undefined ? {} : { sms }) };
  const outbox = new OutboxRunner({ store, clock, log, node: config.node, channels });
  return { outbox, webhooks, reminders: connectReminders(around) };
}

function mailTransportOf({ mail, dataDir }: Config, secrets: Secrets): MailTransport {
  const sender = { name: mail.fromName, address: mail.from };
  const { smtp } = mail;
  if (mail.transport === 'folder' || smtp === undefined)
    return folderTransport(resolve(dataDir, mail.dir), sender);
  const { host, port, secure, requireTls, user, secret } = smtp;
  const password = secret === undefined ? undefined : secrets.get(secret);
  return smtpTransport({ host, port, secure, requireTls, user, password }, sender);
}

/** What is written to the outbox because its time has come. */
export interface Reminders {
  readonly rooms: ReminderRunner;
  readonly statements: StatementRunner;
}

function connectReminders({ durable, config, router, clock, ids, log }: OutboxAround): Reminders {
  const { store } = durable;
  const sendsSms = config.sms !== undefined;
  const accessNumbers = (): readonly string[] =>
    router.services.flatMap(({ number, service }) =>
      service === 'bridge' && number !== undefined ? [number] : [],
    );
  return {
    rooms: new ReminderRunner({ store, clock, ids, log, accessNumbers, sendsSms }),
    statements: new StatementRunner({ store, clock, ids, log }),
  };
}
