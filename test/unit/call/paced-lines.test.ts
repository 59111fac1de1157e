import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs } from '../../../src/base/units.js';
import { PacedLines } from '../../../src/call/paced-lines.js';

const test = suite('paced lines');
const tenASecond = (): number => 10;

/** Everything that is taken until then, with its time. */
function takeUntil(lines: PacedLines<string, string>, untilMs: number): readonly string[] {
  const taken: string[] = [];
  for (let dueMs = lines.nextDeadline(); dueMs !== undefined && dueMs <= untilMs;) {
    const item = lines.take(dueMs, tenASecond);
    if (item !== undefined) taken.push(`${dueMs} ${item}`);
    dueMs = lines.nextDeadline();
  }
  return taken;
}

test('one line goes at its pace, others at theirs', () => {
  const lines = new PacedLines<string, string>(10);
  for (const item of ['a1', 'a2', 'a3']) lines.add('a', item, monotonicMs(0));
  lines.add('b', 'b1', monotonicMs(0));
  assert.equal(takeUntil(lines, 1_000), ['0 a1', '0 b1', '100 a2', '200 a3']);
});

test('a line that has run empty keeps its pace for who comes next', () => {
  const lines = new PacedLines<string, string>(10);
  lines.add('a', 'a1', monotonicMs(0));
  assert.equal(takeUntil(lines, 50), ['0 a1']);
  lines.add('a', 'a2', monotonicMs(50));
  assert.equal(takeUntil(lines, 1_000), ['100 a2']);
});

test('nothing is taken from a line that is held', () => {
  const lines = new PacedLines<string, string>(10);
  lines.add('a', 'a1', monotonicMs(0));
  lines.hold('a', true, monotonicMs(0));
  assert.is(lines.nextDeadline(), undefined);
  assert.is(lines.take(monotonicMs(500), tenASecond), undefined);
  lines.hold('a', false, monotonicMs(500));
  assert.is(lines.take(monotonicMs(500), tenASecond), 'a1');
});

test('who is to wait still keeps its place in its line, and holds up no other line', () => {
  const lines = new PacedLines<string, string>(10);
  for (const item of ['a1', 'a2']) lines.add('a', item, monotonicMs(0));
  lines.add('b', 'b1', monotonicMs(0));
  const waitMsOf = (item: string): number => (item === 'a1' ? 30 : 0);
  assert.is(lines.take(monotonicMs(0), tenASecond, waitMsOf), 'b1');
  assert.is(lines.take(monotonicMs(0), tenASecond, waitMsOf), undefined);
  assert.is(lines.nextDeadline(), 30);
  assert.equal(takeUntil(lines, 1_000), ['30 a1', '130 a2']);
});

test('who goes ahead is next, in the order in which such came, at the pace of the line', () => {
  const lines = new PacedLines<string, string>(10);
  for (const item of ['a1', 'a2']) lines.add('a', item, monotonicMs(0));
  for (const item of ['first', 'gone', 'second']) lines.add('a', item, monotonicMs(0), true);
  lines.remove('a', 'gone');
  assert.is(lines.size, 4);
  assert.equal(takeUntil(lines, 1_000), ['0 first', '100 second', '200 a1', '300 a2']);
});

test('more than may wait are refused, and who is removed makes room', () => {
  const lines = new PacedLines<string, string>(1);
  assert.ok(lines.add('a', 'a1', monotonicMs(0)));
  assert.not.ok(lines.add('b', 'b1', monotonicMs(0)));
  lines.remove('a', 'a1');
  assert.ok(lines.add('b', 'b1', monotonicMs(0)));
  assert.is(lines.size, 1);
});

test.run();
