import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.js';
import { calendarOf, MailServer } from '../support/mail/mail-server.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('invitations by mail over SMTP [S9]');
let mails: MailServer;
let server: ServerProcess;

test.before(async () => {
  mails = new MailServer();
  const port = await mails.listen();
  const mail = { transport: 'smtp', from: 'huitong@example.cn', smtp: { host: '127.0.0.1', port } };
  server = await ServerProcess.start({ config: { mail } });
});
test.after(async () => {
  await server.dispose();
  await mails.close();
});

const HOUR_MS = 3_600_000;

async function ask(method: string, path: string, body?: object): Promise<{ id: string; version: number }> {
  const answer = await fetch(`http://127.0.0.1:${server.httpPort}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return text === '' ? { id: '', version: 0 } : (JSON.parse(text) as { id: string; version: number });
}

const LI = { name: '李雷', email: 'li@example.cn' };
const create = (changes: object = {}): Promise<{ id: string; version: number }> =>
  ask('POST', '/rooms', {
    name: '周会',
    chairPassword: '87654321',
    attendeePassword: '6666',
    startMs: Date.now() + 24 * HOUR_MS,
    durationMs: HOUR_MS,
    invitees: [LI],
    ...changes,
  });

test('a room is created, changed and removed: invitation, update and cancellation of one event', async () => {
  const room = await create();
  const invitation = await mails.mailTo(LI.email, /会议邀请/);
  const first = calendarOf(invitation);
  assert.equal([first.method, first.events.length], ['REQUEST', 1]);
  const uid = first.events[0]!.getFirstPropertyValue('uid');
  assert.is(first.events[0]!.getFirstPropertyValue('sequence'), 0);
  assert.is(first.events[0]!.getFirstPropertyValue('summary'), '周会');
  assert.match(invitation.mail.text ?? '', '接入号: 4006701018');
  assert.match(invitation.mail.html ?? '', /href="tel:4006701018,,\d{7}%23,,6666%23"/);
  assert.not.match(`${invitation.mail.text}${invitation.mail.html}`, '87654321');

  await ask('PATCH', `/rooms/${room.id}`, { name: '月会', version: room.version });
  const update = calendarOf(await mails.mailTo(LI.email, /会议变更: 月会/));
  assert.equal(
    ['uid', 'sequence'].map((name) => update.events[0]!.getFirstPropertyValue(name)),
    [uid, 1],
  );

  await ask('DELETE', `/rooms/${room.id}`);
  const cancel = calendarOf(await mails.mailTo(LI.email, /会议取消/));
  assert.is(cancel.method, 'CANCEL');
  assert.equal(
    ['uid', 'sequence', 'status'].map((name) => cancel.events[0]!.getFirstPropertyValue(name)),
    [uid, 2, 'CANCELLED'],
  );
});

test('a mail that was being sent when the server was killed arrives after its restart', async () => {
  mails.answer = 'silence';
  const before = mails.offered;
  await create({ name: '不丢' });
  await eventually('it is being sent', () => mails.offered > before);
  await server.kill();
  mails.answer = 'taken';
  await server.launch();
  const { mail } = await mails.mailTo(LI.email, /不丢/);
  assert.is(mail.from?.address, 'huitong@example.cn');
});

test.run();
