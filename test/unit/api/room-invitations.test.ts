import ICAL from 'ical.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { guestMail, organiserMail } from '../../../src/notices/mail-message.js';
import type { GuestNotice, OrganiserNotice } from '../../../src/notices/notice.js';
import { utcMs } from '../../../src/base/units.js';
import { silentLog } from '../../../src/base/log.js';
import { ReminderRunner } from '../../../src/delivery/reminder-runner.js';
import type { Contact } from '../../../src/contacts/contact.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { ContactRepository } from '../../../src/store/repositories/contact-repository.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import { RoomRepository } from '../../../src/store/repositories/room-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('invitees of rooms [S2] [S9]');
let world: ApiWorld;

test.before.each(async () => {
  world = await ApiWorld.create();
});
test.after.each(() => world.close());

const V1 = '/api/v1';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WANTED = {
  name: '周会',
  number: '424242',
  chairPassword: '8888',
  attendeePassword: '6666',
  startMs: NOW_MS + DAY_MS,
  durationMs: HOUR_MS,
};
const LI = { name: '李雷', email: 'li@example.cn', number: '13800138000' };
const HAN = { name: '韩梅梅', email: 'han@example.cn' };

const create = async (changes: object = {}): Promise<Answer['body']> => {
  const answer = await world.ask('mine', 'POST', `${V1}/rooms`, { ...WANTED, ...changes });
  assert.is(answer.status, 201, answer.text);
  return answer.body;
};
const change = async (room: Answer['body'], changes: object): Promise<Answer['body']> => {
  const answer = await world.ask('mine', 'PATCH', `${V1}/rooms/${room.id}`, {
    version: room.version,
    ...changes,
  });
  assert.is(answer.status, 200, answer.text);
  return answer.body;
};

interface Written {
  readonly kind: string;
  readonly notice: GuestNotice | OrganiserNotice;
}

/** What was written to the outbox since the last look. */
async function written(): Promise<readonly Written[]> {
  const rows = await world.store.queries.selectFrom('outbox').selectAll().orderBy('id').execute();
  for (const { id } of rows) {
    const remove = world.store.queries.deleteFrom('outbox').where('id', '=', id).compile();
    await world.store.commit({ statements: [{ sql: remove.sql, parameters: [id] }] });
  }
  return rows.map(({ kind, payload }) => ({ kind, notice: JSON.parse(payload) }));
}

const told = async (): Promise<readonly string[]> =>
  (await written()).map(({ kind, notice }) => {
    const to = notice.type === 'organiser' ? 'owner' : notice.guest.email || notice.guest.number;
    return `${kind} ${notice.type} ${to} ${notice.meeting.sequence}`;
  });

test('a new room invites its invitees and tells its owner both passwords', async () => {
  await create({ invitees: [LI, HAN] });
  const mails = await written();
  assert.equal(
    mails.map(({ kind, notice }) => `${kind} ${notice.type}`),
    ['mail invitation', 'mail invitation', 'mail organiser'],
  );
  const around = { id: 'i', from: 'huitong@example.cn', nowMs: NOW_MS, stampMs: NOW_MS };
  for (const { notice } of mails) {
    const mail =
      notice.type === 'organiser'
        ? organiserMail(notice, [{ name: '', address: 'a@b.cn' }], around)
        : guestMail(notice, around);
    const all = `${mail.text}${mail.html}${mail.calendar?.content ?? ''}`;
    assert.match(all, '424242');
    assert.match(all, '6666');
    assert.is(all.includes('8888'), notice.type === 'organiser', "the chair's password is the owner's alone");
  }
});

test('a change goes to all, SEQUENCE rises; who came is invited, who went is told that it is off', async () => {
  const room = await create({ invitees: [LI, HAN] });
  await written();
  const moved = await change(room, { startMs: WANTED.startMs + HOUR_MS });
  assert.equal(await told(), [
    'mail update li@example.cn 1',
    'mail update han@example.cn 1',
    'mail organiser owner 1',
  ]);
  const jim = { name: 'Jim', email: 'jim@example.cn' };
  const others = await change(moved, { invitees: [LI, jim] });
  assert.equal(await told(), ['mail invitation jim@example.cn 2', 'mail cancellation han@example.cn 2']);
  const quiet = await change(others, { options: { attendeeListenOnly: true } });
  assert.equal(await told(), [], 'what no invitee would notice');
  assert.is((await world.ask('mine', 'DELETE', `${V1}/rooms/${quiet.id}`)).status, 204);
  assert.equal(await told(), ['mail cancellation li@example.cn 4', 'mail cancellation jim@example.cn 4']);
});

