import { Webhook } from 'standardwebhooks';
import type { UtcMs } from '../base/units.js';

/** The three headers of Standard Webhooks; with two secrets there are two signatures, separated by a space. */
export function signatureHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  nowMs: UtcMs,
): Readonly<Record<string, string>> {
  const sent = new Date(nowMs);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sent, body)).join(' '),
  };
}
