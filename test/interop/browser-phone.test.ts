import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { BrowserPhonePage } from '../support/browser-phone-page.js';
import { Caller } from '../support/caller.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('a browser joins by its own microphone');

const ROOM = { name: '产品周例会', number: '620017', chair: '246810', attendee: '13579' };
const BROWSER_HZ = 700;
const CALLER_HZ = 1_100;
const ABSENT_HZ = 1_900;

let server: ServerProcess;
let browser: Browser;
let folder: string;
let roomId: string;
let caller: Caller;
let partner: BrowserPhonePage;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-browser-'));
  [server, browser] = await Promise.all([
    ServerProcess.start({ config: { trunks: [{ id: 'test', addresses: ['127.0.0.0/8'], screened: true }] } }),
    BrowserPhonePage.launch(folder, BROWSER_HZ),
  ]);
});

test.after(async () => {
  caller?.close();
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const origin = (): string => `http://127.0.0.1:${server.httpPort}`;

async function ask<Answer>(path: string, body: unknown, status = 201): Promise<Answer> {
  const answer = await fetch(`${origin()}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.is(answer.status, status);
  return (await answer.json()) as Answer;
}

test('it is heard by a telephone in the room, and hears it', async () => {
  const room = await ask<{ id: string }>('/rooms', {
    name: ROOM.name,
    number: ROOM.number,
    chairPassword: ROOM.chair,
    attendeePassword: ROOM.attendee,
  });
  roomId = room.id;
  caller = await Caller.call({ server: server.address, caller: '13800138001', toneHz: CALLER_HZ });
  caller.press(`${ROOM.number}#${ROOM.attendee}#`);

  partner = await BrowserPhonePage.open(browser, origin());
  await partner.join(await ask('/browser-phone-tokens', { room: roomId, role: 'chair', name: '李雷' }));
  await partner.reaches('joined');
  caller.talk();
  await caller.until(() => caller.hearsToneIn(400, BROWSER_HZ) > 0.2, 'the telephone hears the browser');
  const hears = async (): Promise<boolean> =>
    (await partner.hearsTones([CALLER_HZ, ABSENT_HZ])).join() === String(CALLER_HZ);
  let heard = false;
  for (let look = 0; look < 30 && !heard; look++) heard = await hears();
  assert.ok(heard, 'the browser hears the telephone, and nothing else');
});

test.run();
