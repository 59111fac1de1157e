import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, ParticipantId } from '../../../src/base/ids.js';
import { EventHub, type HubLimits } from '../../../src/api/live/event-hub.js';
import type { Listener } from '../../../src/api/live/event-streams.js';
import { ConferenceViews } from '../../../src/api/live/conference-view.js';
import { DEFAULT_API_LIMITS } from '../../../src/api/services.js';
import { afterChange, afterSnapshot } from '../../../src/portal/live/live-state.js';
import { below, seededRandom } from '../../../src/base/random.js';
import { microYuan } from '../../../src/billing/money.js';
import { ApiWorld, keyOf, PASSWORD, SYSTEM, type Party } from '../../support/api-world.js';
import { EventReader, type ReadEvent } from '../../support/event-reader.js';

const test = suite('event stream');
let world: ApiWorld;
const CALLER = '+8613800138000';

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

async function stream(party: Party, lastEventId?: string): Promise<EventReader> {
  const headers = new Headers({ authorization: `Bearer ${keyOf(party)}` });
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
  const response = await world.api.app.request('/api/v1/events', { headers });
  assert.is(response.status, 200);
  assert.match(response.headers.get('content-type')!, /^text\/event-stream/);
  return new EventReader(response);
}

/** A hub beside the API's own, whose beats are called by hand. */
function hubOf(limits: Partial<HubLimits> = {}, run = 'run'): EventHub {
  const { live } = world.services;
  return new EventHub(
    { conferences: world.runner, views: new ConferenceViews(live), ...live, run },
    { ...DEFAULT_API_LIMITS, ...limits },
  );
}

const listening = (changes: Partial<Listener> = {}): Listener => ({
  account: world.accounts.mine.id,
  seesAll: false,
  isOperator: false,
  conference: undefined,
  isOver: () => false,
  ...changes,
});

const readerOf = (hub: EventHub, changes: Partial<Listener> = {}, lastId?: string): EventReader =>
  new EventReader(new Response(hub.open(listening(changes), lastId, () => undefined)));

function talk(conference: ConferenceId, at: number, talking: boolean): void {
  const { leg } = world.runner.service.snapshot(conference)!.participants[at]!;
  world.runner.dispatch({ type: 'talking', leg, talking }, conference, SYSTEM);
}

async function take(reader: EventReader, count: number): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  while (events.length < count) events.push((await reader.next())!);
  return events;
}

test('first comes a snapshot, then every change with a new id and a rising sequence', async () => {
  const before = world.openConference('mine', { name: '周会' });
  world.enter(before, CALLER, 'chair');
  const reader = await stream('mine');
  const [snapshot] = await take(reader, 1);
  assert.is(snapshot!.name, 'snapshot');
  assert.equal(snapshot!.data.conferences.length, 1);
  assert.equal(
    [snapshot!.data.conferences[0].name, snapshot!.data.conferences[0].participants[0].number],
    ['周会', CALLER],
  );

  const participant = world.enter(before, '+8613700137000');
  const leg = world.runner.service.snapshot(before)!.participants[1]!.leg;
  world.runner.dispatch({ type: 'talking', leg, talking: true }, before, SYSTEM);
  world.runner.dispatch({ type: 'mute', participant, muted: true }, before, SYSTEM);
  world.runner.dispatch({ type: 'lock', locked: true }, before, SYSTEM);
  world.runner.dispatch({ type: 'kick', participant }, before, SYSTEM);
  world.runner.dispatch({ type: 'end' }, before, SYSTEM);
  const changes = await take(reader, 7);
  assert.equal(
    changes.map(({ data }) => data.type),
    [
      'participant-entered',
      'participant-changed',
      'conference-changed',
      // The kick bars the number.
      'conference-changed',
      'participant-left',
      'participant-left',
      'conference-closed',
    ],
  );
  const [entered, muted, locked, barred, kicked] = changes.map(({ data }) => data);
  assert.equal([entered.participant.id, entered.parties], [participant, 2]);
  assert.equal([muted.participant.heard, muted.participant.mutes.byChair], [false, true]);
  assert.equal([locked.conference.locked, locked.conference.participants], [true, undefined]);
  assert.is(barred.conference.barred, 1);
  assert.equal([kicked.participantId, kicked.reason], [participant, 'kicked']);
  const ids = [snapshot!, ...changes].map(({ id }) => id);
  assert.is(new Set(ids).size, ids.length);
  const sequences = changes.map(({ data }) => data.sequence);
  assert.equal(
    sequences,
    [...sequences].sort((a, b) => a - b),
  );
  await reader.cancel();
});

