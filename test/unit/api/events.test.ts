import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { later, monotonicMs, utcMs } from '../../../src/base/units.js';
import { EventHub, type Listener } from '../../../src/api/live/event-hub.js';
import { DEFAULT_API_LIMITS } from '../../../src/api/services.js';
import { ApiWorld, keyOf, PASSWORD, SYSTEM, type Party } from '../../support/api-world.js';
import { EventReader, type ReadEvent } from '../../support/event-reader.js';
import { NOW_MS } from '../../support/store-samples.js';

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

async function take(reader: EventReader, count: number): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  while (events.length < count) events.push((await reader.next())!);
  return events;
}

test('first comes a snapshot, then every change with a rising id', async () => {
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
  const changes = await take(reader, 8);
  assert.equal(
    changes.map(({ data }) => data.type),
    [
      'participant-entered',
      'participant-changed',
      'participant-changed',
      'conference-changed',
      // The kick bars the number.
      'conference-changed',
      'participant-left',
      'participant-left',
      'conference-closed',
    ],
  );
  const [, talking, muted, locked, barred, kicked] = changes.map(({ data }) => data);
  assert.equal([talking.participant.id, talking.participant.talking], [participant, true]);
  assert.equal([muted.participant.heard, muted.participant.mutes.byChair], [false, true]);
  assert.equal([locked.conference.locked, locked.conference.participants.length], [true, 2]);
  assert.is(barred.conference.barred, 1);
  assert.equal([kicked.participantId, kicked.reason], [participant, 'kicked']);
  const ids = [snapshot!, ...changes].map(({ id }) => Number(id));
  assert.equal(
    ids,
    [...ids].sort((a, b) => a - b),
  );
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
  assert.equal(
    missed.map(({ data }) => data.type),
    ['participant-entered', 'conference-changed'],
  );
  world.runner.dispatch({ type: 'lock', locked: false }, id, SYSTEM);
  const [live] = await take(second, 1);
  assert.equal([live!.data.conference.locked, Number(live!.id)], [false, Number(missed[1]!.id) + 1]);
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
    (await take(kept, 4)).map(({ name }) => name),
    Array.from({ length: 4 }, () => 'change'),
  );
  flip();
  const future = String(Number(snapshot!.id) + 100);
  for (const lastId of [snapshot!.id, future, '17', '0', '-1', 'abc', '9'.repeat(30), '']) {
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
  const firstId = String(Number(seenByMine[0]!.id) - 1);
  const resumed = await stream('other', firstId);
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
  world.runner.dispatch({ type: 'lock', locked: true }, id, SYSTEM);
  const [expected] = (await take(await stream('mine'), 1))[0]!.data.conferences;

  let conference = snapshot!.data.conferences[0];
  while (conference.sequence < expected.sequence) {
    const { data } = (await reader.next())!;
    if (data.sequence <= conference.sequence) continue;
    if (data.conference !== undefined) conference = data.conference;
    const gone = data.participantId ?? data.participant?.id;
    const others = conference.participants.filter((party: { id: string }) => party.id !== gone);
    const index = conference.participants.findIndex((party: { id: string }) => party.id === gone);
    if (data.participant !== undefined) others.splice(index < 0 ? others.length : index, 0, data.participant);
    conference = { ...conference, participants: others, sequence: data.sequence };
  }
  assert.equal({ ...conference, parties: expected.parties }, expected);
  assert.is(conference.participants.length, 4);
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
  const hub = new EventHub(world.runner, { ...DEFAULT_API_LIMITS, streamBytesMax: 2_000 }, utcMs(NOW_MS));
  const listener: Listener = { account: world.accounts.mine.id, seesAll: false, isOver: () => false };
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
  const hub = new EventHub(world.runner, DEFAULT_API_LIMITS, utcMs(NOW_MS));
  let over = false;
  const listener: Listener = { account: world.accounts.mine.id, seesAll: false, isOver: () => over };
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

test('closing the API ends every stream', async () => {
  const reader = await stream('mine');
  await take(reader, 1);
  world.api.close();
  assert.is(await reader.next(), undefined);
});

test('ids of a later run are higher than those of an earlier one', async () => {
  const earlier = new EventHub(world.runner, DEFAULT_API_LIMITS, utcMs(NOW_MS));
  const listener: Listener = { account: world.accounts.mine.id, seesAll: false, isOver: () => false };
  world.openConference('mine');
  const idOf = async (hub: EventHub): Promise<number> => {
    const reader = new EventReader(new Response(hub.open(listener, undefined, () => undefined)));
    return Number((await reader.next())!.id);
  };
  const before = await idOf(earlier);
  const restarted = new EventHub(world.runner, DEFAULT_API_LIMITS, utcMs(later(monotonicMs(NOW_MS), 1_000)));
  assert.ok((await idOf(restarted)) > before);
  earlier.close();
  restarted.close();
});

test.run();
