import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { later, monotonicMs, utcMs } from '../../../src/base/units.js';
import { AccountMails } from '../../../src/delivery/account-mails.js';
import { mailChannel } from '../../../src/delivery/mail-channel.js';
import { folderTransport, smtpTransport, type MailTransport } from '../../../src/delivery/mail-transport.js';
import type { Delivery } from '../../../src/delivery/outbox-runner.js';
import type { Meeting } from '../../../src/notices/meeting.js';
import type { OutboxItem } from '../../../src/notices/outbox-item.js';
import { DeskWorld } from '../../support/desk-world.js';
import { MailServer } from '../../support/mail/mail-server.js';
import { outboxItem, sampleInvitation } from '../../support/notice-samples.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('mail channel');
const SENDER = { name: '会通', address: 'huitong@example.cn' };
const PLAIN = { host: '127.0.0.1', secure: false, requireTls: false, user: undefined, password: undefined };
const folder = mkdtempSync(join(tmpdir(), 'huitong-mail-'));
let world: DeskWorld;
let mails: MailServer;
let port: number;
let smtp: MailTransport;

test.before(async () => {
  world = await DeskWorld.open();
  mails = new MailServer();
  port = await mails.listen();
  smtp = smtpTransport({ ...PLAIN, port }, SENDER);
});
test.after(async () => {
  smtp.close();
  await mails.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const item = (meeting: Partial<Meeting> = {}, guest = {}, tries = 0): OutboxItem =>
  outboxItem('mail', sampleInvitation(meeting, guest), tries);

const deliver = (sent: OutboxItem, transport: MailTransport = smtp): Promise<Delivery> => {
  const clock = { now: () => later(monotonicMs(0), 0), utcNow: () => NOW_MS };
  const accounts = new AccountMails(world.store, undefined);
  return mailChannel({ transport, accounts, clock, from: SENDER.address }).deliver(sent);
};

test('a mail that is taken is done; 4xx is tried again, 5xx and the last try are given up', async () => {
  assert.equal(await deliver(item()), { type: 'done' });
  const { mail } = await mails.mailTo('li@example.cn', /周会/);
  assert.equal([mail.from?.name, mail.replyTo?.[0]?.address], ['会通', 'wang@example.cn']);
  mails.answer = 451;
  const again = await deliver(item());
  assert.equal(again.type === 'retry' && again.afterMs, 60_000);
  assert.is((await deliver(item({}, {}, 6))).type, 'dead');
  mails.answer = 550;
  assert.is((await deliver(item())).type, 'dead');
  mails.answer = 'taken';
});

test('a reminder is sent until its meeting begins, and no longer', async () => {
  const told = sampleInvitation({}, { email: 'han@example.cn' });
  const reminder = (startMs: number): OutboxItem =>
    outboxItem('mail', { ...told, type: 'reminder', occurrenceMs: utcMs(startMs) }, 1);
  const offered = mails.offered;
  for (const begunMs of [NOW_MS, NOW_MS - 3_600_000])
    assert.equal(await deliver(reminder(begunMs)), { type: 'done' });
  assert.is(mails.offered, offered);
  assert.equal(await deliver(reminder(NOW_MS + 1)), { type: 'done' });
  assert.is(mails.offered, offered + 1);
});

test('a server that is not there is tried again', async () => {
  const nowhere = smtpTransport({ ...PLAIN, port: 1 }, SENDER);
  assert.is((await deliver(item(), nowhere)).type, 'retry');
  nowhere.close();
});

test('who requires TLS hands no mail to a server that offers none', async () => {
  const offered = mails.offered;
  const careful = smtpTransport({ ...PLAIN, port, requireTls: true }, SENDER);
  assert.is((await deliver(item(), careful)).type, 'retry');
  assert.is(mails.offered, offered);
  careful.close();
});

test('no name makes a header, a recipient or a line of the calendar', async () => {
  const evil = '坏\r\nBcc: all@example.cn\r\n\r\n<script>alert(1)</script>"; ATTENDEE:mailto:x@y.cn';
  const line = '\r\nBEGIN:VALARM\r\nACTION:AUDIO';
  await deliver(item({ name: evil, organiser: evil + line }, { name: `${evil}" <x@y.cn>` }));
  const { mail, to, raw } = await mails.mailTo('li@example.cn', /./);
  assert.equal(to, ['li@example.cn']);
  assert.is(mail.bcc, undefined);
  assert.is(mail.headers.filter(({ key }) => key === 'bcc').length, 0);
  assert.equal(
    mail.to?.map(({ address }) => address),
    ['li@example.cn'],
  );
  assert.not.match(mail.html ?? '', '<script>');
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')!;
  const { content } = part;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  assert.is(lines.filter((one) => one.startsWith('ATTENDEE')).length, 1);
  assert.not.ok(
    lines.some((one) => one.startsWith('BEGIN:VALARM') || one.startsWith('Bcc')),
    raw,
  );
});

test('the same item is the same message, and a file of the folder', async () => {
  const sent = item();
  const files = folderTransport(folder, SENDER);
  for (let times = 0; times < 2; times++) assert.equal(await deliver(sent, files), { type: 'done' });
  assert.equal(readdirSync(folder), [`${sent.id}.eml`]);
  const mail = await PostalMime.parse(readFileSync(join(folder, `${sent.id}.eml`)));
  assert.is(mail.messageId, `<${sent.id}@example.cn>`);
  assert.is(mail.subject, '会议邀请: 周会');
});

test('the folder and its mails are for the own user alone', async () => {
  const own = join(folder, 'own');
  const sent = item();
  await deliver(sent, folderTransport(own, SENDER));
  const modes = [own, join(own, `${sent.id}.eml`)].map((path) => statSync(path).mode & 0o777);
  assert.equal(modes, [0o700, 0o600]);
});

test.run();