test('who comes back with the last id gets what was missed and no snapshot', async () => {
  const id = world.openConference('mine');
  const first = await stream('mine');
  const [snapshot] = await take(first, 1);
  await first.cancel();
  world.enter(id, CALLER);
  world.runner.dispatch({ type: 'lock', locked: true }, id, SYSTEM);
  const second = await stream('mine', snapshot!.id);
  const missed = await take(second, 2);
  const [talking, measures] = await take(second, 2);
  assert.equal([measures!.name, measures!.data.lines.length], ['measures', 1], 'they may not change again');
  assert.equal([talking!.name, talking!.data.talking, talking!.id], ['talking', [], undefined]);
  assert.equal(
    missed.map(({ data }) => data.type),
    ['participant-entered', 'conference-changed'],
  );
  world.runner.dispatch({ type: 'lock', locked: false }, id, SYSTEM);
  const [live] = await take(second, 1);
  assert.is(live!.data.conference.locked, false);
  await second.cancel();
});

test('who was away too long, or comes with an id of another run or none of ours, gets a snapshot', async () => {
  world = world.fresh({ eventsKept: 4 });
  const id = world.openConference('mine');
  const first = await stream('mine');
  const [snapshot] = await take(first, 1);
  await first.cancel();
  const flip = (): void => void world.runner.dispatch({ type: 'lock', locked: 'toggle' }, id, SYSTEM);
  for (let event = 0; event < 4; event++) flip();
  const kept = await stream('mine', snapshot!.id);
  assert.equal(
    (await take(kept, 5)).map(({ name }) => name),
    ['change', 'change', 'change', 'change', 'talking'],
  );
  flip();
  const [run] = snapshot!.id.split('-');
  for (const lastId of [snapshot!.id, `${run}-zzz`, 'abc-0', '17', '0', '-1', 'abc', '9'.repeat(30), '']) {
    const reader = await stream('mine', lastId);
    const [event] = await take(reader, 1);
    assert.equal([event!.name, event!.data.conferences.length], ['snapshot', 1], lastId);
    await reader.cancel();
  }
  await kept.cancel();
});

test('an account sees its own conferences alone; an administrator all, with masked numbers', async () => {
  const readers = { mine: await stream('mine'), other: await stream('other'), admin: await stream('admin') };
  for (const reader of Object.values(readers)) await take(reader, 1);
  const mine = world.openConference('mine');
  world.enter(mine, CALLER);
  world.openConference(undefined);
  const others = world.openConference('other');
  world.runner.dispatch({ type: 'end' }, mine, SYSTEM);

  const seenByMine = await take(readers.mine, 4);
  assert.equal(
    seenByMine.map(({ data }) => data.type),
    ['conference-opened', 'participant-entered', 'participant-left', 'conference-closed'],
  );
  assert.is(seenByMine[1]!.data.participant.number, CALLER);
  const [seenByOther] = await take(readers.other, 1);
  assert.is(seenByOther!.data.conferenceId, others);
  const seenByAdmin = await take(readers.admin, 6);
  assert.is(seenByAdmin[1]!.data.participant.number, '+86138****8000');
  const snapshotOfOther = await stream('other');
  const [snapshot] = await take(snapshotOfOther, 1);
  assert.equal(
    snapshot!.data.conferences.map(({ id }: { id: string }) => id),
    [others],
  );
  // Resuming is no way around: what others had is left out.
  const resumed = await stream('other', seenByMine[0]!.id);
  assert.is((await take(resumed, 1))[0]!.data.conferenceId, others);
  for (const reader of [...Object.values(readers), snapshotOfOther, resumed]) await reader.cancel();
});

