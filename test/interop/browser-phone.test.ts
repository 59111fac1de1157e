import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { BrowserPhonePage } from '../support/browser-phone-page.js';
import { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { ServerApi, type HttpAnswer } from '../support/server-api.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('a browser joins by its own microphone [S47]');

const ROOM = { name: '产品周例会', number: '620017', chairPassword: '246810', attendeePassword: '13579' };
const NAME = '李雷';
const BROWSER_HZ = 700;
const CALLER_HZ = 1_100;
const ABSENT_HZ = 1_900;

let server: ServerProcess;
let api: ServerApi;
let browser: Browser;
let folder: string;
let room: string;
let caller: Caller;
let partner: BrowserPhonePage;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-browser-'));
  [server, browser] = await Promise.all([
    ServerProcess.start({ config: { trunks: [{ id: 'test', addresses: ['127.0.0.0/8'], screened: true }] } }),
    BrowserPhonePage.launch(folder, BROWSER_HZ),
  ]);
  api = new ServerApi(server);
});

test.after(async () => {
  caller?.close();
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const conferences = async (): Promise<HttpAnswer['body']> => (await api.get('/conferences')).body.items;

async function inRoom(): Promise<HttpAnswer['body'][]> {
  const [running] = await conferences();
  return running === undefined ? [] : (await api.get(`/conferences/${running.id}`)).body.participants;
}

const browserInRoom = async (): Promise<HttpAnswer['body']> =>
  (await inRoom()).find(({ name }) => name === NAME);

test('it enters without a password, as chair, under its name', async () => {
  const created = await api.post('/rooms', ROOM);
  room = created.body.id;
  partner = await BrowserPhonePage.open(browser, `http://127.0.0.1:${server.httpPort}`);
  const { status, body } = await api.post('/browser-phone-tokens', { room, name: NAME });
  assert.is(status, 201);
  await partner.join(body);
  await partner.reaches('joined');
  const {
    role,
    number,
    browser: byBrowser,
  } = await eventually('it is in', browserInRoom, (found) => found !== undefined);
  assert.equal({ role, number, byBrowser }, { role: 'chair', number: null, byBrowser: true });
});

test('a telephone in the room hears it, and it hears the telephone', async () => {
  caller = await Caller.call({ server: server.address, caller: '13800138001', toneHz: CALLER_HZ });
  caller.press(`${ROOM.number}#${ROOM.attendeePassword}#`);
  await eventually('both are in', inRoom, (parties) => parties.length === 2);
  caller.talk();
  await caller.until(() => caller.hearsToneIn(400, BROWSER_HZ) > 0.3, 'the telephone hears the browser');
  await eventually(
    'the browser hears the telephone, and nothing else',
    () => partner.hearsTones([CALLER_HZ, ABSENT_HZ]),
    (heard) => heard.join() === String(CALLER_HZ),
  );
});

test('it speaks Opus with us, both ways', async () => {
  assert.equal(await partner.codecs(), ['audio/opus', 'audio/opus']);
});

test('muted in the page it is not heard, and its microphone still shows a level', async () => {
  await partner.phone('mute(true)');
  await caller.until(() => caller.hearsToneIn(400, BROWSER_HZ) === 0, 'the telephone hears silence');
  await eventually(
    'a level',
    () => partner.phone<number>('level'),
    (level) => level > 0.2,
  );
  await partner.phone('mute(false)');
  await caller.until(() => caller.hearsToneIn(400, BROWSER_HZ) > 0.3, 'the telephone hears it again');
});

test('its keys are those of a telephone: *1 mutes and unmutes', async () => {
  await partner.phone("press('*1')");
  await eventually('muted', browserInRoom, ({ heard }) => heard === false);
  // One key after the other, faster than they can be sent.
  await partner.phone("press('*')");
  await partner.phone("press('1')");
  await eventually('heard again', browserInRoom, ({ heard }) => heard === true);
});

test('it hangs up, and its leg was free', async () => {
  await partner.phone('hangUp()');
  await eventually('it has left', inRoom, (parties) => parties.length === 1);
  await partner.reaches('ended');
  const records = await eventually(
    'its record is written',
    async () => (await api.get('/call-records')).body.items,
    (items) => items.some(({ endMs }: { endMs: number | null }) => endMs !== null),
  );
  const { charge, endReason, codec, media } = records.find(
    ({ endMs }: { endMs: number | null }) => endMs !== null,
  );
  assert.equal([charge.kind, charge.free, endReason, codec], ['browser', true, 'hung-up', 'PCMU']);
  assert.ok(media.packetsReceived > 100, 'its packets were received');
});

test('whoever closes the page has left the conference', async () => {
  const again = await BrowserPhonePage.open(browser, `http://127.0.0.1:${server.httpPort}`);
  await again.join((await api.post('/browser-phone-tokens', { room, role: 'attendee', name: NAME })).body);
  const found = await eventually('it is in', browserInRoom, (party) => party !== undefined);
  assert.is(found.role, 'attendee');
  await again.page.close();
  await eventually('it has left', inRoom, (parties) => parties.length === 1);
});

test.run();
