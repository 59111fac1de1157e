import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Caller } from '../support/caller.js';
import { TestPostgres } from '../support/postgres.js';
import { ServerProcess } from '../support/server-process.js';
import { callParties } from '../support/sipp-parties.js';
import { requestsIn, runSipp } from '../support/sipp.js';

const test = suite('a killed server, started again on its data');

const CALLS = 50;
const CALLS_A_TICK = 10;
const TRY_MS = 50;
const TRIES_MAX = 200;
const ACK_MS = 500;

interface LegRow {
  readonly sip_call_id: string;
  readonly end_reason: string | null;
  readonly end_ms: string | number | null;
  readonly duration_ms: string | number | null;
  readonly epoch: string | number;
}

const SELECT_LEGS = 'select sip_call_id, end_reason, end_ms, duration_ms, epoch from legs';

/** Kills a server that carries calls, starts it again, and returns the calls that it took before. */
async function killedUnderCalls(server: ServerProcess): Promise<readonly Caller[]> {
  const callers: Caller[] = [];
  try {
    for (let made = 0; made < CALLS; made += CALLS_A_TICK) {
      callers.push(
        ...(await Promise.all(
          Array.from({ length: CALLS_A_TICK }, (_, i) =>
            Caller.call({ server: server.address, called: `88${1_000 + ((made + i) % 5)}` }),
          ),
        )),
      );
    }
    await server.kill();
    await server.launch();
    await Promise.all(callers.map((caller) => caller.until(() => caller.isOver, 'a BYE')));
    return callers;
  } finally {
    for (const caller of callers) caller.close();
  }
}

/** Waits until so many legs are stored, and a moment more for their 200 OK and ACK. */
async function answered(server: ServerProcess, calls: number): Promise<void> {
  const database = new Database(server.databaseFile, { readonly: true });
  const stored = database.prepare<[], { readonly legs: number }>('select count(*) as legs from legs');
  for (let tries = 0; stored.get()?.legs !== calls; tries++) {
    if (tries === TRIES_MAX) throw new Error(`${stored.get()?.legs} of ${calls} calls were answered`);
    await pause(TRY_MS);
  }
  database.close();
  await pause(ACK_MS);
}

function assertEachClosedOnce(legs: readonly LegRow[], callers: readonly Caller[]): void {
  assert.equal(
    legs.map((leg) => leg.sip_call_id).toSorted(),
    callers.map((caller) => caller.device.phone.call.callId).toSorted(),
  );
  for (const leg of legs) {
    assert.is(leg.end_reason, 'restart');
    assert.ok(Number(leg.end_ms) > 0 && Number(leg.duration_ms) >= 0);
    assert.is(Number(leg.epoch), 1);
  }
}

function assertByes(callers: readonly Caller[]): void {
  for (const { device } of callers) {
    assert.is(device.phone.call.endedBy, 'peer');
    assert.match(device.phone.call.endReason ?? '', /Q\.850;cause=41/);
  }
}

test('on SQLite every leg is closed once and gets a BYE, and the database is whole [S50]', async () => {
  const server = await ServerProcess.start();
  try {
    const callers = await killedUnderCalls(server);
    assertByes(callers);
    const database = new Database(server.databaseFile, { readonly: true });
    assertEachClosedOnce(database.prepare<[], LegRow>(SELECT_LEGS).all(), callers);
    assert.is(database.pragma('integrity_check', { simple: true }), 'ok');
    assert.equal(database.prepare('select * from conferences where ended_ms is null').all(), []);
    database.close();
    assert.is(await server.stop(), 0);
  } finally {
    await server.dispose();
  }
});

test('SIPp sees the BYE of each of its fifty calls [S50]', async () => {
  const server = await ServerProcess.start();
  try {
    const args = ['-m', String(CALLS), '-r', String(CALLS)];
    const calling = runSipp({ server: server.address, scenario: 'await-bye', called: '881', args });
    await answered(server, CALLS);
    await server.kill();
    await server.launch();
    const { code, successful, failed, output } = await calling;
    assert.equal({ code, successful, failed }, { code: 0, successful: CALLS, failed: 0 }, output);
  } finally {
    await server.dispose();
  }
});

test('the parties that we called get their BYE too [S50]', async () => {
  const others = 20;
  const parties = await callParties({ conferences: 1, others, dialsPerSecond: 20, hostStaysMs: 60_000 });
  const { server } = parties;
  try {
    await answered(server, others + 1);
    await server.kill();
    await server.launch();
    for (const [name, calls] of [
      ['hosts', 1],
      ['others', others],
    ] as const) {
      const { code, successful, messages, output } = await parties[name];
      assert.equal({ code, successful }, { code: 0, successful: calls }, `${name}: ${output}`);
      assert.is(requestsIn(messages, 'BYE'), calls, name);
      assert.is(messages.match(/^Reason: Q\.850;cause=41\r?$/gm)?.length, calls, name);
    }
    const database = new Database(server.databaseFile, { readonly: true });
    const ends = database
      .prepare('select direction, end_reason, count(*) as legs from legs group by 1, 2')
      .all();
    database.close();
    assert.equal(ends, [{ direction: 'out', end_reason: 'restart', legs: others + 1 }]);
  } finally {
    await server.dispose();
  }
});

test('on PostgreSQL every leg is closed once and gets a BYE [S50]', async () => {
  const postgres = await TestPostgres.start();
  const url = await postgres.createSchema();
  const client = new Client({ connectionString: url });
  await client.connect();
  const server = await ServerProcess.start({ config: { store: { kind: 'postgres', url } } });
  try {
    const callers = await killedUnderCalls(server);
    assertByes(callers);
    const { rows } = await client.query<LegRow>(SELECT_LEGS);
    assertEachClosedOnce(rows, callers);
    const open = await client.query('select * from conferences where ended_ms is null');
    assert.is(open.rowCount, 0);
    assert.is(await server.stop(), 0);
  } finally {
    await client.end();
    await server.dispose();
    await postgres.stop();
  }
});

test.run();
