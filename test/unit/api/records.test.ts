import { parse } from 'csv-parse/sync';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import { ApiWorld } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';
import { storeCall, type StoredCall } from '../../support/stored-calls.js';

const test = suite('call records');
const API = '/api/v1';
/** 2026-11-22 08:00 in Shanghai, a Sunday; the world's clock stands before it. */
const SUNDAY_8H = utcMs(Date.UTC(2026, 10, 22));
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: ApiWorld;
test.before.each(async () => {
  world = await ApiWorld.create();
});
test.after.each(() => world.close());

const store = (call: Partial<StoredCall> = {}, party: 'mine' | 'other' = 'mine') =>
  storeCall(world.store, world.ids, { account: world.accounts[party].id, startedMs: SUNDAY_8H, ...call });
const get = (path: string, party: 'mine' | 'other' | 'admin' = 'mine') =>
  world.ask(party, 'GET', `${API}/${path}`);
const rowsOf = (text: string): string[][] => parse(text, { bom: true });

test('[S42] a conference has its cost, duration, start, end and parties; below it are its legs', async () => {
  const conference = await store({
    numbers: ['+8613800138000', '+8613900139000'],
    durationS: 90,
    amount: 400_000,
  });
  const list = await get('conference-records');
  assert.is(list.status, 200);
  const { items, next } = list.body;
  assert.is(next, null);
  assert.equal(items, [
    {
      id: conference,
      room: null,
      roomNumber: '1234567',
      roomName: null,
      startedMs: SUNDAY_8H,
      endedMs: SUNDAY_8H + 90_000,
      endReason: 'empty',
      durationMs: 90_000,
      parties: 2,
      legs: 2,
      costMicroYuan: 800_000,
    },
  ]);
  const detail = (await get(`conference-records/${conference}`)).body;
  assert.equal(
    detail.participants.map(({ role, number }: { role: string; number: string }) => [role, number]),
    [
      ['chair', '+8613800138000'],
      ['attendee', '+8613900139000'],
    ],
  );
  const leg = detail.callRecords[0];
  assert.equal(
    [
      leg.callingNumber,
      leg.durationMs,
      leg.charge.amountMicroYuan,
      leg.charge.tariffVersion,
      leg.media.mos,
      leg.hungUpBy,
    ],
    ['+8613800138000', 90_000, 400_000, 'default', 4.25, 'peer'],
  );
  assert.is(leg.participant, detail.participants[0].id);
});

test('[S42] what only the operator of the lines may see is not in a record', async () => {
  const conference = await store();
  const { text } = await get(`conference-records/${conference}`);
  for (const secret of ['localTag', 'demo', '198.51.100.7', 'dialog', 'node-a']) {
    assert.not.match(text, secret);
  }
});

test('[S53] the records of another account are not there', async () => {
  const theirs = await store({}, 'other');
  assert.equal((await get('conference-records')).body.items, []);
  assert.equal((await get('call-records')).body.items, []);
  assert.is((await get('record-totals')).body.legs, 0);
  assert.is(rowsOf((await get('call-records.csv')).text).length, 1);
  const one = await get(`conference-records/${theirs}`);
  assert.equal([one.status, one.body.code], [404, 'CONFERENCE_NOT_FOUND']);
  assert.is((await get(`conference-records/${theirs}`, 'other')).status, 200);
});

test('[S42] [S25] ranges go by the calendar of the account', async () => {
  // Monday two weeks ago 00:00, just before it, last Sunday 23:59:59, the first of the month, a month ago.
  const monday = SUNDAY_8H - 13 * DAY_MS - 8 * HOUR_MS;
  const starts = [SUNDAY_8H, SUNDAY_8H + 16 * HOUR_MS - 1, SUNDAY_8H + 16 * HOUR_MS, monday, monday - 1];
  for (const startMs of starts) await store({ startedMs: utcMs(startMs) });
  await store({ startedMs: utcMs(Date.UTC(2026, 9, 31, 16)) });
  await store({ startedMs: utcMs(Date.UTC(2026, 9, 31, 16) - 1) });
  const count = async (query: string): Promise<number> =>
    (await get(`conference-records?${query}`)).body.items.length;
  assert.is(await count(''), 7);
  assert.is(await count('range=day&date=2026-11-22'), 2);
  assert.is(await count('range=week&date=2026-11-22'), 3);
  assert.is(await count('range=month&date=2026-11-22'), 6);
  assert.is(await count(`fromMs=${SUNDAY_8H}&toMs=${SUNDAY_8H + 1}`), 1);
  assert.is(await count(`toMs=${monday}`), 3);
  for (const wrong of ['range=year', 'date=2026-02-30', 'fromMs=-1', 'fromMs=9&toMs=8', 'after=x']) {
    assert.is((await get(`conference-records?${wrong}`)).status, 400, wrong);
  }
});

test('[S42] a day without a date is today', async () => {
  world.wait(SUNDAY_8H - NOW_MS - world.clock.nowMs);
  await store();
  await store({ startedMs: utcMs(SUNDAY_8H - DAY_MS) });
  assert.is((await get('conference-records?range=day')).body.items.length, 1);
});

