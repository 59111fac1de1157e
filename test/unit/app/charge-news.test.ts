import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ChargeNews } from '../../../src/app/charge-news.js';
import type { AccountId } from '../../../src/base/ids.js';

const test = suite('news of charges');
/** The news keep no process alive. */
let alive: NodeJS.Timeout;

test.before(() => {
  alive = setInterval(() => undefined, 1_000);
});
test.after(() => clearInterval(alive));

test('the legs of a moment are told of together, each account of its own, and later ones later', async () => {
  const told: string[] = [];
  let heard: () => void = () => undefined;
  const news = new ChargeNews((account) => {
    told.push(account);
    heard();
  }, 1);
  const next = (): Promise<void> => new Promise((resolve) => (heard = resolve));
  for (let leg = 0; leg < 100; leg++) news.charged('one' as AccountId);
  assert.equal(told, [], 'not before the charge is written');
  await next();
  news.charged('other' as AccountId);
  await next();
  news.charged('one' as AccountId);
  await next();
  assert.equal(told, ['one', 'other', 'one']);
});

test.run();
