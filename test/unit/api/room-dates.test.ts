import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { utcMs } from '../../../src/base/units.js';
import { ReminderRunner } from '../../../src/delivery/reminder-runner.js';
import { smsText } from '../../../src/notices/invitation.js';
import { guestMail } from '../../../src/notices/mail-message.js';
import type { GuestNotice } from '../../../src/notices/notice.js';
import { dateText } from '../../../src/notices/words.js';
import { ApiWorld, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('single dates of rooms that repeat [S8] [S9]');
let world: ApiWorld;

test.before.each(async () => {
  world = await ApiWorld.create();
});
test.after.each(() => world.close());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_MS = NOW_MS + DAY_MS;
const WANTED = {
  name: '周会',
  chairPassword: '8888',
  startMs: FIRST_MS,
  durationMs: HOUR_MS,
  invitees: [{ email: 'li@example.cn' }],
};

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object) =>
  world.ask('mine', method, `/api/v1${path}`, body);
const create = async (recurrence: object): Promise<Answer['body']> => {
  const answer = await ask('POST', '/rooms', { ...WANTED, recurrence });
  assert.is(answer.status, 201, answer.text);
  return answer.body;
};
const date = (room: Answer['body'], plannedStartMs: number): string =>
  `/rooms/${room.id}/occurrences/${plannedStartMs}`;
const move = (room: Answer['body'], plannedStartMs: number, startMs: number, durationMs = HOUR_MS) =>
  ask('PUT', date(room, plannedStartMs), { startMs, durationMs, version: room.version });
const named = (atMs: number): string => dateText(atMs, 'Asia/Shanghai', 'zh-CN');

/** What the guests were told since the last look. */
async function told(): Promise<readonly GuestNotice[]> {
  const rows = await world.store.queries.selectFrom('outbox').selectAll().orderBy('id').execute();
  const { sql } = world.store.queries.deleteFrom('outbox').compile();
  await world.store.commit({ statements: [{ sql, parameters: [] }] });
  return rows.map(({ payload }) => JSON.parse(payload)).filter(({ type }) => type !== 'organiser');
}
const mailText = (notice: GuestNotice, atMs: number = NOW_MS): string => {
  const nowMs = utcMs(atMs);
  return guestMail(notice, { id: 'i', from: 'h@example.cn', nowMs, stampMs: nowMs }).text;
};

test('who was to come to the last date hears that it is off, too', async () => {
  const room = await create({ every: 'day', count: 2 });
  await told();
  for (const startMs of [FIRST_MS, FIRST_MS + DAY_MS]) {
    assert.is((await ask('DELETE', date(room, startMs))).status, 200);
    const [notice, ...others] = await told();
    assert.equal([notice?.type, others], ['occurrences-cancelled', []]);
    assert.match(mailText(notice!), named(startMs));
  }
});

test('a mail about a moved date says from when to when; about its cancellation, when it was to be', async () => {
  const room = await create({ every: 'week', count: 4 });
  await told();
  const plannedMs = FIRST_MS + 7 * DAY_MS;
  const moved = await move(room, plannedMs, plannedMs + DAY_MS);
  const [update] = await told();
  assert.match(mailText(update!), `${named(plannedMs)}的会议改为${named(plannedMs + DAY_MS)} – `);
  const { text } = (await ask('GET', `/rooms/${room.id}/invitation`)).body;
  assert.match(text.en, ' is moved to ');
  assert.not.match(mailText(update!, plannedMs + 2 * DAY_MS), '改为', 'what is past is of no use');
  const sms = smsText(update!, FIRST_MS + HOUR_MS);
  assert.ok(sms.startsWith(`会议变更: 周会; ${named(plannedMs + DAY_MS)}; `), sms);
  assert.is(moved.status, 200);
  assert.is((await ask('DELETE', date(room, plannedMs))).status, 200);
  const [off] = await told();
  assert.match(mailText(off!), `以下场次已取消:${named(plannedMs + DAY_MS)}。`);
});

test('a reminder names the date that it is about, and not the first of all', async () => {
  const room = await create({ every: 'day', count: 3 });
  const movedMs = FIRST_MS + DAY_MS + 2 * HOUR_MS;
  assert.is((await move(room, FIRST_MS + DAY_MS, movedMs, 2 * HOUR_MS)).status, 200);
  await told();
  let nowMs = utcMs(movedMs - 3 * HOUR_MS);
  const reminders = new ReminderRunner({
    store: world.store,
    clock: { now: () => 0 as never, utcNow: () => nowMs },
    ids: world.ids,
    log: silentLog,
    accessNumbers: () => ['4006701018'],
    sendsSms: true,
  });
  const { queries } = world.store;
  const due = queries.updateTable('room_invitations').set({ next_reminder_ms: nowMs }).compile();
  await world.store.commit({ statements: [{ sql: due.sql, parameters: [...due.parameters] as never }] });
  await reminders.tick();
  assert.equal(await told(), [], 'not before its time');
  nowMs = utcMs(movedMs - 10 * 60_000);
  await reminders.tick();
  const [reminder] = await told();
  const text = mailText(reminder!, nowMs);
  assert.match(text, `时间: ${named(movedMs)} – `);
  assert.not.match(text, named(FIRST_MS));
});

