import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { soak } from '../../charging/run-soak.js';

/** The small form of `npm run soak:charging`. */
const test = suite('charging soak');

test('of two thousand random conferences, ledger, balances and records rated again agree', async () => {
  const { tally, auditedLegs, difference, findings } = await soak('memory', 2_000, 1);
  assert.equal([difference, findings], ['0', 0]);
  assert.is(tally.conferences, 2_000);
  assert.ok(auditedLegs > 4_000, `${auditedLegs} legs`);
  // All that the soak is about has happened.
  for (const [what, times] of Object.entries(tally)) assert.ok(times > 0, what);
});

test('the same against SQLite', async () => {
  const { tally, difference, findings } = await soak('sqlite', 25, 3);
  assert.equal([tally.conferences, difference, findings], [25, '0', 0]);
});

test.run();
