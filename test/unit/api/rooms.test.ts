import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiWorld, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('rooms over the API');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

const WANTED = { name: '周会', chairPassword: '8888', attendeePassword: '6666' };
const HOUR_MS = 3_600_000;
const create = (changes: object = {}, party: 'mine' | 'other' = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', '/api/v1/rooms', { ...WANTED, ...changes });
const fieldsOf = ({ body }: Answer): string[] =>
  body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);

test('a room is created with a number and defaults, read, and found in the list', async () => {
  const created = await create();
  assert.is(created.status, 201);
  assert.match(created.body.number, /^[1-9]\d{6}$/);
  assert.is(created.body.organiser, '北京会通');
  assert.is(created.body.durationMs, 2_000 * HOUR_MS);
  assert.is(created.body.options.attendeeMayUnmute, true);
  assert.is(created.headers.get('etag'), '"1"');
  assert.is(created.headers.get('cache-control'), 'no-store');
  const path = created.headers.get('location')!;
  const read = await world.ask('mine', 'GET', path);
  assert.equal([read.status, read.body], [200, created.body]);
  const list = await world.ask('mine', 'GET', '/api/v1/rooms');
  assert.ok(list.body.items.some(({ id }: { id: string }) => id === created.body.id));
});

test('every wrong field is named, and nothing is stored', async () => {
  const before = await world.ask('mine', 'GET', '/api/v1/rooms');
  const wrong = await create({
    name: ' ',
    number: '12',
    chairPassword: '12a4',
    attendeePassword: '12a4',
    durationMs: -1,
    options: { partiesMax: 1 },
  });
  assert.is(wrong.status, 400);
  assert.is(wrong.headers.get('content-type'), 'application/problem+json');
  assert.is(wrong.body.code, 'FIELDS_INVALID');
  assert.equal(fieldsOf(wrong), [
    'name REQUIRED',
    'number TOO_SHORT',
    'chairPassword NOT_DIGITS',
    'attendeePassword SAME_AS_CHAIR_PASSWORD',
    'durationMs OUT_OF_RANGE',
    'options.partiesMax OUT_OF_RANGE',
  ]);
  const after = await world.ask('mine', 'GET', '/api/v1/rooms');
  assert.equal(after.body, before.body);
});

test('missing fields, wrong types and unknown fields are named', async () => {
  const missing = await world.ask('mine', 'POST', '/api/v1/rooms', {});
  assert.equal(fieldsOf(missing), ['name REQUIRED', 'chairPassword REQUIRED']);
  const types = await create({
    name: 5,
    options: { attendeeListenOnly: 'yes', colour: 'red' },
    language: 'fr',
  });
  assert.equal(fieldsOf(types), [
    'name WRONG_TYPE',
    'options.attendeeListenOnly WRONG_TYPE',
    'options.colour UNKNOWN_FIELD',
    'language NOT_ALLOWED',
  ]);
  const unknown = await create({ id: 'mine', pasword: '1' });
  assert.equal(fieldsOf(unknown), ['id UNKNOWN_FIELD', 'pasword UNKNOWN_FIELD']);
});

test('a number that is taken is a conflict that names the field, also for another account', async () => {
  const first = await create({ number: '424242' });
  assert.is(first.status, 201);
  for (const party of ['mine', 'other'] as const) {
    const second = await create({ number: '424242' }, party);
    assert.equal(
      [second.status, second.body.code, fieldsOf(second)],
      [409, 'ROOM_NUMBER_TAKEN', ['number TAKEN']],
    );
  }
  const third = await create();
  const moved = await world.ask('mine', 'PATCH', `/api/v1/rooms/${third.body.id}`, {
    number: '424242',
    version: 1,
  });
  assert.equal([moved.status, moved.body.code], [409, 'ROOM_NUMBER_TAKEN']);
});

test('a change keeps what it does not name, and raises the version', async () => {
  const { body: room } = await create({ options: { attendeeListenOnly: true } });
  const path = `/api/v1/rooms/${room.id}`;
  const changed = await world.ask('mine', 'PATCH', path, {
    name: '月会',
    options: { partiesMax: 5 },
    version: 1,
  });
  assert.is(changed.status, 200);
  assert.equal(changed.body, {
    ...room,
    name: '月会',
    options: { ...room.options, partiesMax: 5 },
    version: 2,
  });
  assert.is(changed.headers.get('etag'), '"2"');
  const read = await world.ask('mine', 'GET', path);
  assert.equal(read.body, changed.body);
});

