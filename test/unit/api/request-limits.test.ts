import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiWorld, PASSWORD, type Answer, type Party } from '../../support/api-world.js';

const test = suite('limits of requests');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

function limited(perCaller: number, perAddress: number): void {
  world = world.fresh({}, { door: { ...world.services.door, requestLimits: { perCaller, perAddress } } });
}

const rooms = (party: Party): Promise<Answer> => world.ask(party, 'GET', '/api/v1/rooms');
const login = (password: string): Promise<Answer> =>
  world.raw('POST', '/api/v1/session', { login: 'mine', password });
const standing = ({ headers }: Answer): readonly (string | null)[] =>
  ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map((name) => headers.get(name));

test('a key is told how much is left, and refused when nothing is [S53]', async () => {
  limited(3, 0);
  const answers = [await rooms('mine'), await rooms('mine'), await rooms('mine')];
  assert.equal(
    answers.map((answer) => standing(answer)[1]),
    ['2', '1', '0'],
  );
  const refused = await rooms('mine');
  assert.equal([refused.status, refused.body.code], [429, 'RATE_LIMITED']);
  assert.equal(standing(refused).slice(0, 2), ['3', '0']);
  assert.is(refused.headers.get('retry-after'), standing(refused)[2]);
  assert.is((await rooms('other')).status, 200, 'each key has its own');
});

test('who does not say who he is is limited by address', async () => {
  limited(0, 2);
  world.peerAddress = '203.0.113.9';
  await login('wrong');
  await login('wrong');
  assert.is((await login(PASSWORD)).body.code, 'RATE_LIMITED');
  world.peerAddress = '203.0.113.10';
  assert.is((await login(PASSWORD)).status, 201);
});

test('wrong keys are limited by address, and the right ones beside them are not', async () => {
  limited(0, 2);
  world.peerAddress = '203.0.113.9';
  const wrong = (): Promise<Answer> =>
    world.raw('GET', '/api/v1/rooms', undefined, { authorization: 'Bearer wrong' });
  assert.equal([(await wrong()).status, (await wrong()).status, (await wrong()).status], [401, 401, 429]);
  for (let asked = 0; asked < 5; asked++) assert.is((await rooms('mine')).status, 200);
});

test('a made-up cookie or key is no way around the limit where nothing has to be brought', async () => {
  const made: readonly Record<string, string>[] = [
    { cookie: 'huitong_session=x' },
    { authorization: 'Bearer x' },
  ];
  for (const headers of made) {
    limited(0, 2);
    const guess = (password: string): Promise<Answer> =>
      world.raw('POST', '/api/v1/session', { login: 'mine', password }, headers);
    assert.equal([(await guess('wrong')).status, (await guess('wrong')).status], [401, 401]);
    const over = await guess(PASSWORD);
    assert.equal([over.status, over.headers.get('set-cookie')], [429, null], JSON.stringify(headers));
  }
});

test('a request is counted once, whatever it brings', async () => {
  limited(0, 9);
  world.peerAddress = '203.0.113.11';
  const bring = (headers: Record<string, string>): Promise<Answer> =>
    world.raw('POST', '/api/v1/session', { login: 'mine', password: 'wrong' }, headers);
  const lefts = [await bring({}), await bring({ cookie: 'huitong_session=x' })].map(
    (answer) => standing(answer)[1],
  );
  assert.equal(lefts, ['8', '7']);
});

test('all addresses that an IPv6 host can take are one', async () => {
  limited(0, 2);
  const from = async (peerAddress: string): Promise<number> => {
    world.peerAddress = peerAddress;
    return (await login('wrong')).status;
  };
  assert.equal([await from('2001:db8:0:7::1'), await from('2001:db8:0:7:ffff::2')], [401, 401]);
  assert.is(await from('2001:db8:0:7:1:2:3:4'), 429);
  assert.is(await from('2001:db8:0:8::1'), 401);
});

test('0 is no limit', async () => {
  limited(0, 0);
  const answers = await Promise.all(Array.from({ length: 50 }, () => rooms('mine')));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(standing(answers[0]!), [null, null, null]);
});

test.run();