test('a single cancelled date is taken out of the calendars, the others stay [S8]', async () => {
  const recurrence = { every: 'week', count: 4, exceptions: [] };
  const room = await create({ invitees: [LI], recurrence });
  await written();
  const second = WANTED.startMs + 7 * DAY_MS;
  const off = { ...recurrence, exceptions: [{ plannedStartMs: second, instead: null }] };
  await change(room, { recurrence: off });
  const [cancelled, ...rest] = await written();
  assert.equal(
    rest.map(({ notice }) => notice.type),
    ['organiser'],
  );
  const notice = cancelled!.notice as GuestNotice;
  const mail = guestMail(notice, { id: 'i', from: 'h@example.cn', nowMs: NOW_MS, stampMs: NOW_MS });
  assert.is(mail.calendar?.method, 'CANCEL');
  const event = new ICAL.Component(ICAL.parse(mail.calendar!.content)).getFirstSubcomponent('vevent')!;
  assert.is(event.getFirstPropertyValue('status'), 'CANCELLED');
  const at = event.getFirstPropertyValue('recurrence-id') as unknown as { toJSDate(): Date };
  assert.is(at.toJSDate().getTime(), Math.floor(second / 1_000) * 1_000);
});

test('without 「发送邮件通知」 nobody is told; switched on later, all are invited', async () => {
  const room = await create({ invitees: [LI], notify: false });
  assert.equal(await told(), []);
  await change(room, { notify: true });
  assert.equal(await told(), ['mail invitation li@example.cn 1']);
});

test('text messages go to mobile numbers, when the room asks for them', async () => {
  await create({ invitees: [LI, { number: '010-62345678' }], notify: false, notifyBySms: true });
  assert.equal(await told(), ['sms invitation li@example.cn 0']);
});

test('without a gateway for texts none are written, and a form that asks for them is taken', async () => {
  const { notices } = world.services;
  const without = world.fresh({}, { notices: { ...notices, sendsSms: false } });
  const wanted = { ...WANTED, invitees: [LI], notify: false, notifyBySms: true };
  const made = await without.ask('mine', 'POST', `${V1}/rooms`, wanted);
  assert.equal([made.status, made.body.notifyBySms], [201, true], made.text);
  assert.equal(await told(), []);
  assert.equal(await remindedAt(DAY_MS - 899_000, false), []);
});

test('a corrected address is told by mail alone, a corrected number by text alone', async () => {
  const room = await create({ invitees: [LI], notifyBySms: true });
  await written();
  const addressed = await change(room, { invitees: [{ ...LI, email: 'lilei@example.cn' }] });
  assert.equal(await told(), ['mail invitation lilei@example.cn 1', 'mail cancellation li@example.cn 1']);
  const other = { ...LI, email: 'lilei@example.cn', number: '13900139000' };
  await change(addressed, { invitees: [other] });
  assert.equal(
    (await written()).map(({ kind, notice }) => [
      kind,
      notice.type,
      'guest' in notice && notice.guest.number,
    ]),
    [
      ['sms', 'invitation', '+8613900139000'],
      ['sms', 'cancellation', '+8613800138000'],
    ],
  );
});

test('contacts and groups are invited, each person once; their numbers enter without keys', async () => {
  const group = (await world.ask('mine', 'POST', `${V1}/contact-groups`, { name: '组' })).body.id;
  const contact = async (fields: object): Promise<string> =>
    (await world.ask('mine', 'POST', `${V1}/contacts`, { name: '人', ...fields })).body.id;
  const contactId = await contact({
    email: 'both@example.cn',
    numbers: [{ number: '010-62345678*1' }, { number: '13900139000' }, { number: '8001' }],
    groupIds: [group],
  });
  await contact({ email: 'member@example.cn', groupIds: [group] });
  const invitees = [
    { contactId },
    { groupId: group },
    { email: 'BOTH@example.cn' },
    { number: '13700137000' },
  ];
  const room = await create({ invitees });
  assert.equal(await told(), [
    'mail invitation both@example.cn 0',
    'mail invitation member@example.cn 0',
    'mail organiser owner 0',
  ]);
  const numbers = new AccountNumberRepository(world.store);
  const invited = async (): Promise<readonly boolean[]> =>
    Promise.all(
      ['+861062345678', '+8613900139000', '+8613700137000', '8001'].map((number) =>
        numbers.isInvited(room.id, number),
      ),
    );
  assert.equal(await invited(), [true, true, true, false]);
  const read = await world.ask('mine', 'GET', `${V1}/rooms/${room.id}`);
  assert.equal(read.body.invitees.slice(0, 2), [{ contactId }, { groupId: group }]);
  assert.equal([read.body.notify, read.body.notifyBySms, read.body.reminderMs], [true, false, 900_000]);
  await change(room, { invitees: [] });
  assert.equal(await invited(), [false, false, false, false]);
});