test('a change of a version that is no longer there is a conflict; without a version it is refused', async () => {
  const { body: room } = await create();
  const path = `/api/v1/rooms/${room.id}`;
  const patch = (body: object, headers = {}): Promise<Answer> =>
    world.ask('mine', 'PATCH', path, body, headers);
  const none = await patch({ name: 'x' });
  assert.equal([none.status, fieldsOf(none)], [400, ['version REQUIRED']]);
  const byTag = await patch({ name: 'first' }, { 'if-match': '"1"' });
  assert.is(byTag.status, 200);
  const late = await patch({ name: 'second' }, { 'if-match': '"1"' });
  assert.equal([late.status, late.body.code], [409, 'VERSION_CONFLICT']);
  const garbled = await patch({ name: 'third' }, { 'if-match': 'abc' });
  assert.equal([garbled.status, fieldsOf(garbled)], [400, ['If-Match WRONG_FORMAT']]);
  assert.is((await world.ask('mine', 'GET', path)).body.name, 'first');
});

test('of changes at the same time one wins and the others are told', async () => {
  const { body: room } = await create();
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) =>
      world.ask('mine', 'PATCH', `/api/v1/rooms/${room.id}`, { name, version: 1 }),
    ),
  );
  assert.equal(
    answers.map(({ status }) => status).sort((a, b) => a - b),
    [200, 409, 409, 409],
  );
});

test('a changed password must still differ from the other one', async () => {
  const { body: room } = await create();
  const same = await world.ask('mine', 'PATCH', `/api/v1/rooms/${room.id}`, {
    chairPassword: '6666',
    version: 1,
  });
  assert.equal([same.status, fieldsOf(same)], [400, ['attendeePassword SAME_AS_CHAIR_PASSWORD']]);
});

test('a removed room is gone; the version is checked when it is given', async () => {
  const { body: room } = await create();
  const path = `/api/v1/rooms/${room.id}`;
  const late = await world.ask('mine', 'DELETE', path, undefined, { 'if-match': '"7"' });
  assert.equal([late.status, late.body.code], [409, 'VERSION_CONFLICT']);
  assert.is((await world.ask('mine', 'DELETE', path)).status, 204);
  assert.is((await world.ask('mine', 'GET', path)).status, 404);
  assert.is((await world.ask('mine', 'DELETE', path)).status, 404);
});

test('the list comes in pages without loss or repetition', async () => {
  for (let room = 0; room < 7; room++) await create({ name: `page ${room}` }, 'other');
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const query: string = after === null ? '' : `&after=${after}`;
    const { body } = await world.ask('other', 'GET', `/api/v1/rooms?limit=3${query}`);
    seen.push(...body.items.map(({ name }: { name: string }) => name));
    after = body.next;
  } while (after !== null);
  assert.equal(
    seen,
    [0, 1, 2, 3, 4, 5, 6].map((room) => `page ${room}`),
  );
  for (const query of ['limit=0', 'limit=201', 'limit=x', 'after=nonsense', 'window=never']) {
    const wrong = await world.ask('other', 'GET', `/api/v1/rooms?${query}`);
    assert.equal([wrong.status, wrong.body.errors[0].field], [400, query.split('=')[0]]);
  }
});

test('rooms are listed by whether their time is now, to come, or over', async () => {
  const nowMs = (await create()).body.startMs;
  const made = {
    current: await create({ startMs: nowMs - HOUR_MS, durationMs: 2 * HOUR_MS }),
    planned: await create({ startMs: nowMs + HOUR_MS, durationMs: HOUR_MS }),
    past: await create({ startMs: nowMs - 2 * HOUR_MS, durationMs: HOUR_MS }),
  };
  for (const [window, { body }] of Object.entries(made)) {
    const list = await world.ask('mine', 'GET', `/api/v1/rooms?window=${window}`);
    const ids: string[] = list.body.items.map(({ id }: { id: string }) => id);
    const found = Object.values(made).filter((room) => ids.includes(room.body.id));
    assert.equal(
      found.map((room) => room.body.id),
      [body.id],
      window,
    );
  }
});

