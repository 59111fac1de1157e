import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Webhook as Verifier } from 'standardwebhooks';
import type { AccountId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { retryAfter, WEBHOOK_RETRY_MS } from '../../../src/notices/retry-times.js';
import {
  isGivenUp,
  rotated,
  signingSecrets,
  type Webhook,
  type WebhookId,
} from '../../../src/notices/webhook.js';
import { signatureHeaders } from '../../../src/notices/webhook-signature.js';

const test = suite('webhooks: secrets and times [S54]');

const HOUR_MS = 3_600_000;
const NOW_MS = utcMs(Date.now());
const secretOf = (text: string): string => `whsec_${Buffer.from(text.padEnd(24, '-')).toString('base64')}`;
const [OLD, MIDDLE, NEW] = [secretOf('old'), secretOf('middle'), secretOf('new')] as const;

const HOOK: Webhook = {
  id: 'hook' as WebhookId,
  account: 'account' as AccountId,
  url: 'https://example.com/',
  events: ['*'],
  description: '',
  enabled: true,
  disabledReason: undefined,
  failingSinceMs: undefined,
  secret: OLD,
  previous: undefined,
  version: 1,
  createdMs: NOW_MS,
};

test('while a secret is rotated, who has the old one and who has the new one can verify', () => {
  const hook = rotated(HOOK, NEW, NOW_MS);
  const body = '{"type":"webhook.test"}';
  const headers = signatureHeaders('msg-1', body, signingSecrets(hook, NOW_MS), NOW_MS);
  for (const secret of [OLD, NEW])
    assert.equal(new Verifier(secret).verify(body, headers), { type: 'webhook.test' });
  assert.throws(() => new Verifier(MIDDLE).verify(body, headers));
  assert.throws(() => new Verifier(NEW).verify(`${body} `, headers));
  assert.throws(() => new Verifier(NEW).verify(body, { ...headers, 'webhook-id': 'msg-2' }));
  assert.match(headers['webhook-signature']!, /^v1,\S+ v1,\S+$/);
});

test('the secret before signs for 24 hours, the one before that no longer', () => {
  const hook = rotated(HOOK, MIDDLE, NOW_MS);
  assert.equal(signingSecrets(hook, utcMs(NOW_MS + 24 * HOUR_MS - 1)), [MIDDLE, OLD]);
  assert.equal(signingSecrets(hook, utcMs(NOW_MS + 24 * HOUR_MS)), [MIDDLE]);
  assert.equal(signingSecrets(rotated(hook, NEW, NOW_MS), NOW_MS), [NEW, MIDDLE]);
});

test('a delivery is tried 8 times within 24 hours, after longer and longer pauses at first', () => {
  const times = Array.from({ length: 8 }, (_, tries) => retryAfter(WEBHOOK_RETRY_MS, tries));
  assert.equal(times.slice(0, 3), [5_000, 300_000, 1_800_000]);
  assert.is(times[7], undefined, 'after the eighth it is given up');
  const allMs = times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
  assert.ok(allMs > 23 * HOUR_MS && allMs <= 24 * HOUR_MS);
});

test('an endpoint is given up when nothing has arrived for five days', () => {
  const failing = { ...HOOK, failingSinceMs: NOW_MS };
  assert.is(isGivenUp(HOOK, NOW_MS), false);
  assert.is(isGivenUp(failing, utcMs(NOW_MS + 120 * HOUR_MS - 1)), false);
  assert.is(isGivenUp(failing, utcMs(NOW_MS + 120 * HOUR_MS)), true);
});

test.run();
