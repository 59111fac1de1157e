import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.js';
import { EventReader } from '../support/event-reader.js';
import { othersOf, untilEachHears, whatEachHears } from '../support/listening.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { ServiceWorld } from '../support/service-world.js';
import { storiesOf } from '../support/stories.js';
import { ServerApi } from '../support/server-api.js';

/** The live page's commands [S24] on a running server: over HTTP, with real calls and real sound. */
const test = suite('live control over HTTP');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
let world: ServiceWorld;
let api: ServerApi;

test.before(async () => {
  world = await ServiceWorld.start();
  api = new ServerApi(world.server);
});
test.after(() => world.stop());

/** Polls a conference until it is as wanted. */
const until = (id: string, what: string, isSo: (conference: Shown) => boolean): Promise<Shown> =>
  eventually<Shown>(what, async () => (await api.get(`/conferences/${id}`)).body, isSo);

interface Shown {
  readonly participants: readonly {
    readonly id: string;
    readonly number: string;
    readonly quality: { readonly mos: number } | null;
  }[];
  readonly departed: readonly { readonly id: string; readonly number: string; readonly reason: string }[];
  readonly recording: string | null;
  readonly costMicroYuan: number;
}

story(
  '[S24] a group of three is dialled into a room; one is muted, held, redialled; all is recorded and ended',
  async () => {
    const tones = [500, 800, 1_100];
    const numbers = ['13900000041', '13900000042', '13900000043'];
    for (const [at, number] of numbers.entries())
      world.phone(`0${number}`, { answersAfterMs: 200, toneHz: tones[at]! });
    const room = (await api.post('/rooms', { name: '周会', chairPassword: '8888' })).body;
    const parties = numbers.map((number) => ({ number }));
    const called = (await api.post(`/rooms/${room.id}/invitations`, { parties })).body;
    assert.equal([called.invited.length, called.rejected], [3, []]);
    const { id } = called.conference;
    const phones = await Promise.all(numbers.map((number) => world.carrier.called(`0${number}`)));
    const running = await until(id, 'three are in', ({ participants }) => participants.length === 3);
    await untilEachHears(phones, othersOf(phones));

    const byNumber = (number: string): string =>
      running.participants.find((one) => one.number === `+86${number}`)!.id;
    const first = `/conferences/${id}/participants/${byNumber(numbers[0]!)}`;
    assert.is((await api.post(`${first}/mute`, { muted: true })).body.state, 'muted');
    await untilEachHears(phones, [[800, 1_100], [1_100], [800]]);
    assert.is((await api.post(`${first}/mute`, { muted: false })).body.state, 'connected');

    assert.is((await api.post(`${first}/hold`, { on: true })).body.state, 'on-hold');
    // Who is held is not heard.
    await untilEachHears(phones.slice(1), [[1_100], [800]]);
    await api.post(`${first}/hold`, { on: false });

    const recorded = await api.post(`/conferences/${id}/record`, { on: true, tracks: true });
    assert.ok(recorded.body.recording !== null);
    await whatEachHears(phones);
    assert.is((await api.post(`/conferences/${id}/record`, { on: false })).body.recording, null);

    await phones[2]!.hangUp();
    const left = await until(id, 'one has left', ({ departed }) => departed.length === 1);
    const redialled = await api.post(`/conferences/${id}/participants/${left.departed[0]!.id}/redial`);
    assert.is(redialled.status, 200);
    await until(id, 'it is back', ({ participants }) => participants.length === 3);
    const { participants, costMicroYuan } = await until(id, 'lines are measured', (conference) =>
      conference.participants.every(({ quality }) => quality !== null),
    );
    assert.ok(
      participants.every(({ quality }) => quality!.mos > 3.5),
      'a line on one machine sounds well',
    );
    assert.ok(costMicroYuan >= 3 * 200_000, `${costMicroYuan} micro-yuan for four legs of a minute begun`);
    assert.is((await api.post(`/conferences/${id}/end`)).status, 204);
    await Promise.all(phones.slice(0, 2).map((phone) => phone.until(() => phone.isOver, 'a BYE')));
    assert.is((await api.get(`/conferences/${id}`)).status, 404);
    const files = world.one<{ files: string }>(
      'select files from recordings where id = ?',
      recorded.body.recording,
    );
    assert.is((JSON.parse(files.files) as unknown[]).length, 4, 'the mix and a track for each');
  },
);

story(
  '[S35] [S36] an instant call: host first, the others on 1; one more is added; the end tells the host',
  async () => {
    world.bind('+8613800000044', 'registered');
    for (const number of ['013800000044', '013900000045', '013900000046'])
      world.phone(number, { answersAfterMs: 200 });
    const body = { host: '13800000044', parties: [{ number: '13900000045' }] };
    const { status, body: started } = await api.post('/instant-conferences', body);
    assert.is(status, 201);
    const host = await world.carrier.called('013800000044');
    await host.hear(chinese, 'host-confirm');
    assert.is(
      world.carrier.invites.some(({ number }) => number === '013900000045'),
      false,
    );
    host.press('1');
    const other = await world.carrier.called('013900000045');
    await other.hear(chinese, 'invited');
    const { id } = started.conference;
    await api.post(`/conferences/${id}/invitations`, { parties: [{ number: '13900000046' }] });
    const added = await world.carrier.called('013900000046');
    await added.until(() => added.isUp, 'who was added is up');
    host.forget();
    await api.post(`/conferences/${id}/end`);
    await host.hear(chinese, 'goodbye');
    await Promise.all([host, other, added].map((phone) => phone.until(() => phone.isOver, 'a BYE')));
  },
);

story(
  '[S34] 立即使用: a browser without a login starts, follows and ends its call by its token',
  async () => {
    world.bind('+8613800000047', 'linked');
    for (const number of ['013800000047', '013900000048']) world.phone(number, { answersAfterMs: 200 });
    const browser = new ServerApi(world.server, 'nobody');
    const body = { number: '13800000047', others: [{ number: '13900000048' }] };
    const started = await browser.post('/public/instant-conferences', body);
    assert.is(started.status, 201);
    const { id } = started.body.conference;
    const mine = new ServerApi(world.server, { cookie: started.cookie! });
    const events = new EventReader(await mine.stream(`/events?conference=${id}`));
    assert.is((await events.next())!.name, 'snapshot');
    const host = await world.carrier.called('013800000047');
    await host.hear(chinese, 'host-confirm');
    host.press('1');
    const other = await world.carrier.called('013900000048');
    await other.until(() => other.isUp, 'the other is up');
    for (let entered = 0; entered < 2;) {
      const event = await events.next();
      if (event!.data.type === 'participant-entered') entered += 1;
    }
    assert.is((await mine.get('/rooms')).status, 401);
    assert.is((await browser.get(`/conferences/${id}`)).status, 401);
    assert.is((await mine.post(`/conferences/${id}/mute-all`, { muted: true })).body.muteAll, true);
    assert.is((await mine.post(`/conferences/${id}/end`)).status, 204);
    await Promise.all([host, other].map((phone) => phone.until(() => phone.isOver, 'a BYE')));
    await events.cancel();
  },
);

test.run();
