import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClient, done, itemsOf, once, ProblemError, type Fetch } from '../../../src/client/index.js';
import { ApiWorld, keyOf } from '../../support/api-world.js';

const test = suite('client: requests, problems, retries and pages');
const RETRY = { firstWaitMs: 1 };
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

/** A client of the API without a socket; `fetch` stands in between. */
const clientOf = (fetch: (send: Fetch) => Fetch = (send) => send) =>
  createClient({
    baseUrl: 'http://huitong.test/',
    apiKey: keyOf('mine'),
    retry: RETRY,
    fetch: fetch(async (request) => world.api.app.request(request)),
  });

test('an answer has the type of its route', async () => {
  const huitong = clientOf();
  const { role, account } = await done(huitong.GET('/session'));
  assert.equal([role, account.number], ['customer', '10000001']);
  const room = await done(huitong.POST('/rooms', { body: { name: '周会', chairPassword: '9876' } }));
  const params = { path: { roomId: room.id } };
  assert.is((await done(huitong.GET('/rooms/{roomId}', { params }))).name, '周会');
  assert.is(await done(huitong.DELETE('/rooms/{roomId}', { params })), undefined);
});

test('what is refused is a problem with its code, its fields and the id of the request', async () => {
  const body = { name: '', chairPassword: '9876' };
  const error = await clientOf()
    .POST('/rooms', { body })
    .catch((thrown: unknown) => thrown);
  assert.instance(error, ProblemError);
  const { status, code, errors, requestId } = error as ProblemError;
  assert.equal([status, code, errors[0]!.field], [400, 'FIELDS_INVALID', 'name']);
  assert.ok(requestId);
});

test("a proxy's answer is a problem as well", async () => {
  const huitong = clientOf(() => async () => new Response('<h1>413</h1>', { status: 413 }));
  const error = (await huitong.GET('/session').catch((thrown: unknown) => thrown)) as ProblemError;
  assert.equal([error.status, error.code, error.errors], [413, 'HTTP_413', []]);
});

/** Fails so often, by an answer or without one, and notes the keys that it saw. */
function failing(failures: readonly (number | 'network')[], keys: (string | null)[]): (send: Fetch) => Fetch {
  const left = [...failures];
  return (send) => async (request) => {
    keys.push(request.headers.get('idempotency-key'));
    const failure = left.shift();
    if (failure === 'network') throw new TypeError('fetch failed');
    if (failure === undefined) return send(request);
    return new Response('{}', { status: failure, headers: { 'content-type': 'application/problem+json' } });
  };
}

test('what only reads is sent again while the server is away', async () => {
  const keys: (string | null)[] = [];
  await done(clientOf(failing(['network', 503, 429], keys)).GET('/session'));
  assert.is(keys.length, 4);
});

test('what carries a key is sent again with the same key, the next request has another', async () => {
  const keys: (string | null)[] = [];
  const huitong = clientOf(failing(['network', 502], keys));
  const name = (): Record<string, string> => once();
  for (let index = 0; index < 2; index++)
    await huitong.POST('/rooms', {
      headers: name(),
      body: { name: `会议 ${index}`, chairPassword: '9876' },
    });
  assert.is(keys.length, 4);
  assert.is(new Set(keys.slice(0, 3)).size, 1);
  assert.is.not(keys[3], keys[0]);
});

test('what changes something without a key is sent once', async () => {
  const keys: (string | null)[] = [];
  const huitong = clientOf(failing(['network'], keys));
  const body = { name: '周会', chairPassword: '9876' };
  const error = await huitong.POST('/rooms', { body }).catch((thrown: unknown) => thrown);
  assert.instance(error, TypeError);
  assert.is(keys.length, 1);
});

test('it gives up after so many tries, and at once when it is told to wait too long', async () => {
  const keys: (string | null)[] = [];
  const error = await clientOf(failing([503, 503, 503, 503, 503], keys))
    .GET('/session')
    .catch((thrown: unknown) => thrown);
  assert.equal([(error as ProblemError).status, keys.length], [503, 4]);
  let asked = 0;
  const busy: Fetch = async () => {
    asked += 1;
    return new Response('{}', { status: 429, headers: { 'retry-after': '3600' } });
  };
  const refused = await clientOf(() => busy)
    .GET('/session')
    .catch((thrown: unknown) => thrown);
  assert.equal([(refused as ProblemError).retryAfterS, asked], [3_600, 1]);
});

test('a list is read page by page', async () => {
  const huitong = clientOf();
  for (let index = 0; index < 5; index++)
    await huitong.POST('/rooms', { body: { name: `页 ${index}`, chairPassword: '9876' } });
  let pages = 0;
  const rooms = itemsOf((after) => {
    pages += 1;
    return done(huitong.GET('/rooms', { params: { query: { limit: 2, after } } }));
  });
  const names = new Set<string>();
  for await (const { id } of rooms) names.add(id);
  assert.is(names.size, (await done(huitong.GET('/rooms'))).items.length);
  assert.is(pages, Math.ceil(names.size / 2));
});

test('without a key the session is sent, and that the request is our own', async () => {
  let seen: Request | undefined;
  const huitong = createClient({
    baseUrl: 'http://huitong.test',
    fetch: async (request) => {
      seen = request;
      return Response.json({});
    },
  });
  await huitong.GET('/session');
  assert.equal(
    [seen!.credentials, seen!.headers.get('x-requested-with'), seen!.headers.get('authorization')],
    ['same-origin', 'huitong', null],
  );
});

test.run();
