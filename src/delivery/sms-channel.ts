import { Webhook } from 'standardwebhooks';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { UtcMs } from '../base/units.js';
import { smsText } from '../notices/invitation.js';
import { isTooLate, type GuestNotice } from '../notices/notice.js';
import type { OutboxItem } from '../notices/outbox-item.js';
import { retryAfter, SMS_RETRY_MS } from '../notices/retry-times.js';
import type { Channel, Delivery } from './outbox-runner.js';

export interface SmsGateway {
  /** The operator's own, so that it may well be a private address. */
  readonly url: string;
  readonly secret: string;
}

const AT_ONCE = 4;
const ANSWER_MS = 15_000;
const DAY_MS = 86_400_000;
const OF_USE_MS = DAY_MS;

/** Text messages through a gateway: POST {to, text}, signed as Standard Webhooks has it. */
export function smsChannel(gateway: SmsGateway, clock: Clock): Channel {
  const signer = new Webhook(Buffer.from(gateway.secret).toString('base64'));
  return {
    deliver: (item) => deliver(item, gateway, signer, clock.utcNow()),
    atOnceMax: AT_ONCE,
    keepDoneMs: DAY_MS,
    keepDeadMs: 7 * DAY_MS,
  };
}

async function deliver(
  { id, payload, tries, createdMs }: OutboxItem,
  gateway: SmsGateway,
  signer: Webhook,
  nowMs: UtcMs,
): Promise<Delivery> {
  // It waited for a gateway, or for the end of a long outage of ours.
  if (nowMs - createdMs > OF_USE_MS) return { type: 'dead', error: 'too late to be of use' };
  // Written by ourselves, with what caused it.
  const notice = JSON.parse(payload) as GuestNotice;
  if (isTooLate(notice, nowMs)) return { type: 'done' };
  const sent = new Date(nowMs);
  const body = JSON.stringify({ to: notice.guest.number, text: smsText(notice, nowMs) });
  try {
    const { status } = await fetch(gateway.url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
        'webhook-signature': signer.sign(id, sent, body),
      },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (status >= 200 && status < 300) return { type: 'done' };
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return isFinal ? { type: 'dead', error: `HTTP ${status}` } : again(`HTTP ${status}`, tries);
  } catch (thrown) {
    return again(messageOf(thrown), tries);
  }
}

function again(error: string, tries: number): Delivery {
  const afterMs = retryAfter(SMS_RETRY_MS, tries);
  return afterMs === undefined ? { type: 'dead', error } : { type: 'retry', afterMs, error };
}
