import type { Clock } from '../base/clock.js';
import { messageOf, unreachable } from '../base/errors.js';
import { guestMail, mailOf, organiserMail, type MailMessage } from '../notices/mail-message.js';
import { isTooLate, type Notice } from '../notices/notice.js';
import type { OutboxItem } from '../notices/outbox-item.js';
import { MAIL_RETRY_MS, retryAfter } from '../notices/retry-times.js';
import type { AccountMails } from './account-mails.js';
import type { MailTransport } from './mail-transport.js';
import type { Channel, Delivery } from './outbox-runner.js';

export interface MailChannelOptions {
  readonly transport: MailTransport;
  readonly accounts: AccountMails;
  readonly clock: Clock;
  /** The address that sends. */
  readonly from: string;
}

const MAILS_AT_ONCE = 4;
const DAY_MS = 86_400_000;
/** Invitations hold passwords: they are not kept longer than somebody may ask what became of them. */
const KEPT_MS = 7 * DAY_MS;
const KEPT_DEAD_MS = 30 * DAY_MS;
/** Legs of a meeting that is over are charged within seconds. */
const NOT_YET_MS = 30_000;
const NOT_YET_DAYS_MAX = 1;

const DONE: Delivery = { type: 'done' };

/** Notices of the outbox as mails. */
export function mailChannel(options: MailChannelOptions): Channel {
  return {
    deliver: (item) => deliver(item, options),
    atOnceMax: MAILS_AT_ONCE,
    keepDoneMs: KEPT_MS,
    keepDeadMs: KEPT_DEAD_MS,
  };
}

async function deliver(item: OutboxItem, options: MailChannelOptions): Promise<Delivery> {
  const message = await messageFor(item, options);
  if (message === undefined) return DONE;
  if (message === 'not-yet') {
    const late = options.clock.utcNow() - item.createdMs > NOT_YET_DAYS_MAX * DAY_MS;
    const error = 'its legs are not charged yet';
    return late ? { type: 'dead', error } : { type: 'retry', afterMs: NOT_YET_MS, error };
  }
  try {
    await options.transport.send(message, item.id);
    return DONE;
  } catch (thrown) {
    return failed(thrown, item.tries);
  }
}

/** Undefined: there is nobody to tell, or nothing any more. */
async function messageFor(
  item: OutboxItem,
  { accounts, clock, from }: MailChannelOptions,
): Promise<MailMessage | 'not-yet' | undefined> {
  // Written by ourselves, with what caused it.
  const notice = JSON.parse(item.payload) as Notice;
  const nowMs = clock.utcNow();
  if (isTooLate(notice, nowMs)) return undefined;
  const around = { id: item.id, from, nowMs, stampMs: item.createdMs };
  switch (notice.type) {
    case 'invitation':
    case 'update':
    case 'cancellation':
    case 'occurrences-cancelled':
    case 'reminder':
      return guestMail(notice, around);
    case 'organiser':
    case 'balance-low':
    case 'meeting-report':
    case 'statement':
    case 'number-moved':
    case 'webhook-disabled': {
      const addresses = await accounts.addressesOf(notice.account);
      if (addresses.length === 0) return undefined;
      const to = addresses.map((address) => ({ name: '', address }));
      if (notice.type === 'organiser') return organiserMail(notice, to, around);
      const document = await accounts.document(notice);
      return typeof document === 'object' ? mailOf(document, to, around) : document;
    }
    default:
      return unreachable(notice);
  }
}

/** Refused before the mail was spoken of: a wrong password of ours, or no TLS where it is required. */
const NOT_OF_THE_MAIL = ['EAUTH', 'ETLS'];

/** RFC 5321 §4.2.1: 4xx may succeed later, 5xx never. */
function failed(thrown: unknown, tries: number): Delivery {
  const { responseCode, code } = thrown as { readonly responseCode?: number; readonly code?: string };
  const error = messageOf(thrown);
  const isFinal = responseCode !== undefined && responseCode >= 500 && !NOT_OF_THE_MAIL.includes(code ?? '');
  const afterMs = isFinal ? undefined : retryAfter(MAIL_RETRY_MS, tries);
  return afterMs === undefined ? { type: 'dead', error } : { type: 'retry', afterMs, error };
}