test('replaying the changes leads to the same state as a snapshot', async () => {
  const id = world.openConference('mine');
  const reader = await stream('mine');
  const [snapshot] = await take(reader, 1);
  const parties = ['1', '2', '3', '4'].map((end) => world.enter(id, `+861380013800${end}`));
  world.enter(id, '+8613900139000', 'chair');
  world.runner.dispatch({ type: 'mute-all', muted: true }, id, SYSTEM);
  world.runner.dispatch({ type: 'mute', participant: parties[0]!, muted: false }, id, SYSTEM);
  world.runner.dispatch({ type: 'raise-hand', participant: parties[1]!, raised: true }, id, SYSTEM);
  world.runner.dispatch({ type: 'kick', participant: parties[2]! }, id, SYSTEM);
  const invitees = ['5', '6'].map((end) => ({
    participant: world.ids.next<ParticipantId>(),
    called: { e164: `+861380013800${end}` },
    role: 'attendee' as const,
    greeting: 'invited' as const,
  }));
  world.runner.dispatch({ type: 'invite', invitees }, id, SYSTEM);
  const failure = { result: 'busy', sipStatus: 486, q850Cause: 17 } as const;
  const { participant } = invitees[0]!;
  world.runner.dispatch({ type: 'call-failed', participant, failure }, id, SYSTEM);
  world.runner.dispatch({ type: 'lock', locked: true }, id, SYSTEM);
  const [expected] = (await take(await stream('mine'), 1))[0]!.data.conferences;

  let state = afterSnapshot(snapshot!.data);
  while (state.conferences[0]!.sequence < expected.sequence)
    state = afterChange(state, (await reader.next())!.data);
  assert.equal(state.conferences, [expected]);
  assert.is(expected.participants.length, 4);
  await reader.cancel();
});

test('the number of streams has a limit for an account and in all, and a closed one gives its place back', async () => {
  world = world.fresh({ streamsPerAccountMax: 2, streamsMax: 3 });
  const status = async (party: Party): Promise<number> =>
    (await world.ask(party, 'GET', '/api/v1/events')).status;
  const first = await stream('mine');
  await stream('mine');
  assert.is(await status('mine'), 429);
  await stream('other');
  assert.is(await status('admin'), 429);
  await first.cancel();
  await stream('admin');
});

test('a client that does not read is cut and counted, and others go on', async () => {
  const hub = hubOf({ streamBytesMax: 2_000 });
  const listener = listening();
  let broken = 0;
  const slow = hub.open(listener, undefined, () => (broken += 1))!;
  const quick = new EventReader(new Response(hub.open(listener, undefined, () => (broken += 100))));
  await take(quick, 1);
  const id = world.openConference('mine');
  await take(quick, 1);
  for (let event = 0; event < 20; event++) {
    world.runner.dispatch({ type: 'lock', locked: 'toggle' }, id, SYSTEM);
    await take(quick, 1);
  }
  assert.equal([broken, hub.size, hub.counters.get('slowCut')], [1, 1, 1]);
  let unread = 0;
  for await (const chunk of slow) unread += chunk.length;
  assert.ok(unread < 3_000, 'what it had not read is bounded');
  await quick.cancel();
  assert.is(hub.size, 0);
  hub.close();
});

test('heartbeats keep a stream alive, and end it when its login is over', async () => {
  const hub = hubOf();
  let over = false;
  const listener = listening({ isOver: () => over });
  const reader = hub.open(listener, undefined, () => undefined)!.getReader();
  await reader.read();
  hub.beat();
  const { value } = await reader.read();
  assert.is(Buffer.from(value!).toString(), ': heartbeat\n\n');
  over = true;
  hub.beat();
  assert.is((await reader.read()).done, true);
  assert.is(hub.size, 0);
  hub.close();
});

test('a stream of a session ends after logging out', async () => {
  world = world.fresh({ heartbeatMs: 10 });
  const login = await world.raw('POST', '/api/v1/session', { login: 'mine', password: PASSWORD });
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  const reader = new EventReader(await world.api.app.request('/api/v1/events', { headers: { cookie } }));
  await take(reader, 1);
  await world.raw('DELETE', '/api/v1/session', undefined, { cookie, 'x-requested-with': 'huitong' });
  assert.is(await reader.next(), undefined);
});

