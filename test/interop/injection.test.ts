import { parse } from 'csv-parse/sync';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Caller, pause } from '../support/caller.js';
import { ServerApi } from '../support/server-api.js';
import { ServerProcess } from '../support/server-process.js';

/** What a caller writes into its INVITE comes to the owner of the room as text, in JSON, events and files alike. */
const test = suite('injection by SIP headers, over UDP, into the API and its files');
const ROOM = '1001';
/** User parts of From, as RFC 3261 §25.1 lets them be escaped. */
const USERS = [
  '<script>alert(1)</script>',
  '=cmd|/c calc!A1',
  '+1+cmd',
  '@SUM(1+1)',
  '-2+3',
  "'; drop table legs; --",
  'a\r\nSet-Cookie: x=1',
  '\u202e12345',
  '👾',
  '../../etc/passwd',
  'a,"b',
  '\u0000\u0007',
];
let server: ServerProcess;
let api: ServerApi;

test.before(async () => {
  server = await ServerProcess.start({
    config: { serviceNumbers: [{ number: ROOM, service: 'direct', room: ROOM, language: 'zh-CN' }] },
  });
  api = new ServerApi(server);
});
test.after(async () => {
  await server.stop();
  await server.dispose();
});

/** RFC 3261: everything but what is unreserved. */
const escaped = (user: string): string =>
  [...Buffer.from(user)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const answered = async (caller: Caller): Promise<boolean> => {
  for (let tries = 0; tries < 50 && caller.device.phone.call.state !== 'up'; tries++) await pause(100);
  return caller.device.phone.call.state === 'up';
};

test('a caller is shown by a number or by none, never by what it wrote', async () => {
  const callers: Caller[] = [];
  for (const user of USERS)
    callers.push(await Caller.dial({ server: server.address, called: ROOM, caller: escaped(user) }));
  const up = await Promise.all(callers.map(answered));
  await pause(1_000);
  const { items } = (await api.get('/conferences')).body;
  const running = items.length === 0 ? undefined : (await api.get(`/conferences/${items[0].id}`)).body;
  for (const { number, name } of running?.participants ?? []) {
    assert.ok(number === null || /^\+?[\d*#]{1,20}$/.test(number), JSON.stringify(number));
    assert.is(name, null);
  }
  await Promise.all(callers.map((caller) => caller.hangUp()));
  await pause(2_000);
  for (const caller of callers) caller.close();
  assert.is((await api.get('/session')).status, 200);
  assert.ok(
    up.some((isUp) => isUp),
    'some are taken, whatever they write',
  );
});

test('the files of call records have no cell that a spreadsheet would run, and no broken line', async () => {
  for (const file of ['call-records.csv', 'conference-records.csv']) {
    const response = await api.stream(`/${file}`);
    const rows: string[][] = parse(await response.text(), { bom: true });
    const cells = rows.flat();
    assert.ok(rows.every((row) => row.length === rows[0]!.length));
    for (const cell of cells) {
      assert.not.match(cell, /^[=@\t\r]|^[+-](?!\d+(\.\d+)?$)/, cell);
      // oxlint-disable-next-line no-control-regex -- they are what must not be there
      assert.not.match(cell, /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u202a-\u202e]/, JSON.stringify(cell));
    }
  }
});

test.run();