test('a room tells its running conference', async () => {
  const { body: room } = await create();
  const path = `/api/v1/rooms/${room.id}`;
  const empty = await world.ask('mine', 'GET', `${path}/conference`);
  assert.equal([empty.status, empty.body.code], [404, 'CONFERENCE_NOT_RUNNING']);
  const id = world.openConference('mine', { room: room.id, roomNumber: room.number });
  world.enter(id, '+8613800138000');
  const running = await world.ask('mine', 'GET', `${path}/conference`);
  assert.equal([running.status, running.body.id], [200, id]);
  assert.equal((await world.ask('mine', 'GET', path)).body.conference, { id, parties: 1 });
});

test("another account's room does not exist, not even for an administrator", async () => {
  const { body: room } = await create();
  const path = `/api/v1/rooms/${room.id}`;
  for (const party of ['other', 'admin'] as const) {
    const answers = [
      await world.ask(party, 'GET', path),
      await world.ask(party, 'PATCH', path, { name: 'x', version: 1 }),
      await world.ask(party, 'DELETE', path),
      await world.ask(party, 'GET', `${path}/conference`),
    ];
    for (const { status, body } of answers) assert.equal([status, body.code], [404, 'ROOM_NOT_FOUND']);
    const list = await world.ask(party, 'GET', '/api/v1/rooms?limit=200');
    assert.not(list.text.includes(room.id));
  }
  assert.is((await world.ask('mine', 'GET', path)).body.name, room.name);
});

const WEEKLY = { every: 'week', count: 4 };
const START_MS = Date.parse('2026-01-05T10:00+08:00');
const WEEK_MS = 7 * 24 * HOUR_MS;

test('[S8] a room repeats, and one of its occurrences is cancelled alone', async () => {
  const created = await create({ startMs: START_MS, durationMs: HOUR_MS, recurrence: WEEKLY });
  assert.equal(created.body.recurrence, { ...WEEKLY, exceptions: [] });
  const exceptions = [{ plannedStartMs: START_MS + WEEK_MS, instead: null }];
  const changed = await world.ask('mine', 'PATCH', `/api/v1/rooms/${created.body.id}`, {
    version: 1,
    recurrence: { ...WEEKLY, exceptions },
  });
  assert.equal([changed.status, changed.body.recurrence], [200, { ...WEEKLY, exceptions }]);
  const read = await world.ask('mine', 'GET', `/api/v1/rooms/${created.body.id}`);
  assert.equal(read.body.recurrence, { ...WEEKLY, exceptions });
});

test('[S8] a rule that cannot be meant is told', async () => {
  const refusal = async (recurrence: object, durationMs = HOUR_MS) =>
    fieldsOf(await create({ startMs: START_MS, durationMs, recurrence })).join();
  assert.is(await refusal({ every: 'day' }), 'recurrence NO_SINGLE_END');
  assert.is(await refusal({ every: 'day', count: 2, untilDate: '2026-02-01' }), 'recurrence NO_SINGLE_END');
  assert.is(await refusal({ every: 'day', count: 0 }), 'recurrence OUT_OF_RANGE');
  assert.is(await refusal({ every: 'day', count: 5_000 }), 'recurrence OUT_OF_RANGE');
  assert.is(await refusal({ every: 'day', untilDate: '2026-02-30' }), 'recurrence OUT_OF_RANGE');
  assert.is(await refusal({ every: 'day', untilDate: '2025-12-31' }), 'recurrence OUT_OF_RANGE');
  assert.is(await refusal({ every: 'day', count: 2 }, 25 * HOUR_MS), 'recurrence OVERLAPPING');
  const exceptions = [{ plannedStartMs: START_MS + 1, instead: null }];
  assert.is(await refusal({ ...WEEKLY, exceptions }), 'recurrence NO_SUCH_OCCURRENCE');
});

