import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiWorld } from '../../support/api-world.js';

const test = suite('service numbers over the API');

const BRIDGE = { number: '4006701018', service: 'bridge', language: 'zh-CN' } as const;
const TEST = { number: '9001', service: 'test', language: 'zh-CN' } as const;

let world: ApiWorld;
test.before(async () => void (world = await ApiWorld.create({}, { serviceNumbers: () => [BRIDGE, TEST] })));
test.after(() => world.close());

test('whoever may read rooms is told what callers dial', async () => {
  const { status, body } = await world.ask('mine', 'GET', '/api/v1/service-numbers');
  assert.is(status, 200);
  assert.equal(body.items, [BRIDGE, TEST]);
});

test('whoever has no login yet is told what anybody may dial, and no test numbers [S32]', async () => {
  const { status, body } = await world.raw('GET', '/api/v1/public/service-numbers');
  assert.equal([status, body.items], [200, [BRIDGE]]);
});

test('a stranger is told nothing else', async () => {
  assert.is((await world.raw('GET', '/api/v1/service-numbers')).status, 401);
});

test.run();