test('[S42] a conference is known by the name of its room, as long as that is there', async () => {
  const wanted = { name: '周例会', number: '7654321', chairPassword: '246810', attendeePassword: '13579' };
  const room = (await world.ask('mine', 'POST', `${API}/rooms`, wanted)).body.id;
  const conference = await store({ room, roomNumber: wanted.number });
  assert.is((await get('conference-records')).body.items[0].roomName, wanted.name);
  assert.is((await get(`conference-records/${conference}`)).body.roomName, wanted.name);
  await world.ask('mine', 'DELETE', `${API}/rooms/${room}`);
  assert.is((await get('conference-records')).body.items[0].roomName, null);
});

test('[S42] records are found by room and by number, as people write it', async () => {
  const first = await store({ roomNumber: '7654321', numbers: ['+8613800138000'] });
  const second = await store({ roomNumber: '1000001', numbers: ['+861065551234'] });
  const found = async (search: string): Promise<string[]> =>
    (await get(`conference-records?search=${encodeURIComponent(search)}`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  assert.equal(await found('7654'), [first]);
  assert.equal(await found('138 0013 8000'), [first]);
  assert.equal(await found('010-65551234'), [second]);
  assert.equal(await found('+86 10 6555 1234'), [second]);
  assert.equal(await found('%'), []);
  assert.equal(await found("' or 1=1 --"), []);
  const legs = await get('call-records?search=01065551234');
  assert.equal(
    legs.body.items.map(({ callingNumber }: { callingNumber: string }) => callingNumber),
    ['+861065551234'],
  );
});

test('pages go back in time, also through records of one moment, each once', async () => {
  for (let i = 0; i < 7; i++) await store({ startedMs: utcMs(SUNDAY_8H + Math.floor(i / 3) * 1_000) });
  for (const list of ['conference-records', 'call-records']) {
    const seen: { id: string; startedMs?: number; answerMs?: number }[] = [];
    for (let after = ''; ;) {
      const { body } = await get(`${list}?limit=2${after}`);
      seen.push(...body.items);
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    assert.is(new Set(seen.map(({ id }) => id)).size, 7);
    const times = seen.map(({ startedMs, answerMs }) => startedMs ?? answerMs!);
    assert.equal(
      times,
      [...times].sort((a, b) => b - a),
    );
  }
});

test('[S42] totals by day and by kind add up to the whole', async () => {
  await store({ numbers: ['+8613800138000', '+8613900139000'], durationS: 61, amount: 400_000 });
  await store({ startedMs: utcMs(SUNDAY_8H + 16 * HOUR_MS), durationS: 30 });
  const { body } = await get('record-totals?range=month&date=2026-11-22');
  assert.equal(
    [body.conferences, body.legs, body.durationMs, body.chargedS, body.costMicroYuan],
    [2, 3, 152_000, 300, 1_000_000],
  );
  assert.equal(
    body.byDay.map(({ date, legs, costMicroYuan }: { date: string; legs: number; costMicroYuan: number }) => [
      date,
      legs,
      costMicroYuan,
    ]),
    [
      ['2026-11-22', 2, 800_000],
      ['2026-11-23', 1, 200_000],
    ],
  );
  assert.equal(body.byKind.length, 1);
  assert.equal(
    [body.byKind[0].service, body.byKind[0].kind, body.byKind[0].legs],
    ['bridge', 'attendee-dial-in', 3],
  );
});

test('[S42] the files hold what the lists hold, in local time and yuan', async () => {
  await store({ numbers: ['+8613800138000'], durationS: 90, amount: 400_000 });
  const calls = await get('call-records.csv');
  assert.is(calls.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(
    calls.headers.get('content-disposition')!,
    /^attachment; filename="huitong-calls-[\d-]+\.csv"$/,
  );
  const [titles, row] = rowsOf(calls.text);
  const field = (title: string): string => row![titles!.indexOf(title)]!;
  assert.equal(['主叫', '接通时间', '结束时间', '时长（秒）', '费用（元）', '会议室号'].map(field), [
    '+8613800138000',
    '2026-11-22 08:00:00',
    '2026-11-22 08:01:30',
    '90',
    '0.40',
    '1234567',
  ]);
  const conferences = rowsOf((await get('conference-records.csv')).text);
  assert.equal(conferences[1]!.slice(1), [
    '1234567',
    '2026-11-22 08:00:00',
    '2026-11-22 08:01:30',
    '90',
    '1',
    '1',
    '0.40',
  ]);
});

test('a number from the network that is a formula is none in the file', async () => {
  await store({ rawNumber: '=cmd|"/C calc"!A0' });
  await store({ rawNumber: '@SUM(1,2)\r\nx' });
  const rows = rowsOf((await get('call-records.csv')).text);
  assert.is(rows.length, 3);
  for (const [, , , , calling] of rows.slice(1)) assert.ok(calling!.startsWith("'"), calling);
});

test.run();
