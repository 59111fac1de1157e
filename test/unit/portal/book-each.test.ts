import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bookEach, BOOKINGS_AT_ONCE_MAX, TooManyDates } from '../../../src/portal/pages/instant/book-each.js';

const test = suite('[S37] bookings of a rule');

const full = new Error('full');
const down = new Error('down');

/** Dates are refused as the table says; `asked` are those that were tried. */
function desk(refusals: Readonly<Record<number, Error>>) {
  const asked: number[] = [];
  const book = (startMs: number): Promise<string> => {
    asked.push(startMs);
    const why = refusals[startMs];
    return why === undefined ? Promise.resolve(`b${startMs}`) : Promise.reject(why);
  };
  const dates = (...startsMs: number[]) => bookEach(startsMs, book, (thrown) => thrown === full);
  return { asked, dates };
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => assert.unreachable('it should reject'),
    (thrown: unknown) => thrown,
  );
}

test('a date without lines is told, and the others are booked', async () => {
  const { dates } = desk({ 2: full });
  assert.equal(await dates(1, 2, 3), { booked: ['b1', 'b3'], refused: [{ startMs: 2, why: full }] });
});

test('when no date can be had, nothing counts as booked', async () => {
  assert.is(await rejection(desk({ 1: full, 2: full }).dates(1, 2)), full);
  assert.is(await rejection(desk({ 1: full }).dates(1)), full);
});

test('what goes wrong for all of them stops at the first', async () => {
  const { asked, dates } = desk({ 1: down });
  assert.is(await rejection(dates(1, 2, 3)), down);
  assert.equal(asked, [1]);
});

test('once one is booked, a lost connection tells what is left instead of asking for all again', async () => {
  const { asked, dates } = desk({ 2: down });
  const { booked, refused } = await dates(1, 2, 3);
  assert.equal([booked, refused.map(({ startMs }) => startMs), asked], [['b1'], [2, 3], [1, 2]]);
});

test('more dates than one looks over are not booked at all', async () => {
  const { asked, dates } = desk({});
  const many = Array.from({ length: BOOKINGS_AT_ONCE_MAX + 1 }, (_, index) => index);
  assert.instance(await rejection(dates(...many)), TooManyDates);
  assert.equal(asked, []);
});

test.run();
