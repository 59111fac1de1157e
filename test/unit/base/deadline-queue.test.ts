import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DeadlineQueue } from '../../../src/base/deadline-queue.js';
import { below, seededRandom } from '../../../src/base/random.js';
import { monotonicMs } from '../../../src/base/units.js';

const test = suite('deadline queue');

test('keys come out in the order of their deadlines, equal ones in the order they were set', () => {
  const queue = new DeadlineQueue<string>();
  queue.set('late', monotonicMs(30));
  queue.set('first', monotonicMs(10));
  queue.set('second', monotonicMs(10));
  assert.is(queue.take(monotonicMs(9)), undefined);
  const taken = [queue.take(monotonicMs(30)), queue.take(monotonicMs(30)), queue.take(monotonicMs(30))];
  assert.equal(taken, ['first', 'second', 'late']);
  assert.is(queue.size, 0);
});

test('a key has one deadline: setting it again moves it, deleting it removes it', () => {
  const queue = new DeadlineQueue<string>();
  queue.set('a', monotonicMs(10));
  queue.set('a', monotonicMs(50));
  queue.set('b', monotonicMs(20));
  assert.is(queue.next(), 20);
  assert.ok(queue.delete('b'));
  assert.not(queue.delete('b'));
  assert.is(queue.next(), 50);
  assert.is(queue.size, 1);
});

test('random sets, moves and deletes agree with a sorted list', () => {
  const random = seededRandom(7);
  const queue = new DeadlineQueue<number>();
  const model = new Map<number, number>();
  for (let step = 0; step < 20_000; step++) {
    const key = below(random, 200);
    if (below(random, 3) === 0) {
      assert.is(queue.delete(key), model.delete(key));
    } else {
      const atMs = below(random, 1_000);
      queue.set(key, monotonicMs(atMs));
      model.set(key, atMs);
    }
    const earliest = model.size === 0 ? undefined : Math.min(...model.values());
    assert.is(queue.next(), earliest);
  }
});

test.run();
