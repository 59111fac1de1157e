import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { Webhook } from 'standardwebhooks';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TELEPHONE_RATE_HZ } from '../../src/audio/tone.js';
import { readWav } from '../../src/audio/wav.js';
import { projectRoot } from '../../src/base/project-root.js';
import { ExampleProgram } from '../support/example-program.js';
import { pause } from '../support/caller.js';
import { ServiceWorld } from '../support/service-world.js';
import { ServerApi } from '../support/server-api.js';

const test = suite('the programs in examples/, with real calls');
const NUMBERS = ['13900000071', '13900000072'];
const DAY_MS = 86_400_000;
const LINES_MAX = 80;
let world: ServiceWorld;
let api: ServerApi;

test.before(async () => {
  world = await ServiceWorld.start();
  api = new ServerApi(world.server);
});
test.after(() => world.stop());

function run(name: string, ...words: string[]): ExampleProgram {
  const { httpPort, apiKey } = world.server;
  return new ExampleProgram(name, words, {
    HUITONG_URL: `http://127.0.0.1:${httpPort}`,
    HUITONG_API_KEY: apiKey,
  });
}

/** Two phones in one conference, which the first program has dialled. */
let conference: string;

test('each is short', () => {
  const programs = readdirSync(join(projectRoot, 'examples')).filter((name) => name.endsWith('.mjs'));
  assert.is(programs.length, 5);
  for (const name of programs) {
    const lines = readFileSync(join(projectRoot, 'examples', name), 'utf8').split('\n').length;
    assert.ok(lines <= LINES_MAX, `${name} has ${lines} lines`);
  }
});

test('a group is dialled into a new room', async () => {
  for (const [at, number] of NUMBERS.entries())
    world.phone(`0${number}`, { answersAfterMs: 200, toneHz: 500 + 300 * at });
  const said = await run('dial-a-group', ...NUMBERS).ends();
  for (const number of NUMBERS) assert.match(said, `+86${number} is in`);
  const { items } = (await api.get('/conferences')).body;
  conference = items[0].id;
  assert.is(items[0].parties, 2);
});

test('who talks too long is muted', async () => {
  const phones = await Promise.all(NUMBERS.map((number) => world.carrier.called(`0${number}`)));
  for (const { device } of phones) device.phone.voice.talking = true;
  const program = run('live-mute', conference, '1');
  await program.says(/is muted[^]*is muted/);
  const { participants } = (await api.get(`/conferences/${conference}`)).body;
  assert.equal(
    participants.map(({ state }: { state: string }) => state),
    ['muted', 'muted'],
  );
  await program.stop();
});

test('a running conference is recorded, and its sound downloaded', async () => {
  const file = join(world.server.folder, 'example.wav');
  const said = await run('record-and-download', conference, '1', file).ends();
  assert.match(said, 'ready: ');
  const wav = readWav(readFileSync(file), TELEPHONE_RATE_HZ);
  assert.ok(wav.ok && wav.value.samples.length > TELEPHONE_RATE_HZ / 2);
});

test("last month's records are a file, and their totals a line", async () => {
  await api.post(`/conferences/${conference}/end`);
  await pause(1_500);
  const database = new Database(world.server.databaseFile);
  database.pragma('busy_timeout = 5000');
  const lastMonth = new Date();
  lastMonth.setUTCDate(0);
  const days = Math.ceil((Date.now() - lastMonth.getTime()) / DAY_MS) + 3;
  for (const time of ['ring_ms', 'answer_ms', 'join_ms', 'end_ms'])
    database.prepare(`update legs set ${time} = ${time} - ?`).run(days * DAY_MS);
  database.close();
  const file = join(world.server.folder, 'example.csv');
  const said = await run('last-month-records', file).ends();
  assert.match(said, /^\d{4}-\d\d: 2 calls, ¥0\.\d\d/);
  const [head, ...rows]: string[][] = parse(readFileSync(file, 'utf8'), { bom: true });
  assert.is(rows.length, 2);
  assert.ok(head!.length > 5);
});

test('webhooks are taken from the server alone, and each once', async () => {
  const secret = `whsec_${Buffer.alloc(24, 'w').toString('base64')}`;
  const program = new ExampleProgram('webhook-receiver', ['0'], { HUITONG_WEBHOOK_SECRET: secret });
  const [, port] = await program.says(/listening on (\d+)/);
  const body = JSON.stringify({
    type: 'conference.ended',
    timestamp: new Date().toISOString(),
    data: { id: 'c1' },
  });
  const send = async (signedBy: string, id: string): Promise<number> => {
    const now = new Date();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(signedBy).sign(id, now, body),
    };
    return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status;
  };
  assert.equal(
    [await send(secret, 'm1'), await send(secret, 'm1'), await send(secret, 'm2')],
    [204, 204, 204],
  );
  const other = `whsec_${Buffer.alloc(24, 'x').toString('base64')}`;
  assert.is(await send(other, 'm3'), 401);
  await program.says(/c1[^]*c1/);
  assert.is(program.output.split('conference.ended {"id":"c1"}').length - 1, 2);
  await program.stop();
});

test.run();
