import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { ContactNames, type NamedNumber } from '../../../src/api/live/contact-names.js';
import { ApiWorld, keyOf, SYSTEM, type Party } from '../../support/api-world.js';
import { EventReader, type ReadEvent } from '../../support/event-reader.js';

const test = suite('names of contacts beside the numbers of a conference');
let world: ApiWorld;
const NUMBER = '+8613800138000';
const HOSTILE = '</script><b onmouseover=alert(1)>שלום مرحبا 🦊';

test.before(async () => {
  world = await ApiWorld.create();
  await add('张三', NUMBER, '+861062345678*801');
  await add(HOSTILE, '+8613700137000');
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

async function add(name: string, ...numbers: readonly string[]): Promise<string> {
  const body = { name, numbers: numbers.map((number) => ({ number })) };
  const answer = await world.ask('mine', 'POST', '/api/v1/contacts', body);
  assert.is(answer.status, 201, answer.text);
  return answer.body.id;
}

async function stream(party: Party, query = '', lastEventId?: string): Promise<EventReader> {
  const headers = new Headers({ authorization: `Bearer ${keyOf(party)}` });
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
  return new EventReader(await world.api.app.request(`/api/v1/events${query}`, { headers }));
}

async function until(reader: EventReader, name: string): Promise<ReadEvent> {
  for (;;) {
    const event = await reader.next();
    assert.ok(event, `${name} comes before the end`);
    if (event.name === name) return event;
  }
}

const conferenceOf = async (party: Party, id: ConferenceId) =>
  (await world.ask(party, 'GET', `/api/v1/conferences/${id}`)).body;

test('who dials in is shown with the name of the contact, by any of its numbers', async () => {
  const id = world.openConference('mine');
  const events = await stream('mine');
  const participant = world.enter(id, '+861062345678');
  const names = await until(events, 'names');
  assert.equal(names.data, {
    conferenceId: id,
    names: [{ number: '+861062345678', contactName: '张三' }],
  });
  assert.is(names.id, undefined, 'it cannot be resumed');
  const [shown] = (await conferenceOf('mine', id)).participants;
  assert.equal([shown.name, shown.contactName, shown.number], [null, '张三', '+861062345678']);
  world.runner.dispatch({ type: 'mute', participant, muted: true }, id, SYSTEM);
  assert.is((await until(events, 'change')).data.participant.contactName, '张三');
  world.runner.dispatch({ type: 'kick', participant }, id, SYSTEM);
  await until(events, 'change');
  assert.is((await until(events, 'change')).data.departed.contactName, '张三');
  await events.cancel();
  const snapshot = await until(await stream('mine', `?conference=${id}`), 'snapshot');
  assert.is(snapshot.data.conferences[0].departed[0].contactName, '张三');
});

test('who comes back to the stream is told all names, and who is called has one too', async () => {
  const id = world.openConference('mine');
  const first = await stream('mine');
  const { id: cursor } = await until(first, 'snapshot');
  world.enter(id, NUMBER);
  await until(first, 'names');
  await first.cancel();
  const again = await stream('mine', '', cursor);
  assert.equal((await until(again, 'names')).data.names, [{ number: NUMBER, contactName: '张三' }]);
  const called = { name: '', number: '+8613700137000', role: 'attendee' };
  await world.ask('mine', 'POST', `/api/v1/conferences/${id}/invitations`, {
    parties: [{ number: called.number }],
  });
  assert.equal((await until(again, 'names')).data.names, [
    { number: '+8613700137000', contactName: HOSTILE },
  ]);
  assert.is((await conferenceOf('mine', id)).invitations[0].contactName, HOSTILE);
  await again.cancel();
});

test('nobody else is told whose a number is: neither an administrator nor who has a contact of its own', async () => {
  const id = world.openConference('mine');
  const [owner, admin] = [await stream('mine'), await stream('admin')];
  const participant = world.enter(id, NUMBER);
  await until(owner, 'names');
  world.runner.dispatch({ type: 'mute', participant, muted: true }, id, SYSTEM);
  world.runner.dispatch({ type: 'end' }, id, SYSTEM);
  const seen: ReadEvent[] = [];
  while (seen.at(-1)?.data.type !== 'conference-closed') seen.push((await admin.next())!);
  assert.not(seen.some(({ name }) => name === 'names'));
  assert.not.match(JSON.stringify(seen), '张三');
  await Promise.all([owner.cancel(), admin.cancel()]);

  const again = world.openConference('mine');
  world.enter(again, NUMBER);
  await until(await stream('mine', `?conference=${again}`), 'names');
  assert.is((await conferenceOf('mine', again)).participants[0].contactName, '张三');
  assert.is((await conferenceOf('admin', again)).participants[0].contactName, null);
  const others = world.openConference('other');
  world.enter(others, NUMBER);
  await conferenceOf('other', others);
  assert.is((await conferenceOf('other', others)).participants[0].contactName, null);
});

test('a contact that is added, renamed or removed during the meeting shows at once', async () => {
  const id = world.openConference('mine');
  const number = '+8613600136000';
  world.enter(id, number);
  const events = await stream('mine');
  const contact = await add('李四', number);
  assert.equal((await until(events, 'names')).data.names, [{ number, contactName: '李四' }]);
  const path = `/api/v1/contacts/${contact}`;
  await world.ask('mine', 'PATCH', path, { name: '李四(新)', version: 1 });
  assert.equal((await until(events, 'names')).data.names, [{ number, contactName: '李四(新)' }]);
  await world.ask('mine', 'DELETE', path);
  assert.equal((await until(events, 'names')).data.names, [{ number, contactName: null }]);
  await events.cancel();
});

test('however many come in a moment, they are looked up together; a failed look-up is made up for', async () => {
  const asked: string[][] = [];
  const answers: (() => void)[] = [];
  let fails = true;
  const names = new ContactNames({
    conferences: world.runner,
    news: world.services.live.news,
    namesOf: async (_: AccountId, numbers) => {
      asked.push([...numbers]);
      await new Promise<void>((resolve) => answers.push(resolve));
      if (fails) throw new Error('the database is gone');
      return new Map(numbers.map((number) => [number, `name of ${number}`]));
    },
    log: silentLog,
  });
  const told: NamedNumber[] = [];
  const heard = new Promise<void>((resolve) => {
    names.watch((_, named) => {
      told.push(...named);
      resolve();
    });
  });
  const id = world.openConference('mine');
  world.enter(id, '+1');
  for (const number of ['+2', '+3', '+2', '+4']) world.enter(id, number);
  assert.equal(asked, [['+1']], 'one is under way');
  answers.shift()!();
  await settled();
  assert.equal(asked, [['+1'], ['+2', '+3', '+4']]);
  fails = false;
  answers.shift()!();
  await heard;
  assert.equal(
    told.map(({ number }) => number),
    ['+2', '+3', '+4'],
  );
  assert.is(names.nameOf(id, '+1'), null);
  world.services.live.news.tell(world.accounts.mine.id, { type: 'contacts-changed' });
  answers.shift()!();
  await settled();
  assert.is(names.nameOf(id, '+1'), 'name of +1');
  assert.equal(told.length, 4, 'what was known is not told again');
  assert.equal(names.counters.snapshot(), { reads: 3, failed: 1, full: 0 });
  world.runner.dispatch({ type: 'end' }, id, SYSTEM);
  assert.is(names.nameOf(id, '+1'), null, 'nothing is kept of what is over');
});

/** Whatever waits for promises alone has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test.run();