/** Contacts of a new group, each with an address and two numbers. */
async function groupOf(size: number): Promise<string> {
  const group = (await world.ask('mine', 'POST', `${V1}/contact-groups`, { name: `组${size}` })).body.id;
  const members = Array.from({ length: size }, (_, index): Contact => ({
    id: world.ids.next(),
    account: world.accounts.mine.id,
    name: `客${index}`,
    email: `guest${index}@example.cn`,
    numbers: ['139', '137'].map((prefix) => ({
      number: `+86${prefix}${String(index).padStart(8, '0')}`,
      extension: '',
      delayMs: 2_000,
    })),
    groups: [group],
    version: 1,
    createdMs: NOW_MS,
  }));
  const stored = await world.store.commit(unit(...new ContactRepository(world.store).createAll(members)));
  assert.ok(stored.ok);
  return group;
}

test('a thousand guests are invited in one go, each once; one more is refused', async () => {
  const groupId = await groupOf(1_000);
  const room = await create({ invitees: [{ groupId }, { groupId }], notifyBySms: true });
  const sent = await told();
  assert.equal([sent.length, new Set(sent).size], [2_001, 2_001]);
  assert.ok(sent.includes('mail invitation guest999@example.cn 0'));
  const numbers = new AccountNumberRepository(world.store);
  assert.ok(await numbers.isInvited(room.id, '+8613700000999'));
  const invitees = [{ groupId }, { email: 'more@example.cn' }];
  const refused = await world.ask('mine', 'PATCH', `${V1}/rooms/${room.id}`, { version: 1, invitees });
  assert.equal([refused.status, refused.body.errors[0].field], [400, 'invitees']);
  const tooLarge = await groupOf(1_001);
  const whole = await world.ask('mine', 'PATCH', `${V1}/rooms/${room.id}`, {
    version: 1,
    invitees: [{ groupId: tooLarge }],
  });
  assert.is(whole.status, 400, 'nobody is left out in silence');
});

test('who is invited while the room is removed hears of that too, with the highest SEQUENCE', async () => {
  const room = await create({ invitees: [LI] });
  await written();
  // The removal has read the room when the change is stored.
  const removing = world.ask('mine', 'DELETE', `${V1}/rooms/${room.id}`);
  const changed = new RoomRepository(world.store).change({
    ...(await new RoomRepository(world.store).find(room.id))!,
    name: '改名',
  });
  const stored = await world.store.commit(unit(changed));
  assert.is((await removing).status, 204);
  const [cancelled] = await told();
  assert.is(cancelled, `mail cancellation li@example.cn ${stored.ok ? 2 : 1}`);
});

test('a wrong invitee is named, and nothing is stored or sent', async () => {
  const theirs = await world.ask('other', 'POST', `${V1}/contacts`, { name: '别人' });
  const cases: [object, string][] = [
    [{ contactId: theirs.body.id }, 'invitees.0'],
    [{ groupId: 'nobody' }, 'invitees.0'],
    [{ email: 'a@b.cn\r\nBcc: all@example.cn' }, 'invitees.0'],
    [{ email: 'a@b.cn, c@d.cn' }, 'invitees.0.email'],
    [{ number: '62345678' }, 'invitees.0.number'],
    [{ name: '没有地址' }, 'invitees.0'],
  ];
  for (const [invitee, field] of cases) {
    const answer = await world.ask('mine', 'POST', `${V1}/rooms`, { ...WANTED, invitees: [invitee] });
    assert.is(answer.status, 400, JSON.stringify(invitee));
    assert.ok(answer.body.errors[0].field.startsWith(field), answer.text);
  }
  assert.equal(await told(), []);
});

