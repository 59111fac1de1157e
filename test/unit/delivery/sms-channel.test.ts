import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import type { Channel } from '../../../src/delivery/outbox-runner.js';
import { smsChannel } from '../../../src/delivery/sms-channel.js';
import type { GuestNotice } from '../../../src/notices/notice.js';
import type { OutboxItem } from '../../../src/notices/outbox-item.js';
import { dateText } from '../../../src/notices/words.js';
import { outboxItem, sampleInvitation } from '../../support/notice-samples.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('SMS channel');
const DAY_MS = 86_400_000;
const SECRET = 'a secret of the gateway';
let gateway: Server;
let url: string;
let status = 200;
const received: { readonly body: string; readonly headers: Record<string, string> }[] = [];

test.before(async () => {
  gateway = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
});
test.after(() => void gateway.close());

const notice = sampleInvitation();
const item = (tries = 0, told: GuestNotice = notice): OutboxItem => outboxItem('sms', told, tries);

const channelAt = (nowMs: number): Channel => {
  const clock = { now: () => monotonicMs(0), utcNow: () => utcMs(nowMs) };
  return smsChannel({ url, secret: SECRET }, clock);
};

test('a text is posted to the gateway, signed, with number, room and password', async () => {
  const sent = item();
  assert.equal(await channelAt(NOW_MS).deliver(sent), { type: 'done' });
  const { body, headers } = received.at(-1)!;
  const signer = new Webhook(Buffer.from(SECRET).toString('base64'));
  assert.is(headers['webhook-signature'], signer.sign(sent.id, new Date(NOW_MS), body));
  assert.is(headers['webhook-timestamp'], String(Math.floor(NOW_MS / 1_000)));
  const { to, text } = JSON.parse(body) as { to: string; text: string };
  assert.is(to, '+8613800138000');
  for (const part of ['周会', '4006701018', '1234567', '6666']) assert.match(text, part);
});

test('of a meeting that goes on, the starts that are off are named, and not its first one', async () => {
  const week = 7 * DAY_MS;
  const text = async (weeks: readonly number[]): Promise<string> => {
    const plannedStartsMs = weeks.map((count) => utcMs(NOW_MS + count * week));
    const starts = { plannedStartsMs, startsMs: plannedStartsMs };
    const told: GuestNotice = { ...notice, type: 'occurrences-cancelled', ...starts };
    await channelAt(NOW_MS).deliver(item(0, told));
    return (JSON.parse(received.at(-1)!.body) as { text: string }).text;
  };
  const dateOf = (weeks: number): string => dateText(NOW_MS + weeks * week, 'Asia/Shanghai', 'zh-CN');
  assert.is(await text([2, 3]), `会议取消: 周会; ${dateOf(2)}, ${dateOf(3)}`);
  assert.is(await text([1, 2, 3, 4, 5]), `会议取消: 周会; ${[1, 2, 3, 4].map(dateOf).join(', ')}, …`);
});

test('a text that has waited for a day is of no use, and is not sent', async () => {
  const before = received.length;
  assert.is((await channelAt(NOW_MS + DAY_MS + 1).deliver(item())).type, 'dead');
  assert.is(received.length, before);
  assert.is((await channelAt(NOW_MS + DAY_MS).deliver(item())).type, 'done');
});

test('a reminder is sent until its meeting begins, and no longer', async () => {
  const reminder: GuestNotice = { ...notice, type: 'reminder', occurrenceMs: utcMs(NOW_MS + 60_000) };
  const before = received.length;
  for (const late of [60_000, 3_600_000])
    assert.equal(await channelAt(NOW_MS + late).deliver(item(1, reminder)), { type: 'done' });
  assert.is(received.length, before);
  await channelAt(NOW_MS + 59_999).deliver(item(1, reminder));
  assert.is(received.length, before + 1);
});

test('a refusal is final, an outage is not, a redirection is not followed', async () => {
  const channel = channelAt(NOW_MS);
  const typeFor = async (answer: number, tries = 0): Promise<string> => {
    status = answer;
    return (await channel.deliver(item(tries))).type;
  };
  assert.is(await typeFor(400), 'dead');
  assert.is(await typeFor(429), 'retry');
  assert.is(await typeFor(503), 'retry');
  assert.is(await typeFor(503, 4), 'dead');
  assert.is(await typeFor(302), 'retry');
});

test.run();