test('a stream that was opened with a key ends after a while, to show it again [S54]', async () => {
  world = world.fresh({ heartbeatMs: 10 });
  const reader = await stream('mine');
  const [snapshot] = await take(reader, 1);
  world.wait(599_000);
  world.openConference('mine');
  assert.is((await take(reader, 1))[0]?.data.type, 'conference-opened');
  world.wait(1_000);
  assert.is(await reader.next(), undefined);
  const resumed = await stream('mine', snapshot!.id);
  assert.is((await take(resumed, 1))[0]?.data.type, 'conference-opened', 'nothing is lost by it');
  await resumed.cancel();
});

test('closing the API ends every stream', async () => {
  const reader = await stream('mine');
  await take(reader, 1);
  world.api.close();
  assert.is(await reader.next(), undefined);
});

test('an id of another run is not known, so a snapshot comes', async () => {
  const earlier = hubOf({}, 'earlier');
  const hub = hubOf({}, 'later');
  const before = (await readerOf(earlier).next())!.id;
  assert.is((await readerOf(hub, {}, before).next())!.name, 'snapshot');
  world.openConference('mine');
  earlier.close();
  hub.close();
});

test('the description has the shapes of all events', async () => {
  const { schemas } = (await world.raw('GET', '/openapi.json')).body.components;
  for (const name of ['Snapshot', 'Change', 'Talking', 'Measures', 'Account', 'Operator'])
    assert.ok(schemas[`${name}Event`], name);
});

test('[S24] who talks is told together: one event for a conference, however many began and stopped', async () => {
  const hub = hubOf();
  const id = world.openConference('mine');
  const parties = ['1', '2', '3'].map((end) => world.enter(id, `+861380013800${end}`));
  const reader = readerOf(hub);
  await take(reader, 1);
  for (const [at, talking] of [
    [0, true],
    [1, true],
    [0, false],
    [2, true],
  ] as const)
    talk(id, at, talking);
  hub.tellTalking();
  const [told] = await take(reader, 1);
  assert.equal(
    [told!.name, told!.data],
    ['talking', { conferenceId: id, talking: [parties[1], parties[2]] }],
  );
  assert.is(told!.id, undefined, 'it is no place to resume from');
  hub.tellTalking();
  world.runner.dispatch({ type: 'lock', locked: true }, id, SYSTEM);
  assert.is((await take(reader, 1))[0]!.name, 'change', 'nothing is told twice');
  await reader.cancel();
  hub.close();
});

test('a client can follow one conference alone, and hears nothing of its account', async () => {
  const [followed, another] = [world.openConference('mine'), world.openConference('mine')];
  const hub = hubOf();
  const reader = readerOf(hub, { conference: followed });
  const [snapshot] = await take(reader, 1);
  assert.equal(
    snapshot!.data.conferences.map(({ id }: { id: string }) => id),
    [followed],
  );
  world.services.live.news.tell(world.accounts.mine.id, { type: 'balance-changed' });
  for (const id of [another, followed]) world.runner.dispatch({ type: 'lock', locked: true }, id, SYSTEM);
  assert.is((await take(reader, 1))[0]!.data.conferenceId, followed);
  await reader.cancel();
  hub.close();
  const unknown = await world.ask('mine', 'GET', '/api/v1/events?conference=nobody');
  assert.equal([unknown.status, unknown.body.code], [404, 'CONFERENCE_NOT_FOUND']);
  const others = await world.ask('other', 'GET', `/api/v1/events?conference=${followed}`);
  assert.is(others.status, 404);
});

test('what changes beside the conferences is told to its own account', async () => {
  const hub = hubOf();
  const readers = [readerOf(hub), readerOf(hub, { account: world.accounts.admin.id, seesAll: true })];
  for (const reader of readers) await take(reader, 1);
  world.services.live.news.tell(world.accounts.mine.id, { type: 'balance-changed' });
  world.openConference('mine');
  const [told] = await take(readers[0]!, 1);
  assert.equal([told!.name, told!.data], ['account', { type: 'balance-changed' }]);
  assert.is((await take(readers[1]!, 1))[0]!.name, 'change');
  hub.close();
});

