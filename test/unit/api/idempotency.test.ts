import { Hono } from 'hono';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ApiEnv } from '../../../src/api/context.js';
import { Idempotency, idempotent } from '../../../src/api/door/idempotency.js';
import type { Principal } from '../../../src/api/door/principal.js';
import { failure } from '../../../src/api/failure.js';
import { Problem } from '../../../src/api/problem.js';
import { silentLog } from '../../../src/base/log.js';
import { later, monotonicMs, utcMs } from '../../../src/base/units.js';
import { ApiWorld, type Party } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('Idempotency-Key');
let world: ApiWorld;
let idempotency: Idempotency;
/** What the route does, and how often it did so. */
let act: () => Promise<Response> | Response;
let acts = 0;
let reached = (): void => undefined;
let key = 0;

test.before(async () => {
  world = await ApiWorld.create();
  idempotency = new Idempotency({
    store: world.store,
    log: silentLog,
    clock: {
      now: () => later(monotonicMs(0), world.clock.nowMs),
      utcNow: () => utcMs(NOW_MS + world.clock.nowMs),
    },
  });
});
test.before.each(() => {
  acts = 0;
  key += 1;
  act = () => Response.json({ acts }, { status: 201, headers: { location: `/calls/${acts}` } });
});
test.after(() => world.close());

/** Resolved when the route is reached. */
const begun = (): Promise<void> =>
  new Promise((resolve) => {
    reached = resolve;
  });

async function post(body: unknown, party: Party = 'mine', path = '/calls', sent = `key-${key}`) {
  const app = new Hono<ApiEnv>();
  app.onError((error, c) => failure(error, c, silentLog));
  app.use(async (c, next) => {
    c.set('principal', { account: world.accounts[party] } as Principal);
    c.set('idempotency', idempotency);
    await next();
  });
  app.post('*', idempotent, async () => {
    acts += 1;
    reached();
    return act();
  });
  const headers = { 'idempotency-key': sent };
  const response = await app.request(path, { method: 'POST', body: JSON.stringify(body), headers });
  const answer = (await response.json()) as { acts?: number; code?: string };
  return { status: response.status, headers: response.headers, ...answer };
}

const kept = () => world.store.queries.selectFrom('idempotency_keys').selectAll().execute();

test('a request that is sent again is answered as the first one was, and done once', async () => {
  const [first, again] = [await post({ to: 'a' }), await post({ to: 'a' })];
  assert.equal([first.status, first.acts, first.headers.get('idempotency-replayed')], [201, 1, null]);
  assert.equal([again.status, again.acts, again.headers.get('idempotency-replayed')], [201, 1, 'true']);
  assert.is(again.headers.get('location'), '/calls/1');
  assert.is(acts, 1);
});

test('with the same key another body, another path or another query is refused', async () => {
  await post({ to: 'a' });
  for (const [body, path] of [
    [{ to: 'b' }, '/calls'],
    [{ to: 'a' }, '/bookings'],
    [{ to: 'a' }, '/calls?now=1'],
  ] as const) {
    const { status, code } = await post(body, 'mine', path);
    assert.equal([status, code], [409, 'IDEMPOTENCY_MISMATCH']);
  }
  assert.is(acts, 1);
});

test('the key of another account is another key', async () => {
  await post({ to: 'a' });
  assert.is((await post({ to: 'b' }, 'other')).acts, 2);
});

test('of two at once one is done and the other is told to wait', async () => {
  let finish: ((response: Response) => void) | undefined;
  const finished = new Promise<Response>((resolve) => (finish = resolve));
  act = () => finished;
  const running = begun();
  const first = post({ to: 'a' });
  await running;
  const { status, code, headers } = await post({ to: 'a' });
  assert.equal([status, code, headers.get('retry-after')], [409, 'IDEMPOTENCY_IN_PROGRESS', '1']);
  finish?.(Response.json({ acts: 1 }));
  assert.is((await first).status, 200);
  assert.is((await post({ to: 'a' })).headers.get('idempotency-replayed'), 'true');
  assert.is(acts, 1);
});

test('what was refused has done nothing and may be sent again', async () => {
  const answered = act;
  act = () => {
    throw new Problem('COMMAND_REFUSED');
  };
  assert.is((await post({ to: 'a' })).status, 409);
  act = answered;
  assert.is((await post({ to: 'a' })).status, 201);
});

test('a fault halfway is not tried again under the same key', async () => {
  act = () => {
    throw new Error('halfway');
  };
  assert.is((await post({ to: 'a' })).status, 500);
  const again = await post({ to: 'a' });
  assert.equal([again.status, again.code, acts], [500, 'INTERNAL', 1]);
});

test('a request whose process died is done again after two minutes', async () => {
  act = () => new Promise<Response>(() => undefined);
  const running = begun();
  void post({ to: 'a' });
  await running;
  act = () => Response.json({ acts });
  world.wait(119_999);
  assert.is((await post({ to: 'a' })).code, 'IDEMPOTENCY_IN_PROGRESS');
  world.wait(1);
  assert.is((await post({ to: 'a' })).acts, 2);
  assert.is((await post({ to: 'a' })).headers.get('idempotency-replayed'), 'true');
});

test('a key is kept for a day', async () => {
  await post({ to: 'a' });
  world.wait(86_399_999);
  await idempotency.purge();
  assert.is((await post({ to: 'a' })).headers.get('idempotency-replayed'), 'true');
  world.wait(1);
  assert.is((await post({ to: 'b' })).acts, 2, 'over, though not yet removed');
  world.wait(86_400_001);
  await idempotency.purge();
  assert.equal(await kept(), []);
});

test('neither the key nor what was answered can be read in the database', async () => {
  act = () => Response.json({ key: 'told-once', acts });
  assert.is((await post({ to: 'a' }, 'mine', '/secrets')).status, 200);
  const [row, ...others] = (await kept()).filter(({ request }) => request === 'POST /secrets');
  assert.equal([row?.status, others], [200, []]);
  const text = JSON.stringify([row, Buffer.from(row!.body!, 'base64').toString('latin1')]);
  assert.not.match(text, 'told-once');
  assert.not.match(text, `key-${key}`);
  assert.is((await post({ to: 'a' }, 'mine', '/secrets')).acts, 1);
});

test('a key is 1 to 200 printable characters', async () => {
  for (const sent of ['', 'x'.repeat(201), 'a\tb'])
    assert.is((await post({}, 'mine', '/calls', sent)).code, 'FIELDS_INVALID', JSON.stringify(sent));
  assert.is((await post({}, 'mine', '/calls', '~'.repeat(200))).status, 201);
});

test.run();