test('a date cannot be moved out of all time, nor last for longer than a room may', async () => {
  const room = await create({ every: 'day', count: 2 });
  const lastMs = FIRST_MS + DAY_MS;
  const wrong = [
    [9e15, HOUR_MS, 'startMs'],
    [-1, HOUR_MS, 'startMs'],
    [lastMs, 9e15, 'durationMs'],
  ] as const;
  for (const [startMs, durationMs, field] of wrong) {
    const { status, body } = await move(room, lastMs, startMs, durationMs);
    assert.equal([status, body.errors?.[0]], [400, { ...body.errors?.[0], field, code: 'OUT_OF_RANGE' }]);
    const preview = await ask('POST', '/occurrence-previews', { startMs, durationMs, recurrence: null });
    assert.is(preview.status, 400);
  }
});

test('a rule of more dates than are held is refused rather than cut short', async () => {
  const preview = (untilDate: string) =>
    ask('POST', '/occurrence-previews', {
      startMs: Date.UTC(2026, 0, 1, 1),
      durationMs: HOUR_MS,
      recurrence: { every: 'day', untilDate },
    });
  const thousand = await preview('2028-09-26');
  assert.equal([thousand.status, thousand.body.items.length], [200, 1_000]);
  const more = await preview('2028-09-27');
  assert.equal([more.status, more.body.errors[0].code], [400, 'OUT_OF_RANGE']);
});

test('in a new time zone a date that was cancelled alone stays cancelled, under the name it has there', async () => {
  const startMs = Date.UTC(2027, 2, 1, 14);
  const cancelled = { plannedStartMs: startMs + 14 * DAY_MS, instead: null };
  const recurrence = { every: 'week', count: 5, exceptions: [cancelled] };
  const { id, version } = (await ask('POST', '/rooms', { ...WANTED, startMs, recurrence })).body;
  // On the second Sunday of March the clocks of New York are put forward.
  const moved = await ask('PATCH', '/profile', { timeZone: 'America/New_York', version: 1 });
  assert.is(moved.status, 200);
  const named = { ...cancelled, plannedStartMs: cancelled.plannedStartMs - HOUR_MS };
  const states = async () =>
    (await ask('GET', `/rooms/${id}/occurrences`)).body.items.map((one: { state: string }) => one.state);
  assert.equal(await states(), ['planned', 'planned', 'cancelled', 'planned', 'planned']);
  const renamed = await ask('PATCH', `/rooms/${id}`, { name: '例会', recurrence, version });
  assert.equal([renamed.status, renamed.body.recurrence?.exceptions], [200, [named]]);
  const back = await ask('PUT', `/rooms/${id}/occurrences/${named.plannedStartMs}`, {
    startMs: named.plannedStartMs,
    durationMs: WANTED.durationMs,
    version: 2,
  });
  assert.equal([back.status, await states()], [200, Array.from({ length: 5 }, () => 'planned')]);
  const unknown = await ask('PATCH', `/rooms/${id}`, { startMs: startMs + 1, recurrence, version: 3 });
  assert.is(unknown.body.errors[0].code, 'NO_SUCH_OCCURRENCE');
});

test('in a new time zone a room can be changed, though a date that was cancelled alone is no more', async () => {
  // The first of each month in Shanghai is the last of each month with 31 days in New York.
  const startMs = Date.UTC(2027, 0, 31, 20);
  const cancelled = { plannedStartMs: Date.UTC(2027, 1, 28, 20), instead: null };
  const recurrence = { every: 'month', count: 5, exceptions: [cancelled] };
  const { id, version } = (await ask('POST', '/rooms', { ...WANTED, startMs, recurrence })).body;
  await ask('PATCH', '/profile', { timeZone: 'America/New_York', version: 1 });
  const renamed = await ask('PATCH', `/rooms/${id}`, { name: '例会', recurrence, version });
  assert.equal([renamed.status, renamed.body.recurrence?.exceptions], [200, []]);
});

test('a room that is sent twice with one key is one room, and invites once', async () => {
  const send = () => world.ask('mine', 'POST', '/api/v1/rooms', WANTED, { 'idempotency-key': 'once' });
  const [first, again] = [await send(), await send()];
  assert.equal([first.status, again.body.id], [201, first.body.id]);
  assert.is((await told()).length, 1);
});

test.run();