test('[S44] operators hear when somebody waits for one, and when no more', async () => {
  const hub = hubOf();
  const reader = readerOf(hub, { account: world.accounts.other.id, isOperator: true });
  await take(reader, 1);
  const id = world.openConference('mine');
  const participant = world.enter(id, CALLER);
  const by = { kind: 'participant', participant } as const;
  world.runner.dispatch({ type: 'request-operator', participant }, id, by);
  world.runner.dispatch({ type: 'end' }, id, SYSTEM);
  const told = await take(reader, 2);
  assert.equal(
    told.map(({ name, data }) => [name, data.type, data.participantId, data.waiting]),
    [
      ['operator', 'help-queue-changed', participant, true],
      ['operator', 'help-queue-changed', participant, false],
    ],
  );
  hub.close();
});

test('[S24] cost and lines are told when they have changed, to who looks', async () => {
  const hub = hubOf();
  const id = world.openConference('mine');
  const participant = world.enter(id, CALLER);
  const mine = readerOf(hub);
  await take(mine, 1);
  hub.measure();
  hub.measure();
  const [told] = await take(mine, 1);
  assert.equal(
    [told!.name, told!.data.costMicroYuan, told!.data.lines],
    [
      'measures',
      0,
      [{ participantId: participant, quality: { mos: 4.2, lossPercent: 2, jitterMs: 5, roundTripMs: 31 } }],
    ],
  );
  world.runner.dispatch({ type: 'lock', locked: true }, id, SYSTEM);
  assert.is((await take(mine, 1))[0]!.name, 'change', 'the second time there was nothing new');
  hub.close();
});

test('[S24] a cost limit is told to all who look, as soon as it is set', async () => {
  const hub = hubOf();
  const id = world.openConference('mine');
  const mine = readerOf(hub);
  await take(mine, 1);
  hub.measureOne(id);
  world.services.live.limitCost(id, microYuan(50_000_000));
  hub.measureOne(id);
  hub.measureOne(id);
  world.services.live.limitCost(id, undefined);
  hub.measureOne(id);
  assert.equal(
    (await take(mine, 3)).map(({ data }) => data.costLimitMicroYuan),
    [null, 50_000_000, null],
  );
  hub.close();
});

test('for each who entered there is exactly one who left, whatever happens', async () => {
  const hub = hubOf();
  const reader = readerOf(hub);
  await take(reader, 1);
  const random = seededRandom(24);
  const ids = Array.from({ length: 3 }, () => world.openConference('mine'));
  let number = 10;
  for (let step = 0; step < 300; step++) {
    const id = ids[below(random, ids.length)]!;
    const participants = world.runner.service.snapshot(id)?.participants ?? [];
    const one = participants[below(random, Math.max(1, participants.length))];
    const what = below(random, 10);
    if (what < 5) world.enter(id, `+86138001380${(number += 1)}`, what === 0 ? 'chair' : 'attendee');
    else if (what < 7 && one !== undefined)
      world.runner.dispatch({ type: 'kick', participant: one.id }, id, SYSTEM);
    else if (what < 9 && one !== undefined)
      world.runner.dispatch({ type: 'leave', leg: one.leg, reason: 'hung-up' }, id, SYSTEM);
  }
  for (const id of ids) world.runner.dispatch({ type: 'end' }, id, SYSTEM);
  const standing = new Map<string, number>();
  for (let closed = 0; closed < ids.length;) {
    const { data } = (await reader.next())!;
    if (data.type === 'conference-closed') closed += 1;
    const id = data.participant?.id ?? data.participantId;
    if (data.type === 'participant-entered') standing.set(id, (standing.get(id) ?? 0) + 1);
    if (data.type === 'participant-left') standing.set(id, standing.get(id)! - 1);
  }
  assert.ok(standing.size > 100);
  assert.ok([...standing.values()].every((balance) => balance === 0));
  hub.close();
});

test.run();
