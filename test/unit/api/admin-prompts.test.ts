import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sineAmplitude } from '../../../src/audio/level.js';
import { readWav, writeWav } from '../../../src/audio/wav.js';
import { AlarmRepository } from '../../../src/store/repositories/alarm-repository.js';
import { unit } from '../../../src/store/statement.js';
import { AdminStage } from '../../support/api/admin-services.js';
import { ApiWorld, keyOf, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('prompts and the state of the server over the API');
let world: ApiWorld;
let stage: AdminStage;

test.before(async () => {
  let folder = '';
  const first = await ApiWorld.create({}, {}, (made) => void (folder = made));
  stage = new AdminStage(folder);
  world = first.fresh({}, { admin: stage });
});
test.after(() => world.close());

const RATE_HZ = 8_000;
const admin = (method: string, path: string): Promise<Answer> =>
  world.ask('admin', method, `/api/v1/admin${path}`);

function tone(levelDbm0: number, sampleRateHz = RATE_HZ): Uint8Array {
  const peak = sineAmplitude(levelDbm0);
  const samples = Int16Array.from({ length: sampleRateHz }, (_, at) =>
    Math.round(peak * Math.sin((2 * Math.PI * 440 * at) / sampleRateHz)),
  );
  return writeWav({ sampleRateHz, samples });
}

async function upload(path: string, file: Uint8Array): Promise<{ status: number; body: Answer['body'] }> {
  const response = await world.api.app.request(`/api/v1/admin/prompts/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${keyOf('admin')}`, 'content-type': 'audio/wav' },
    body: Uint8Array.from(file),
  });
  return { status: response.status, body: await response.json() };
}

test('a recording replaces a prompt, is read back, and gives way to the shipped one again [S45]', async () => {
  const path = 'zh-CN/welcome/audio';
  const shipped = await world.api.app.request(`/api/v1/admin/prompts/${path}`, {
    headers: { authorization: `Bearer ${keyOf('admin')}` },
  });
  assert.is(shipped.headers.get('content-type'), 'audio/wav');
  const before = readWav(new Uint8Array(await shipped.arrayBuffer()), RATE_HZ);
  const { status, body } = await upload(path, tone(-20));
  assert.is(status, 200);
  assert.equal([body.replaced, body.effective, body.levelDbm0, body.durationMs], [true, 'now', -20, 1_000]);
  assert.equal(stage.replaced, [{ id: 'welcome', language: 'zh-CN' }]);
  const { body: past } = await admin('GET', '/system/history');
  assert.equal([past.stepMs, past.samples[0].callsPerSecond, past.samples[0].lossRatio], [5_000, 0.2, null]);
  assert.equal((await admin('GET', `/system/history?sinceMs=${NOW_MS}`)).body.samples, []);
  const { items } = (await admin('GET', '/prompts')).body;
  const replaced = items.filter((one: { replaced: boolean }) => one.replaced);
  assert.equal(
    replaced.map(({ id }: { id: string }) => id),
    ['welcome'],
  );
  assert.equal([replaced[0].text, replaced[0].voice], ['欢迎使用电话会议', 'zh-CN']);
  assert.is((await admin('DELETE', `/prompts/${path}`)).body.replaced, false);
  const after = await world.api.app.request(`/api/v1/admin/prompts/${path}`, {
    headers: { authorization: `Bearer ${keyOf('admin')}` },
  });
  assert.equal(readWav(new Uint8Array(await after.arrayBuffer()), RATE_HZ), before);
});

test('what is too loud is refused with its level, or brought to −20 dBm0 [S45]', async () => {
  const loud = await upload('en/welcome/audio', tone(-12));
  assert.equal([loud.status, loud.body.errors[0].code], [400, 'PROMPT_LEVEL_OFF']);
  assert.match(loud.body.errors[0].message, /-12\.0 dBm0/);
  const levelled = await upload('en/welcome/audio?normalise=true', tone(-12));
  assert.equal([levelled.status, levelled.body.levelDbm0], [200, -20]);
});

test('a file of another kind is refused, and names are those of the table alone', async () => {
  const wide = await upload('en/welcome/audio', tone(-20, 16_000));
  assert.equal([wide.status, wide.body.errors[0].code], [400, 'WAV_FORMAT_UNSUPPORTED']);
  const text = await upload('en/welcome/audio', new TextEncoder().encode('RIFF?'));
  assert.is(text.body.errors[0].code, 'WAV_MALFORMED');
  for (const name of ['en/..%2f..%2fetc%2fpasswd', 'en/constructor', 'tones/welcome', 'zh-CN/only-party'])
    assert.is((await upload(`${name}/audio`, tone(-20))).body.code, 'PROMPT_NOT_FOUND', name);
  assert.is((await upload('..%2f/welcome/audio', tone(-20))).status, 400);
  assert.is((await upload('en/welcome/audio', new Uint8Array(3_000_000))).status, 413);
});

