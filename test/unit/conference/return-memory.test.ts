import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId } from '../../../src/base/ids.js';
import { later, monotonicMs } from '../../../src/base/units.js';
import { ReturnMemory, type LostPlace } from '../../../src/conference/return-memory.js';

const START = monotonicMs(1_000);
const at = (durationMs: number) => later(START, durationMs);
const CALLER = { number: '+8613800001111', asserted: true };
const OTHER = { number: '+8613800002222', asserted: true };
const placeOf = (conference: string): LostPlace => ({
  conference: conference as ConferenceId,
  roomNumber: '1001',
  role: 'chair',
});

const test = suite('return memory');

test('[S13] a lost caller is found for 5 minutes, with its role', () => {
  const memory = new ReturnMemory();
  memory.lost(CALLER, placeOf('c1'), START);
  assert.equal(memory.find(CALLER, at(299_999)), placeOf('c1'));
  assert.is(memory.find(CALLER, at(300_000)), undefined);
});

test('[S13] a number that was not asserted is neither remembered nor found', () => {
  const memory = new ReturnMemory();
  memory.lost({ ...CALLER, asserted: false }, placeOf('c1'), START);
  memory.lost({ number: undefined, asserted: true }, placeOf('c1'), START);
  assert.is(memory.size, 0);
  memory.lost(CALLER, placeOf('c1'), START);
  assert.is(memory.find({ ...CALLER, asserted: false }, START), undefined);
});

test('a caller that is back is not asked again', () => {
  const memory = new ReturnMemory();
  memory.lost(CALLER, placeOf('c1'), START);
  memory.returned('+8613800001111');
  assert.is(memory.find(CALLER, START), undefined);
});

test('[S13] an end of the conference and a kick clear it, for that conference alone', () => {
  const memory = new ReturnMemory();
  memory.lost(CALLER, placeOf('c1'), START);
  memory.lost(OTHER, placeOf('c2'), START);
  memory.closed('c1' as ConferenceId);
  memory.barred('c1' as ConferenceId, '+8613800002222');
  assert.is(memory.find(CALLER, START), undefined);
  assert.ok(memory.find(OTHER, START));
  memory.barred('c2' as ConferenceId, '+8613800002222');
  assert.is(memory.find(OTHER, START), undefined);
});

test('the longest lost makes room, counted; who is over its time makes room by itself', () => {
  const memory = new ReturnMemory({ keptMs: 1_000, numbersMax: 2 });
  const caller = (n: number) => ({ number: `+861380000000${n}`, asserted: true });
  memory.lost(caller(1), placeOf('c1'), START);
  memory.lost(caller(2), placeOf('c1'), START);
  memory.lost(caller(1), placeOf('c1'), at(1));
  memory.lost(caller(3), placeOf('c1'), at(2));
  assert.is(memory.find(caller(2), at(2)), undefined, 'lost before the first was lost again');
  assert.ok(memory.find(caller(1), at(2)) && memory.find(caller(3), at(2)));
  assert.is(memory.counters.get('forgotten'), 1);
  memory.lost(caller(4), placeOf('c1'), at(2_000));
  assert.is(memory.size, 1);
  assert.is(memory.counters.get('forgotten'), 1);
});

test.run();
