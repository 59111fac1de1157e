import Database from 'better-sqlite3';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callParties } from '../support/sipp-parties.js';
import { requestsIn } from '../support/sipp.js';

const test = suite('many calls of ours at once');

/** As many parties as a conference of 116323 has beside its host [S29]. */
const OTHERS = 29;
const CONFERENCES = 7;
/** Of each conference. */
const DIALS_PER_SECOND = 3;

test('21 calls a second for 10 s: each message once, and a BYE for each', async () => {
  const calls = CONFERENCES * OTHERS;
  const { server, hosts, others } = await callParties({
    conferences: CONFERENCES,
    others: OTHERS,
    dialsPerSecond: DIALS_PER_SECOND,
    hostStaysMs: 14_000,
  });
  try {
    const called = await others;
    const { code } = await hosts;
    assert.is(code, 0, 'the hosts');
    const { successful, failed, retransmissions, messages, output } = called;
    assert.equal(
      { successful, failed, retransmissions },
      { successful: calls, failed: 0, retransmissions: 0 },
      output,
    );
    for (const method of ['INVITE', 'ACK', 'BYE']) assert.is(requestsIn(messages, method), calls, method);
    assert.is(await server.stop(), 0);
    const database = new Database(server.databaseFile, { readonly: true });
    const legs = database
      .prepare(
        "select count(*) as legs, count(end_ms) as closed from legs where trunk = 'others' and direction = 'out'",
      )
      .get();
    database.close();
    assert.equal(legs, { legs: calls, closed: calls });
  } finally {
    await server.dispose();
  }
});

test.run();
