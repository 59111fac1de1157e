import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fail } from '../../../src/base/result.js';
import { below, seededRandom, type Random } from '../../../src/base/random.js';
import { StoreReadError, type Store, type StoreErrorCode } from '../../../src/store/store.js';
import { ApiWorld, type Party } from '../../support/api-world.js';

const test = suite('failures over the API');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

/** The store of the world, failing: reads throw, writes are refused. */
function failing(code: StoreErrorCode): Store {
  const error = { code, message: 'the disk is gone' };
  return new Proxy(world.store, {
    get(store, name) {
      if (name === 'commit') return async () => fail(error);
      if (name === 'writable') return false;
      const value: unknown = Reflect.get(store, name);
      return typeof value === 'function' ? value.bind(store) : value;
    },
  });
}

test('what is not there is a problem with its request id, for every method', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { status, body, headers } = await world.ask('mine', method, '/api/v1/nothing');
    assert.equal([status, body.status, body.code], [404, 404, 'NOT_FOUND']);
    assert.is(headers.get('content-type'), 'application/problem+json');
    assert.is(body.type, 'urn:huitong:problem:not-found');
    assert.is(headers.get('x-request-id'), body.requestId);
  }
  assert.is((await world.raw('GET', '/nothing.txt')).body.code, 'NOT_FOUND');
});

test('a body that is not JSON, or says it is something else, is told apart from wrong fields', async () => {
  for (const text of ['{', 'null,', '{"name":"x"', 'name=x', '\u0000', '']) {
    const { status, body } = await world.ask('mine', 'POST', '/api/v1/rooms', text);
    assert.equal([status, body.code], [400, 'BODY_NOT_JSON'], text);
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const answer = await world.ask('mine', 'POST', '/api/v1/rooms', '{}', { 'content-type': type });
    assert.equal([answer.status, answer.body.code], [415, 'MEDIA_TYPE_UNSUPPORTED'], type);
  }
  for (const value of ['null', '[]', '5', '"room"', 'true']) {
    const { status, body } = await world.ask('mine', 'POST', '/api/v1/rooms', value);
    assert.equal([status, body.errors[0].field, body.errors[0].code], [400, '', 'WRONG_TYPE'], value);
  }
});

test('while the store cannot write, changes are refused with 503 and reads go on', async () => {
  const created = await world.ask('mine', 'POST', '/api/v1/rooms', { name: 'x', chairPassword: '8888' });
  const path = `/api/v1/rooms/${created.body.id}`;
  for (const code of ['DISK_FULL', 'BUSY', 'UNAVAILABLE', 'OVERLOADED', 'CLOSED'] as const) {
    world = world.fresh({}, { store: failing(code) });
    const answers = [
      await world.ask('mine', 'POST', '/api/v1/rooms', { name: 'x', chairPassword: '8888' }),
      await world.ask('mine', 'PATCH', path, { name: 'y', version: 1 }),
      await world.ask('mine', 'DELETE', path),
    ];
    for (const { status, body } of answers) {
      assert.equal([status, body.code, body.detail], [503, 'STORE_UNAVAILABLE', code]);
    }
    assert.is((await world.ask('mine', 'GET', path)).status, 200);
  }
  const ready = await world.raw('GET', '/readyz');
  assert.equal([ready.status, ready.body], [503, { ready: false, reasons: ['store-not-writable'] }]);
});

test('a read that fails is 503 and in the log', async () => {
  let isFailing = false;
  const store = new Proxy(world.store, {
    get(store, name) {
      if (isFailing && name === 'queries')
        throw new StoreReadError({ code: 'UNAVAILABLE', message: 'no connection' });
      return Reflect.get(store, name) as unknown;
    },
  });
  world = world.fresh({}, { store });
  isFailing = true;
  const { status, body } = await world.ask('mine', 'GET', '/api/v1/rooms');
  assert.equal([status, body.code], [503, 'STORE_UNAVAILABLE']);
  assert.ok(
    world.log.some(({ level, fields }) => level === 'warn' && fields['requestId'] === body.requestId),
  );
});

test('a fault of ours is 500 with a request id that is in the log, and tells nothing of itself', async () => {
  const descriptions = [
    {
      name: 'broken',
      describe: (): readonly string[] => {
        throw new Error('inner secret');
      },
    },
  ];
  world = world.fresh({}, { descriptions });
  const { status, body, text } = await world.ask('admin', 'GET', '/api/v1/debug');
  assert.equal([status, body.code], [500, 'INTERNAL']);
  assert.not(text.includes('inner secret'));
  const logged = world.log.find(({ level }) => level === 'error')!;
  assert.is(logged.fields['requestId'], body.requestId);
  assert.match(String(logged.fields['error']), /inner secret/);
});

