import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../../src/base/random.js';
import { RING_DATA, RING_HEAD, RING_TAIL } from '../../../../src/mixer/shared/layout.js';
import { WordRing } from '../../../../src/mixer/shared/word-ring.js';

const test = suite('word-ring');
const CAPACITY = 64;
const AT = 3;

function ring(start = 0): { words: Int32Array; ring: WordRing } {
  const words = new Int32Array(new SharedArrayBuffer(4 * (AT + RING_DATA + CAPACITY + 5)));
  words[AT + RING_HEAD] = start;
  words[AT + RING_TAIL] = start;
  return { words, ring: new WordRing(words, AT, CAPACITY) };
}

test('messages come out whole and in order, across the end of the data and of 32 bits', () => {
  const { words, ring: it } = ring(0x7fff_ff00);
  const random = seededRandom(1);
  const sent: number[][] = [];
  const message = new Int32Array(16);
  let number = 0;
  for (let i = 0; i < 10_000; i++) {
    const length = 1 + below(random, 12);
    const next = Int32Array.from({ length }, () => number++);
    if (below(random, 2) === 0 && it.push(next, length)) sent.push([...next]);
    else if (below(random, 2) === 0) {
      const got = it.pop(message);
      assert.equal([...message.subarray(0, got)], sent.shift() ?? []);
    }
  }
  assert.equal([...words.subarray(AT + RING_DATA + CAPACITY)], [0, 0, 0, 0, 0], 'nothing beyond its end');
});

test('a full ring refuses and loses nothing that it has', () => {
  const { ring: it } = ring();
  const message = Int32Array.from({ length: 9 }, (_, i) => i);
  let pushed = 0;
  while (it.push(message, 9)) pushed += 1;
  assert.is(pushed, 6);
  for (let i = 0; i < pushed; i++) assert.is(it.pop(message), 9);
  assert.ok(it.isEmpty);
  assert.is(it.pop(message), 0);
});

test('the bell wakes who waits, and is not missed by who looks too late', async () => {
  const { ring: it } = ring();
  const waiting = it.awaitBell(it.bell);
  assert.ok(waiting instanceof Promise);
  const seen = it.bell;
  it.ring();
  await waiting;
  assert.is(it.awaitBell(seen), undefined);
});

test.run();
