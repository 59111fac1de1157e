import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createMetrics } from '../../../src/api/operation/metrics.js';
import type { FigureSource } from '../../../src/api/operation/services.js';
import { ApiWorld } from '../../support/api-world.js';

const test = suite('metrics');

async function shown(source: FigureSource): Promise<readonly string[]> {
  const text = await createMetrics([], [], [source]).metrics();
  return text.split('\n').filter((line) => line.includes('huitong_'));
}

test('a histogram is shown as Prometheus reads it: each bucket with those below, then sum and count', async () => {
  const lines = await shown({
    type: 'histogram',
    name: 'wait_seconds',
    help: 'Waits',
    labelNames: ['worker'],
    read: () => [{ labels: { worker: '0' }, value: { limits: [0.1, 1], counts: [3, 2, 1], sum: 4.5 } }],
  });
  assert.equal(lines, [
    '# HELP huitong_wait_seconds Waits',
    '# TYPE huitong_wait_seconds histogram',
    'huitong_wait_seconds_bucket{worker="0",le="0.1"} 3',
    'huitong_wait_seconds_bucket{worker="0",le="1"} 5',
    'huitong_wait_seconds_bucket{worker="0",le="+Inf"} 6',
    'huitong_wait_seconds_sum{worker="0"} 4.5',
    'huitong_wait_seconds_count{worker="0"} 6',
  ]);
});

test('what is not known yet has a type and no value', async () => {
  const lines = await shown({ type: 'gauge', name: 'x', help: 'X', labelNames: [], read: () => [] });
  assert.equal(lines, ['# HELP huitong_x X', '# TYPE huitong_x gauge']);
});

test('requests are measured by the pattern of their route, so that no id makes a row of its own', async () => {
  const world = await ApiWorld.create();
  for (const path of ['/api/v1/rooms/a', '/api/v1/rooms/b', '/nothing/x', '/nothing/y'])
    await world.raw('GET', path);
  const { text } = await world.raw('GET', '/metrics');
  const counts = text
    .split('\n')
    .filter((line) => line.startsWith('huitong_http_request_duration_seconds_count'));
  assert.equal(counts, [
    'huitong_http_request_duration_seconds_count{method="GET",route="/api/v1/rooms/:roomId"} 2',
    'huitong_http_request_duration_seconds_count{method="other",route="other"} 2',
  ]);
  await world.close();
});

test.run();