/** What two nodes at once remind of, so long after the room was made. */
async function remindedAt(elapsedMs: number, sendsSms = true): Promise<readonly string[]> {
  world.clock.nowMs = elapsedMs;
  const clock = { now: () => 0 as never, utcNow: () => utcMs(NOW_MS + elapsedMs) };
  const accessNumbers = () => ['4006701018'];
  const { store, ids } = world;
  const node = () => new ReminderRunner({ store, clock, ids, log: silentLog, accessNumbers, sendsSms });
  await Promise.all([node().tick(), node().tick()]);
  return told();
}

test('a reminder goes out once before each start, and none for a start that was missed', async () => {
  await create({ invitees: [LI], recurrence: { every: 'day', count: 3, exceptions: [] } });
  await written();
  const at = remindedAt;
  assert.equal(await at(DAY_MS - 901_000), []);
  assert.equal(await at(DAY_MS - 899_000), ['mail reminder li@example.cn 0']);
  assert.equal(await at(DAY_MS - 1_000), []);
  // Down over the second start; up again before the third.
  assert.equal(await at(2 * DAY_MS + HOUR_MS), []);
  assert.equal(await at(3 * DAY_MS - 800_000), ['mail reminder li@example.cn 0']);
  assert.equal(await at(9 * DAY_MS), []);
});

test('a restart between a reminder and its start tells it, also when an older one was missed', async () => {
  await create({ invitees: [LI], recurrence: { every: 'day', count: 3, exceptions: [] } });
  await written();
  assert.equal(await remindedAt(DAY_MS - 899_000), ['mail reminder li@example.cn 0']);
  // Down over the second start, and up again minutes before the third.
  assert.equal(await remindedAt(3 * DAY_MS - 800_000), ['mail reminder li@example.cn 0']);
  assert.equal(await remindedAt(3 * DAY_MS - 700_000), []);
});

test('reminders of several starts to come that were missed are told one by one', async () => {
  const reminderMs = 3 * DAY_MS;
  const recurrence = { every: 'day', count: 6, exceptions: [] };
  await create({ invitees: [LI], reminderMs, recurrence, startMs: NOW_MS + 4 * DAY_MS });
  await written();
  assert.equal(await remindedAt(DAY_MS - 1_000), []);
  // Those of the first three days were due by now, and none of these days has begun.
  const counts: number[] = [];
  for (const second of [1, 2, 3, 4]) counts.push((await remindedAt(3 * DAY_MS + second * 1_000)).length);
  assert.equal(counts, [1, 1, 1, 0]);
});

test('what still waits gives way to what is newer; who was not reached yet is invited', async () => {
  const room = await create({ invitees: [LI, HAN], notifyBySms: true });
  const moved = await change(room, { startMs: WANTED.startMs + HOUR_MS });
  assert.equal(await told(), [
    'mail organiser owner 0',
    'mail invitation li@example.cn 1',
    'mail invitation han@example.cn 1',
    'sms invitation li@example.cn 1',
    'mail organiser owner 1',
  ]);
  const again = await change(moved, { startMs: WANTED.startMs });
  const fewer = await change(again, { invitees: [HAN] });
  assert.equal(await told(), [
    'mail update han@example.cn 2',
    'mail organiser owner 2',
    'mail cancellation li@example.cn 3',
    'sms cancellation li@example.cn 3',
  ]);
  await change(fewer, { name: '例会' });
  assert.is((await world.ask('mine', 'DELETE', `${V1}/rooms/${room.id}`)).status, 204);
  assert.equal(await told(), ['mail organiser owner 4', 'mail cancellation han@example.cn 5']);
});

test('who is taken out before the invitation went hears of nothing', async () => {
  const room = await create({ invitees: [LI, HAN] });
  await change(room, { invitees: [HAN] });
  assert.equal(
    (await told()).filter((line) => line.includes(LI.email)),
    [],
  );
});

test('whose invitation is on its way hears of a change as a change', async () => {
  const room = await create({ invitees: [LI] });
  const outbox = new OutboxRepository(world.store);
  const nowMs = utcMs(NOW_MS + world.clock.nowMs);
  const invitation = (await outbox.waitingOf(room.id, nowMs)).find(({ payload }) =>
    payload.includes(LI.email),
  );
  const claim = { node: 'n', untilMs: utcMs(nowMs + 60_000) };
  await world.store.commit(unit(outbox.claim(invitation!.id, claim, nowMs)));
  await change(room, { name: '例会' });
  assert.equal(await told(), [
    'mail organiser owner 0',
    'mail update li@example.cn 1',
    'mail organiser owner 1',
  ]);
});

