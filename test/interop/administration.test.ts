import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeG711, G711_LAW } from '../../src/audio/g711.js';
import { tonesPresent } from '../../src/audio/tone-analysis.js';
import { sineAmplitude } from '../../src/audio/level.js';
import { writeWav } from '../../src/audio/wav.js';
import { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { untilHears } from '../support/listening.js';
import { readPcap, type ReadPacket } from '../support/pcap-reader.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom, isWelcomed, type TestRoom } from '../support/room-maker.js';
import { ServerApi } from '../support/server-api.js';
import { BRIDGE, ServiceWorld } from '../support/service-world.js';

/** What an administrator sets on a running server counts for the next call. */
const test = suite('administration over HTTP and UDP');

const chinese = new PromptRecognizer('zh-CN');
const SEAT = '013800138777';
let world: ServiceWorld;
let room: TestRoom;

test.before(async () => {
  world = await ServiceWorld.start();
  room = await createRoom(world.server);
});
test.after(() => world.stop());

async function admin(
  method: string,
  path: string,
  body?: unknown,
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks at any field of any answer
): Promise<{ readonly status: number; readonly body: any }> {
  const isFile = body instanceof Uint8Array;
  const response = await fetch(`http://127.0.0.1:${world.server.httpPort}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${world.server.apiKey}`,
      'content-type': isFile ? 'audio/wav' : 'application/json',
    },
    ...(body === undefined ? {} : { body: isFile ? Uint8Array.from(body) : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('a service number that is added is dialled at once, and leads nowhere when it is taken away [S45]', async () => {
  const { server } = world;
  const before = await Caller.dial({ server: server.address, called: '9777' });
  await before.until(() => before.isOver, 'nothing is there');
  const added = await admin('POST', '/admin/service-numbers', {
    number: '9777',
    service: 'test',
    test: 'tone',
  });
  assert.is(added.status, 201);
  const caller = await world.call({ called: '9777' });
  await untilHears(caller, [1_004], [1_004]);
  assert.is((await admin('DELETE', '/admin/service-numbers/9777')).status, 204);
  assert.ok(caller.isUp, 'a call that is up goes on');
  const [shown, refused] = (await admin('GET', '/admin/calls')).body.items;
  assert.equal([shown.to, shown.result, refused.result, refused.leg], ['9777', 'up', 'bad-number', null]);
  const { status, body } = await admin('GET', `/admin/calls/${shown.leg}/messages`);
  assert.equal([status, body.call.callId], [200, shown.callId]);
  assert.match(body.items[0].text, /^INVITE sip:9777@/);
  await caller.hangUp();
  const { call, items } = (await admin('GET', `/admin/calls/${encodeURIComponent(shown.callId)}/messages`))
    .body;
  assert.equal([call.leg, call.result, call.endReason], [shown.leg, 'answered', 'hung-up']);
  assert.match(items.at(-2).startLine, /^BYE /);
  const after = await Caller.dial({ server: server.address, called: '9777' });
  await after.until(() => after.isOver, 'nothing is there any more');
  assert.is(after.device.phone.call.finalStatus, 404);
  for (const one of [before, after]) one.close();
});

const soundOf = (packets: readonly ReadPacket[]): Int16Array =>
  decodeG711(G711_LAW.PCMA, Buffer.concat(packets.map(({ payload }) => payload.subarray(12))));

test('the packets of a call are captured, and whoever plays them hears what the caller heard [S45]', async () => {
  const number = { number: '9778', service: 'test', test: 'tone' };
  assert.is((await admin('POST', '/admin/service-numbers', number)).status, 201);
  const caller = await world.call({ called: '9778' });
  const { callId } = caller.device.phone.call;
  const started = await admin('POST', '/admin/captures', { call: callId, reason: '杂音投诉', seconds: 2 });
  assert.is(started.status, 201);
  const path = `/admin/captures/${started.body.id}`;
  await eventually('the capture is over', async () => (await admin('GET', path)).body.endedMs !== null);
  const { packets, complete } = (await admin('GET', path)).body;
  assert.ok(caller.isUp && complete, 'nothing is missing');
  const file = await new ServerApi(world.server).stream(`${path}/packets`);
  const all = readPcap(new Uint8Array(await file.arrayBuffer()));
  assert.is(all.length, packets);
  const audio = all.filter(({ payload }) => payload.length === 172);
  const ways = [...new Set(audio.map(({ from }) => from))].map((one) =>
    audio.filter(({ from }) => from === one),
  );
  const [sent, others] = [true, false].map((hasTone) =>
    ways.filter((ofOne) => tonesPresent(soundOf(ofOne), [1_004]).length > 0 === hasTone),
  );
  assert.equal([sent?.length, others?.length], [1, 1], 'the tone one way, silence the other way');
  const timesMs = sent![0]!.map(({ atMs }) => atMs);
  const apartMs = timesMs.slice(1).map((atMs, at) => atMs - timesMs[at]!);
  const meanMs = apartMs.reduce((sum, ms) => sum + ms, 0) / apartMs.length;
  assert.ok(Math.abs(meanMs - 20) < 1 && Math.abs(timesMs[0]! - started.body.startedMs) < 1_000, `${meanMs}`);
  const { samples: history } = (await admin('GET', '/admin/system/history')).body;
  assert.ok(history.some(({ mosMean }: { mosMean: number | null }) => mosMean !== null));
  await caller.hangUp();
  await admin('DELETE', '/admin/service-numbers/9778');
  assert.is((await admin('DELETE', path)).status, 204);
});

test('a disabled trunk takes no call, and its settings come back from the file [S55]', async () => {
  const off = await admin('PATCH', '/admin/trunks/carrier', { enabled: false, version: 1 });
  assert.equal([off.status, off.body.edited], [200, true]);
  const refused = await Caller.dial({ server: world.server.address, called: BRIDGE });
  await refused.until(() => refused.isOver, 'the call is refused');
  assert.is(refused.device.phone.call.finalStatus, 404);
  refused.close();
  assert.is((await admin('DELETE', '/admin/trunks/carrier/edits')).body.enabled, true);
  const caller = await world.call({ called: BRIDGE });
  assert.is((await admin('GET', '/admin/trunks/carrier')).body.state.callsIn, 1);
  await caller.hangUp();
});

test('a cap answers with the status that was set for it [S55]', async () => {
  const { version } = (await admin('GET', '/admin/trunks/carrier')).body;
  const capCodes = { callsAtOnce: 600 };
  assert.is((await admin('PATCH', '/admin/trunks/carrier', { callsMax: 1, capCodes, version })).status, 200);
  const first = await world.call({ called: BRIDGE });
  const second = await Caller.dial({ server: world.server.address, called: BRIDGE });
  await second.until(() => second.isOver, 'the second call is refused');
  assert.is(second.device.phone.call.finalStatus, 600);
  second.close();
  await first.hangUp();
  await admin('DELETE', '/admin/trunks/carrier/edits');
});

test('a new tariff is charged on the next call [S47]', async () => {
  const { legs } = (await admin('GET', '/tariff')).body;
  for (const price of Object.values<{ microYuanPerMinute: number }>(legs.bridge))
    price.microYuanPerMinute = 77_000;
  assert.is((await admin('POST', '/admin/tariffs', { version: 'dear-1', legs })).status, 201);
  const caller = await world.enter(room, 'chair', {});
  await isWelcomed(caller, chinese);
  await caller.hangUp();
  const charged = () =>
    world.one<{ version: string | null; amount: number | null }>(
      'select tariff_version as version, amount_micro_yuan as amount from legs order by id desc limit 1',
    );
  await eventually('the leg is charged', () => charged().amount !== null);
  assert.equal(charged(), { version: 'dear-1', amount: 77_000 });
});

test('a recording that is uploaded is heard by the next caller [S45]', async () => {
  const peak = sineAmplitude(-20);
  const samples = Int16Array.from({ length: 16_000 }, (_, at) =>
    Math.round(peak * Math.sin((2 * Math.PI * 1_300 * at) / 8_000)),
  );
  const file = writeWav({ sampleRateHz: 8_000, samples });
  const uploaded = await admin('PUT', '/admin/prompts/zh-CN/welcome/audio', file);
  assert.equal([uploaded.status, uploaded.body.effective], [200, 'now']);
  const caller = await world.call({ called: BRIDGE });
  await caller.until(() => caller.hearsToneIn(3_000, 1_300) >= 1, 'hears the recording');
  await caller.hangUp();
  assert.is((await admin('DELETE', '/admin/prompts/zh-CN/welcome/audio')).body.replaced, false);
  const next = await world.call({ called: BRIDGE });
  await next.hear(chinese, 'welcome');
  await next.hangUp();
});

test('an operator on duty takes a request from the queue, and returns the caller [S14] [S44]', async () => {
  const accounts = (await admin('GET', '/admin/accounts')).body;
  const seated = async (login: string, number: string): Promise<string> => {
    const user = { login, role: 'operator' };
    const { id } = (await admin('POST', `/admin/accounts/${accounts.items[0].id}/users`, user)).body;
    return (await admin('POST', '/admin/operators', { user: id, number })).body.id;
  };
  const operator = await seated('seat-1', SEAT);
  // Somebody else is on duty who does not pick up: the request is taken from there by hand.
  world.run('update operators set on_duty = 1 where id = ?', await seated('seat-2', '013800138778'));
  await admin('PUT', '/admin/operator-hours', { hours: null, timeZone: 'Asia/Shanghai' });
  world.phone('013800138778', { answersAfterMs: 60_000 });
  world.phone(SEAT, { answersAfterMs: 200, toneHz: 1_100 });

  const caller = await world.enter(room, 'chair', { toneHz: 500 });
  await isWelcomed(caller, chinese);
  caller.press('*0');
  let waiting: readonly { id: string; state: string; number: string; room: string }[] = [];
  await eventually('the request waits', async () => {
    waiting = (await admin('GET', '/operator/queue')).body.items;
    return waiting[0]?.state === 'calling';
  });
  assert.is(waiting[0]?.room, room.number);
  assert.match(waiting[0]?.number ?? '', /\*{4}/);
  const id = waiting[0]!.id;
  const taken = await admin('POST', `/operator/queue/${id}/take`, { operator });
  assert.is(taken.status, 202);
  const seat = await world.carrier.called(SEAT);
  await seat.until(() => seat.isUp, 'the operator has picked up');
  await seat.hear(chinese, 'operator-offer');
  seat.press('1');
  await eventually('they speak', async () => {
    const { items } = (await admin('GET', '/operator/queue')).body;
    return items[0]?.state === 'speaking';
  });
  seat.talk();
  await untilHears(caller, [1_100], [1_100]);
  assert.is((await admin('POST', `/operator/queue/${id}/return`)).status, 204);
  await seat.until(() => seat.isOver, 'the operator is let go');
  assert.ok(caller.isUp);
  assert.equal((await admin('GET', '/operator/queue')).body.items, []);
  await caller.hangUp();
  const range = `fromMs=${Date.now() - 600_000}&toMs=${Date.now() + 1_000}`;
  await eventually(
    'it is told',
    async () => (await admin('GET', `/operator/report?${range}`)).body.answered === 1,
  );
});

test('a carrier that falls silent raises an alarm, and another one when it is back [C14] [S45]', async () => {
  const turned = async (): Promise<readonly string[]> =>
    (await admin('GET', '/admin/alarms')).body.items.map(
      ({ kind, subject }: { kind: string; subject: string }) => `${kind} ${subject}`,
    );
  const isUp = async (): Promise<boolean> => (await admin('GET', '/admin/trunks/carrier')).body.state.up;
  const { version } = (await admin('GET', '/admin/trunks/carrier')).body;
  const watched = await admin('PATCH', '/admin/trunks/carrier', { pingMs: 200, version });
  assert.is(watched.body.state.up, true);
  const before = await turned();
  world.carrier.answersPings = false;
  await eventually('it is down', async () => !(await isUp()));
  await eventually('the alarm is there', async () => (await turned()).length > before.length);
  assert.equal(await turned(), ['trunk-down carrier', ...before]);
  const { trunks } = (await admin('GET', '/admin/system')).body;
  assert.equal(
    trunks.map(({ id, up }: { id: string; up: boolean }) => [id, up]),
    [['carrier', false]],
  );
  world.carrier.answersPings = true;
  await eventually('it is told that it is back', async () => (await turned()).length > before.length + 1);
  assert.equal(await turned(), ['trunk-up carrier', 'trunk-down carrier', ...before]);
  assert.ok(await isUp());
  assert.is((await admin('DELETE', '/admin/trunks/carrier/edits')).body.pingMs, 30_000);
});

test.run();