test('the script for a studio has every spoken prompt, with when it is heard [S45]', async () => {
  const csv = await admin('GET', '/recording-script?format=csv&voice=zh-CN');
  assert.match(csv.headers.get('content-type')!, /^text\/csv/);
  assert.match(
    csv.text,
    /\r\nask-room,"?请输入会议室号,按#号键结束"?,来电者进入会议之前 · before a caller enters,zh-CN\/ask-room\.wav\r\n/,
  );
  const page = await admin('GET', '/recording-script?voice=en');
  assert.match(page.headers.get('content-type')!, /^text\/html/);
  assert.match(page.text, /<td>You are the only participant<\/td>/);
});

test('the state of the server, its calls and their messages [S45]', async () => {
  const { body } = await admin('GET', '/system');
  assert.equal([body.node, body.calls, body.store.writable, body.notReady], ['node-1', 1, true, []]);
  const { items } = (await admin('GET', `/calls?number=${encodeURIComponent('+86 138-0013')}`)).body;
  assert.equal(items, [(await admin('GET', '/calls/leg-1/messages')).body.call]);
  assert.equal((await admin('GET', '/calls?number=139')).body.items, []);
  const { body: ladder } = await admin('GET', `/calls/${encodeURIComponent('a@b')}/messages`);
  assert.equal(
    [ladder.call.callId, ladder.call.leg, ladder.call.from, ladder.call.to],
    ['a@b', 'leg-1', '138****8000', '9001'],
  );
  assert.equal(
    ladder.items.map(({ startLine, text }: { startLine: string; text: string }) => [startLine, text]),
    [['INVITE sip:138****8000@a SIP/2.0', 'INVITE sip:138****8000@a SIP/2.0']],
  );
  assert.is((await admin('GET', '/calls/nobody/messages')).body.code, 'CALL_NOT_FOUND');
});

test('a call is captured for a time and a reason, read and deleted, and the audit log tells who [S45]', async () => {
  const post = (body: object): Promise<Answer> => world.ask('admin', 'POST', '/api/v1/admin/captures', body);
  assert.is((await post({ call: 'a@b', seconds: 10 })).body.code, 'FIELDS_INVALID');
  assert.is((await post({ call: 'a@b', reason: '单通', seconds: 301 })).body.code, 'FIELDS_INVALID');
  assert.is((await post({ call: 'nobody', reason: '单通投诉' })).body.code, 'CALL_NOT_FOUND');
  const { status, body } = await post({ call: 'a@b', reason: '单通投诉' });
  assert.equal([status, body.leg, body.seconds, body.endedMs, body.by], [201, 'leg-1', 60, null, 'admin']);
  const path = `/captures/${body.id}`;
  for (const { body: refused } of [
    await post({ call: 'leg-1', reason: '单通投诉' }),
    await admin('GET', `${path}/packets`),
  ])
    assert.is(refused.code, 'CAPTURE_RUNNING');
  stage.captures.end(body.id);
  assert.equal((await admin('GET', '/captures')).body.items, [(await admin('GET', path)).body]);
  const file = await admin('GET', `${path}/packets`);
  assert.equal([file.headers.get('content-type'), file.text], ['application/vnd.tcpdump.pcap', 'M<']);
  assert.is((await admin('DELETE', path)).status, 204);
  for (const method of ['GET', 'DELETE'])
    assert.is((await admin(method, path)).body.code, 'CAPTURE_NOT_FOUND');
  const { items } = (await world.ask('admin', 'GET', '/api/v1/admin/audit-log?limit=3')).body;
  const told = (items as { action: string; detail: object }[]).map(({ action, detail }) => [action, detail]);
  assert.equal(told, [
    ['DELETE /admin/captures/{captureId}', {}],
    ['GET /admin/captures/{captureId}/packets', { leg: 'leg-1', reason: '单通投诉' }],
    ['POST /admin/captures', { leg: 'leg-1', reason: '单通投诉', seconds: 60, capture: body.id }],
  ]);
});

test('alarms are listed, the newest first [S41]', async () => {
  const repository = new AlarmRepository(world.store);
  for (const kind of ['limit', 'trunk-down'] as const) {
    const alarm = {
      id: world.ids.next<never>(),
      kind,
      subject: 'x',
      detail: { code: 'LEGS' },
      raisedMs: NOW_MS,
    };
    await world.store.commit(unit(repository.raised(alarm)));
  }
  const first = await admin('GET', '/alarms?limit=1');
  assert.is(first.body.items[0].kind, 'trunk-down');
  const second = await admin('GET', `/alarms?limit=1&after=${first.body.next}`);
  assert.equal([second.body.items[0].kind, second.body.next], ['limit', null]);
});

test('an administrator sees every conference that runs [S45]', async () => {
  const [mine, other] = [world.openConference('mine'), world.openConference('other')];
  const { items } = (await admin('GET', '/conferences')).body;
  assert.equal(
    items.map(({ id }: { id: string }) => id),
    [mine, other].toSorted(),
  );
});

test.run();
