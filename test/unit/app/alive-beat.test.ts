import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ALIVE_SLICE_MS, aliveSlice } from '../../../src/app/alive-beat.js';
import { IdMaker, type LegId } from '../../../src/base/ids.js';
import { seededRandom } from '../../../src/base/random.js';
import { utcMs } from '../../../src/base/units.js';

const test = suite('alive beat [S50]');

const TURNS = 10_000 / ALIVE_SLICE_MS;
const ids = new IdMaker(seededRandom(5), () => utcMs(1_700_000_000_000));
const legs = Array.from({ length: 3_000 }, () => ids.next<LegId>());

test('within ten seconds every leg is noted once, in any round', () => {
  for (const first of [0, 17, 1_000_000]) {
    const noted = Array.from({ length: TURNS }, (_, turn) => aliveSlice(legs, first + turn)).flat();
    assert.is(noted.length, legs.length);
    assert.is(new Set(noted).size, legs.length);
  }
});

test('no turn has many more than its share', () => {
  const shares = Array.from({ length: TURNS }, (_, turn) => aliveSlice(legs, turn).length);
  assert.ok(Math.max(...shares) < (2 * legs.length) / TURNS, String(shares));
});

test.run();