test('an id that no database may take is refused before it gets there', async () => {
  for (const path of ['rooms/%00', 'conferences/a%0a', 'conference-records/%00']) {
    const { status, body } = await world.ask('mine', 'GET', `/api/v1/${path}`);
    assert.equal([status, body.code, body.errors[0].code], [400, 'FIELDS_INVALID', 'WRONG_FORMAT'], path);
  }
});

const NAMES =
  `name number chairPassword attendeePassword options startMs durationMs language organiser version
  partiesMax attendeeListenOnly muted locked byMs __proto__ constructor toString x`.split(/\s+/);
const TEXTS = [
  '',
  '8888',
  '12345678901234567890',
  '会议',
  '\u0000',
  '\ud800',
  "'; drop table rooms; --",
  '1e309',
  '💩',
];
const NUMBERS = [0, -1, 1, 1.5, 1e15, 1e300, -1e300, Number.MAX_SAFE_INTEGER, 2 ** 53, 4_102_444_800_000];

/** Any JSON, often near to what is expected. */
function anything(random: Random, depth: number): unknown {
  const pick = <T>(values: readonly T[]): T => values[below(random, values.length)]!;
  switch (below(random, depth > 0 ? 7 : 5)) {
    case 0:
      return pick(TEXTS);
    case 1:
      return pick(NUMBERS);
    case 2:
      return below(random, 2) === 0;
    case 3:
      return null;
    case 4:
      return 'x'.repeat(below(random, 300));
    case 5:
      return Array.from({ length: below(random, 5) }, () => anything(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: below(random, 9) }, () => [pick(NAMES), anything(random, depth - 1)]),
      );
  }
}

test('2,000 random requests are answered, none with a fault', async () => {
  const random = seededRandom(20260101);
  const pick = <T>(values: readonly T[]): T => values[below(random, values.length)]!;
  const conference = world.openConference('mine');
  const participant = world.enter(conference, '+8613800138000');
  const wanted = { name: 'x', chairPassword: '8888' };
  const { body: room } = await world.ask('mine', 'POST', '/api/v1/rooms', wanted);
  const ids = [room.id, conference, participant, 'x', '%00', '..', "'", encodeURIComponent('会'), '%ff'];
  /** Method, path, and a body that would do. */
  const routes: readonly (() => readonly [string, string, object])[] = [
    () => ['POST', '/rooms', wanted],
    () => ['PATCH', `/rooms/${pick(ids)}`, { version: 1 + below(random, 40) }],
    () => ['DELETE', `/rooms/${pick(ids.slice(1))}`, {}],
    () => ['GET', `/rooms?limit=${pick(TEXTS)}&after=${pick(ids)}&window=${pick(TEXTS)}`, {}],
    () => ['GET', `/conferences?after=${pick(ids)}`, {}],
    () => ['GET', `/conference-records/${pick(ids)}`, {}],
    () => ['POST', `/conferences/${pick(ids)}/lock`, { locked: true }],
    () => ['POST', `/conferences/${pick(ids)}/${pick(['mute-all', 'extend', 'allow-reentry'])}`, {}],
    () => ['POST', `/conferences/${pick(ids)}/participants/${pick(ids)}/mute`, { muted: true }],
    () => ['POST', '/session', { login: 5 }],
    () => ['PUT', `/${pick(ids)}`, {}],
  ];
  const statuses = new Map<number, number>();
  for (let request = 0; request < 2_000; request++) {
    const [method, path, base] = pick(routes)();
    const near = { ...base, [pick(NAMES)]: anything(random, 2) };
    const body = pick([base, near, near, anything(random, 3)]);
    const text = method === 'GET' ? undefined : JSON.stringify(body);
    const party = pick<Party>(['mine', 'other', 'admin']);
    const { status } = await world.ask(party, method, `/api/v1${path}`, text);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    assert.ok(status < 500, `${request}: ${method} ${path} ${text} → ${status}`);
  }
  for (const status of [200, 201, 400, 404]) assert.ok((statuses.get(status) ?? 0) > 5, `${status} occurs`);
  assert.equal(
    world.log.filter(({ level }) => level === 'error'),
    [],
  );
});

test.run();
