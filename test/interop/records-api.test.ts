import { parse } from 'csv-parse/sync';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.js';
import { whatEachHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom, isWelcomed } from '../support/room-maker.js';
import { ServiceWorld, tonesInWav } from '../support/service-world.js';
import { storiesOf } from '../support/stories.js';

/** What a conference of real calls leaves behind, as its owner gets it over HTTP from a running server. */
const test = suite('records and recordings of real calls over HTTP');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
const PART_BYTES = 20_000;
let world: ServiceWorld;

test.before(async () => {
  world = await ServiceWorld.start();
});
test.after(() => world.stop());

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(path: string, init: Asked = {}): Promise<Response> {
  const { httpPort, apiKey } = world.server;
  const url = path.startsWith('/') ? path : `/api/v1/${path}`;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...init.headers };
  return fetch(`http://127.0.0.1:${httpPort}${url}`, { ...init, headers });
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test looks at any field of any answer
const json = async (path: string, init: Asked = {}): Promise<any> => (await ask(path, init)).json();

async function downloaded(url: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let from = 0; ; from += PART_BYTES) {
    const part = await ask(url, { headers: { range: `bytes=${from}-${from + PART_BYTES - 1}` } });
    if (part.status === 416) return Buffer.concat(parts);
    assert.is(part.status, 206);
    parts.push(new Uint8Array(await part.arrayBuffer()));
  }
}

story('[S4] [S42] [S53a] a recorded conference is listed, heard and counted by its owner', async () => {
  const room = await createRoom(world.server, { options: { chairMayRecord: true } });
  const chair = await world.enter(room, 'chair', { toneHz: 500, caller: '13800138000' });
  await isWelcomed(chair, chinese);
  const other = await world.enter(room, 'attendee', { toneHz: 800, caller: '13900139000' });
  await isWelcomed(other, chinese);
  await chair.pressAndHear('*4', chinese, 'recording-started');
  const running = await eventually('a recording', async () => (await json('recordings')).items[0]);
  assert.is(running.status, 'recording');
  await whatEachHears([chair, other]);
  await chair.pressAndHear('*4', chinese, 'recording-stopped');
  await Promise.all([chair.hangUp(), other.hangUp()]);

  const path = `recordings/${running.id}`;
  const recording = await eventually('the end of the recording', async () => {
    const found = await json(path);
    return found.durationMs === null ? undefined : found;
  });
  assert.ok(recording.durationMs > 2_000);
  const { url } = await json(`${path}/links`, { method: 'POST', body: '{}' });
  const whole = new Uint8Array(await (await ask(url)).arrayBuffer());
  const inParts = await downloaded(url);
  assert.ok(Buffer.from(whole).equals(inParts), 'the parts are the whole');
  assert.equal(tonesInWav(inParts, [500, 800, 1_100]), [500, 800]);
  assert.is((await fetch(`http://127.0.0.1:${world.server.httpPort}${url}`)).status, 401);
  const { reads } = world.one<{ reads: number }>(
    `select count(*) as reads from audit_log where action = 'GET /recording-files/{token}'`,
  );
  assert.is(reads, 1 + Math.ceil(whole.length / PART_BYTES));

  const conference = await eventually('the records of the calls', async () => {
    const { items } = await json(`conference-records?search=${room.number}`);
    const ended = items[0]?.legs === 2 && (await json('record-totals?range=day')).durationMs > 0;
    return ended ? items[0] : undefined;
  });
  assert.equal([conference.parties, conference.id], [2, recording.conference]);
  const rows: string[][] = parse(await (await ask('call-records.csv?range=day')).text(), { bom: true });
  assert.equal(new Set(rows.slice(1).map((row) => row[4])), new Set(['+8613800138000', '+8613900139000']));

  assert.is((await ask(path, { method: 'DELETE' })).status, 204);
  assert.is((await ask(url)).status, 404);
});

test.run();
