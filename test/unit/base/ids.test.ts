import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IdMaker } from '../../../src/base/ids.js';
import { seededRandom } from '../../../src/base/random.js';
import { utcMs } from '../../../src/base/units.js';

const test = suite('ids');

test('an id is a UUIDv7 that carries the time it was made', () => {
  const ids = new IdMaker(seededRandom(1), () => utcMs(0x0123456789ab));
  const id = ids.next();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(id.startsWith('01234567-89ab-7'));
});

test('ids rise strictly within a millisecond and when the clock steps back', () => {
  let now = 1_000_000;
  const ids = new IdMaker(seededRandom(2), () => utcMs(now));
  let last: string = ids.next();
  for (let i = 0; i < 20_000; i++) {
    if (i === 10_000) now -= 5_000;
    const id: string = ids.next();
    assert.ok(id > last, `${id} after ${last}`);
    last = id;
  }
});

test.run();