test('[S25] a repeating room is listed by the window of each occurrence, not only of the first', async () => {
  const daily = { every: 'day', count: 3 };
  const startMs = NOW_MS - 24 * HOUR_MS;
  const made = {
    // The second of three runs now.
    current: await create({ startMs, durationMs: HOUR_MS, recurrence: daily }),
    planned: await create({ startMs: startMs - 2 * HOUR_MS, durationMs: HOUR_MS, recurrence: daily }),
    past: await create({ startMs: startMs - 96 * HOUR_MS, durationMs: HOUR_MS, recurrence: daily }),
  };
  for (const [window, { body }] of Object.entries(made)) {
    const { items } = (await world.ask('mine', 'GET', `/api/v1/rooms?window=${window}&limit=1`)).body;
    assert.ok(items.length <= 1);
    const all = await world.ask('mine', 'GET', `/api/v1/rooms?window=${window}&limit=200`);
    const ids = all.body.items.map(({ id }: { id: string }) => id);
    for (const [other, { body: room }] of Object.entries(made))
      assert.is(ids.includes(room.id), other === window, `${other} in ${window}`);
    assert.ok(ids.includes(body.id));
  }
});

test('[S25] a repeating room tells the window that counts now, and none when all are cancelled', async () => {
  const dayMs = 24 * HOUR_MS;
  const startMs = NOW_MS - dayMs;
  const once = await create({ startMs, durationMs: HOUR_MS });
  assert.equal(once.body.occurrence, { startMs, endMs: startMs + HOUR_MS });
  const recurrence = { every: 'day', count: 2, exceptions: [] as object[] };
  const daily = await create({ startMs, durationMs: HOUR_MS, recurrence });
  assert.equal(daily.body.occurrence, { startMs: NOW_MS, endMs: NOW_MS + HOUR_MS });
  const exceptions = [startMs, NOW_MS].map((plannedStartMs) => ({ plannedStartMs, instead: null }));
  const cancelled = await world.ask('mine', 'PATCH', `/api/v1/rooms/${daily.body.id}`, {
    version: 1,
    recurrence: { ...recurrence, exceptions },
  });
  assert.is(cancelled.body.occurrence, null);
});

test('[S8] the occurrences of a room are listed; one is moved, cancelled and put back', async () => {
  const created = await create({ startMs: START_MS, durationMs: HOUR_MS, recurrence: WEEKLY });
  const path = `/api/v1/rooms/${created.body.id}/occurrences`;
  const states = async (query = ''): Promise<readonly string[]> =>
    (await world.ask('mine', 'GET', `${path}${query}`)).body.items.map(
      ({ state }: { state: string }) => state,
    );
  const { items } = (await world.ask('mine', 'GET', path)).body;
  assert.equal(items[0], {
    plannedStartMs: START_MS,
    startMs: START_MS,
    endMs: START_MS + HOUR_MS,
    state: 'planned',
  });
  const one = `${path}/${items[1].plannedStartMs}`;
  const instead = { startMs: items[1].startMs + HOUR_MS, durationMs: 2 * HOUR_MS };
  const moved = await world.ask('mine', 'PUT', one, { ...instead, version: 1 });
  assert.equal([moved.status, moved.body.version, (await states())[1]], [200, 2, 'changed']);
  assert.is((await world.ask('mine', 'PUT', one, { ...instead, version: 1 })).body.code, 'VERSION_CONFLICT');
  assert.is((await world.ask('mine', 'DELETE', one)).status, 200);
  assert.is((await states())[1], 'cancelled');
  const again = { startMs: items[1].plannedStartMs, durationMs: HOUR_MS, version: 3 };
  assert.is((await world.ask('mine', 'PUT', one, again)).body.items[1].state, 'planned');
  const within = `?fromMs=${items[1].startMs}&toMs=${items[1].startMs + 1}`;
  assert.equal(await states(within), ['planned']);
  const unknown = await world.ask('mine', 'DELETE', `${path}/${START_MS + 1}`);
  assert.equal([unknown.status, unknown.body.code], [404, 'OCCURRENCE_NOT_FOUND']);
  assert.is((await world.ask('other', 'GET', path)).status, 404);
});

test('[S8] a rule is shown before it is stored, and says what is wrong with it', async () => {
  const preview = (body: object) => world.ask('mine', 'POST', '/api/v1/occurrence-previews', body);
  const rule = { startMs: START_MS, durationMs: HOUR_MS, recurrence: { every: 'day', count: 3 } };
  const shown = await preview(rule);
  assert.equal(
    shown.body.items.map(({ startMs }: { startMs: number }) => (startMs - START_MS) / HOUR_MS),
    [0, 24, 48],
  );
  const wrong = await preview({ ...rule, durationMs: 25 * HOUR_MS });
  assert.equal(fieldsOf(wrong), ['recurrence OVERLAPPING']);
});

test.run();