/** With a reminder of the first start that has not gone out yet. */
async function remindedRoom(): Promise<Answer['body']> {
  const room = await create({ invitees: [LI], recurrence: { every: 'day', count: 3, exceptions: [] } });
  await written();
  const clock = { now: () => 0 as never, utcNow: () => utcMs(WANTED.startMs - 800_000) };
  const accessNumbers = () => ['4006701018'];
  const { store, ids } = world;
  await new ReminderRunner({ store, clock, ids, log: silentLog, accessNumbers, sendsSms: true }).tick();
  return room;
}

test('a reminder that waits does not outlive its start: not a cancelled date, nor a removed room', async () => {
  const removed = await remindedRoom();
  assert.is((await world.ask('mine', 'DELETE', `${V1}/rooms/${removed.id}`)).status, 204);
  assert.equal(await told(), ['mail cancellation li@example.cn 1']);
  const cancelled = await remindedRoom();
  const first = `${V1}/rooms/${cancelled.id}/occurrences/${WANTED.startMs}`;
  assert.is((await world.ask('mine', 'DELETE', first)).status, 200);
  assert.equal(await told(), ['mail occurrences-cancelled li@example.cn 1', 'mail organiser owner 1']);
  await world.ask('mine', 'DELETE', `${V1}/rooms/${cancelled.id}`);
  await written();
  const kept = await remindedRoom();
  await change(kept, { options: { attendeeListenOnly: true } });
  assert.equal(await told(), ['mail reminder li@example.cn 0']);
});

test('a room that cannot be reminded of does not hold up the others', async () => {
  const room = await world.ask('other', 'POST', `${V1}/rooms`, {
    ...WANTED,
    number: '434343',
    startMs: WANTED.startMs - 60_000,
    invitees: [HAN],
  });
  assert.is(room.status, 201, room.text);
  await create({ invitees: [LI] });
  await written();
  const { queries } = world.store;
  const broken = queries.updateTable('room_invitations').set({ guests: '[' });
  await world.store.commit(unit(statement(broken.where('room', '=', room.body.id), 1)));
  const reminders = new ReminderRunner({
    store: world.store,
    clock: { now: () => 0 as never, utcNow: () => utcMs(WANTED.startMs - 800_000) },
    ids: world.ids,
    log: silentLog,
    accessNumbers: () => ['4006701018'],
    sendsSms: true,
  });
  await reminders.tick();
  assert.equal(await told(), ['mail reminder li@example.cn 0']);
  assert.is(reminders.counters.snapshot().faults, 1);
});

test('the invitation can be copied in both languages, with a link that dials [S10]', async () => {
  const room = await create();
  const { body } = await world.ask('mine', 'GET', `${V1}/rooms/${room.id}/invitation`);
  assert.is(body.telLink, 'tel:4006701018,,424242%23,,6666%23');
  for (const text of [body.text['zh-CN'], body.text.en]) {
    assert.match(text, '4006701018');
    assert.match(text, '424242');
    assert.not.match(text, '8888');
  }
  assert.match(body.text['zh-CN'], '会议室号: 424242');
  assert.match(body.text.en, 'Room number: 424242');
  assert.is((await world.ask('other', 'GET', `${V1}/rooms/${room.id}/invitation`)).status, 404);
});

test('room templates are kept, listed and removed; only by their owner', async () => {
  const fields = { name: '周会', options: { attendeeListenOnly: true }, durationMs: HOUR_MS };
  const made = await world.ask('mine', 'POST', `${V1}/room-templates`, { name: '模板', fields });
  assert.equal([made.status, made.body.fields], [201, fields]);
  const list = await world.ask('mine', 'GET', `${V1}/room-templates`);
  assert.equal(list.body.items, [made.body]);
  assert.equal((await world.ask('other', 'GET', `${V1}/room-templates`)).body.items, []);
  const path = `${V1}/room-templates/${made.body.id}`;
  assert.is((await world.ask('other', 'DELETE', path)).status, 404);
  assert.is((await world.ask('mine', 'DELETE', path)).status, 204);
  assert.is((await world.ask('mine', 'DELETE', path)).status, 404);
});

test('the 201st room template is refused by a code of its own', async () => {
  const make = (name: string) =>
    world.ask('other', 'POST', `${V1}/room-templates`, { name, fields: { name: '周会' } });
  for (let made = 0; made < 200; made++) assert.is((await make(`${made}`)).status, 201);
  const refused = await make('200');
  assert.equal([refused.status, refused.body.code], [409, 'ROOM_TEMPLATE_LIMIT']);
});

test.run();
