import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiWorld } from '../../support/api-world.js';

const test = suite('service numbers over the API');

let world: ApiWorld;
test.before(async () => void (world = await ApiWorld.create()));
test.after(() => world.close());

test('whoever may read rooms is told what callers dial', async () => {
  const { status, body } = await world.ask('mine', 'GET', '/api/v1/service-numbers');
  assert.is(status, 200);
  assert.equal(body.items, [{ number: '4006701018', service: 'bridge', language: 'zh-CN' }]);
});

test('a stranger is told nothing', async () => {
  assert.is((await world.raw('GET', '/api/v1/service-numbers')).status, 401);
});

test.run();
