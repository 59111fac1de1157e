import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs } from '../../../src/base/units.js';
import { TrunkLoad } from '../../../src/call/trunk-load.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('trunk load');

test('a trunk without caps takes every call', () => {
  const load = new TrunkLoad('inbound');
  for (let i = 0; i < 1_000; i++) assert.is(load.enter(sampleTrunk(), monotonicMs(0)), undefined);
  assert.is(load.callsOf('carrier'), 1_000);
});

test('calls at once are capped until one leaves [S55]', () => {
  const load = new TrunkLoad('inbound');
  const trunk = sampleTrunk({ inbound: { callsMax: 2 } });
  const enter = () => load.enter(trunk, monotonicMs(0));
  assert.equal([enter(), enter(), enter()], [undefined, undefined, 'CALLS_AT_ONCE']);
  load.leave('carrier');
  assert.is(enter(), undefined);
  assert.is(load.callsOf('carrier'), 2);
});

test('calls per second are capped over any second, and unused rate is not saved up [S55]', () => {
  const load = new TrunkLoad('inbound');
  const trunk = sampleTrunk({ inbound: { callsPerSecondMax: 10 } });
  const accepted = (fromMs: number, calls: number) =>
    Array.from({ length: calls }, () => load.enter(trunk, monotonicMs(fromMs))).filter(
      (cap) => cap === undefined,
    ).length;
  assert.is(accepted(0, 50), 10);
  assert.is(accepted(500, 50), 5);
  assert.is(accepted(60_000, 50), 10);
});

test('the caps of one trunk are not those of another', () => {
  const load = new TrunkLoad('inbound');
  load.enter(sampleTrunk({ inbound: { callsMax: 1 } }), monotonicMs(0));
  assert.is(load.enter(sampleTrunk({ id: 'other', inbound: { callsMax: 1 } }), monotonicMs(0)), undefined);
});

test('a rate that is set while calls are up holds from the next second on', () => {
  const load = new TrunkLoad('inbound');
  for (let i = 0; i < 500; i++) load.enter(sampleTrunk(), monotonicMs(0));
  const limited = sampleTrunk({ inbound: { callsPerSecondMax: 2 } });
  const entered = Array.from({ length: 3 }, () => load.enter(limited, monotonicMs(1_000)));
  assert.equal(entered, [undefined, undefined, 'CALLS_PER_SECOND']);
});

test('each direction has its own caps and its own count [S55]', () => {
  const trunk = sampleTrunk({ inbound: { callsMax: 1 }, outbound: { callsMax: 2 } });
  const loads = [new TrunkLoad('inbound'), new TrunkLoad('outbound')];
  const entered = loads.map((load) => [0, 0, 0].map((atMs) => load.enter(trunk, monotonicMs(atMs))));
  assert.equal(entered, [
    [undefined, 'CALLS_AT_ONCE', 'CALLS_AT_ONCE'],
    [undefined, undefined, 'CALLS_AT_ONCE'],
  ]);
});

test('looking at a cap takes nothing', () => {
  const load = new TrunkLoad('outbound');
  const trunk = sampleTrunk({ outbound: { callsMax: 1, callsPerSecondMax: 1 } });
  for (let i = 0; i < 5; i++) assert.is(load.capOf(trunk, monotonicMs(0)), undefined);
  load.enter(trunk, monotonicMs(0));
  assert.is(load.capOf(trunk, monotonicMs(0)), 'CALLS_AT_ONCE');
});

test('a turn is taken ahead of the place; until the next one it is told how long [S35]', () => {
  const load = new TrunkLoad('outbound');
  const trunk = sampleTrunk({ outbound: { callsPerSecondMax: 1 } });
  assert.equal(
    [0, 0, 400, 500, 1_000].map((atMs) => load.takeTurn(trunk, monotonicMs(atMs))),
    [0, 1_000, 600, 500, 0],
  );
  assert.is(load.callsOf('carrier'), 0);
  assert.is(load.enter(trunk, monotonicMs(1_005)), 'CALLS_PER_SECOND');
  assert.is(load.enter(trunk, monotonicMs(1_005), true), undefined);
  const small = sampleTrunk({ outbound: { callsMax: 1, callsPerSecondMax: 1 } });
  assert.is(load.enter(small, monotonicMs(1_006), true), 'CALLS_AT_ONCE', 'a turn is no place');
});

test('a trunk without a rate has a turn for everybody', () => {
  const load = new TrunkLoad('outbound');
  for (let i = 0; i < 100; i++) assert.is(load.takeTurn(sampleTrunk(), monotonicMs(0)), 0);
});

test('new calls are counted by the second of the clock [S45]', () => {
  const load = new TrunkLoad('outbound');
  for (const atMs of [0, 300, 900, 1_100]) load.enter(sampleTrunk(), monotonicMs(atMs));
  assert.is(load.newCallsOf('carrier', monotonicMs(1_500)), 3);
  assert.is(load.newCallsOf('carrier', monotonicMs(2_000)), 1);
  assert.is(load.newCallsOf('carrier', monotonicMs(3_000)), 0);
  assert.is(load.newCallsOf('other', monotonicMs(3_000)), 0);
});

test.run();
