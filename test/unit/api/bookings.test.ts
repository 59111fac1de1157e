import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BookingId, ConferenceId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { BookingRepository } from '../../../src/store/repositories/booking-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer, type Party } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('bookings over the API');
let world: ApiWorld;
const HOST = '+8613900000001';
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const PARTIES = [{ number: '13800000001', name: '李' }, { number: '010-62345678 转 801' }];

test.before.each(async () => {
  world = await ApiWorld.create();
  const number = {
    e164: HOST,
    account: world.accounts.mine.id,
    kind: 'registered' as const,
    verifiedMs: NOW_MS,
  };
  await world.store.commit(unit(new AccountNumberRepository(world.store).create(number)));
});
test.after.each(() => world.close());

const inMs = (durationMs: number): number => NOW_MS + world.clock.nowMs + durationMs;
const book = (changes: object = {}, party: Party = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', '/api/v1/bookings', {
    name: '周会',
    startMs: inMs(HOUR_MS),
    parties: PARTIES,
    ...changes,
  });
const at = (id: string): string => `/api/v1/bookings/${id}`;

test('[S37] a booking has a host of the own numbers and parties with their names', async () => {
  const answer = await book({ costLimitMicroYuan: 9_000_000 });
  assert.is(answer.status, 201);
  const { booking } = answer.body;
  assert.equal(
    [booking.name, booking.state, booking.startMs, booking.costLimitMicroYuan, booking.version],
    ['周会', 'booked', inMs(HOUR_MS), 9_000_000, 1],
  );
  assert.is(booking.host.number, HOST);
  assert.equal(booking.parties, [
    { number: '+8613800000001', extension: null, name: '李' },
    { number: '+861062345678', extension: '801', name: null },
  ]);
  const read = await world.ask('mine', 'GET', at(booking.id));
  assert.equal([read.body, read.headers.get('etag')], [booking, '"1"']);
});

test('[S37] too soon, too far, and more lines than there are', async () => {
  const codeOf = async (changes: object): Promise<readonly unknown[]> => {
    const { status, body } = await book(changes);
    return [status, body.code];
  };
  assert.equal(await codeOf({ startMs: inMs(14 * MINUTE_MS) }), [409, 'BOOKING_TOO_SOON']);
  assert.equal(await codeOf({ startMs: inMs(400 * 24 * HOUR_MS) }), [409, 'BOOKING_TOO_FAR']);
  const many = Array.from({ length: 7 }, (_, i) => ({ number: `1380000002${i}` }));
  assert.is((await book({ parties: many })).status, 201);
  assert.equal(await codeOf({}), [409, 'LINES_FULL']);
  assert.is((await book({ startMs: inMs(3 * HOUR_MS) })).status, 201, 'at another time they are free');
});

test('[S37] an account books its share of the lines, and leaves the others to the others', async () => {
  const number = { e164: '+8613900000002', account: world.accounts.other.id, verifiedMs: NOW_MS };
  const numbers = new AccountNumberRepository(world.store);
  await world.store.commit(unit(numbers.create({ ...number, kind: 'registered' })));
  const nine = Array.from({ length: 9 }, (_, i) => ({ number: `1380000002${i}` }));
  assert.is((await book({ parties: nine })).status, 201, 'half of them');
  assert.is((await book()).body.code, 'LINES_FULL');
  const large = Array.from({ length: 15 }, (_, i) => ({ number: String(13_800_000_020 + i) }));
  assert.is(
    (await book({ parties: large, startMs: inMs(5 * HOUR_MS) })).status,
    201,
    'one alone may be larger',
  );
  assert.is((await book({ parties: nine }, 'other')).status, 201);
});

test('[S37] nobody is booked for whom the conference would have no place', async () => {
  const others = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ number: String(13_800_000_020 + i) }));
  const codeOf = ({ status, body }: Answer) => [status, body.code];
  assert.equal(codeOf(await book({ parties: others(30) })), [409, 'TOO_MANY_PARTIES']);
  assert.is((await book({ parties: others(29) })).body.code, 'LINES_FULL', 'with its host it is 30');
  const path = `/api/v1/operator/accounts/${world.accounts.mine.id}/bookings`;
  const byOperator = { startMs: inMs(HOUR_MS), parties: others(30) };
  assert.equal(codeOf(await world.ask('admin', 'POST', path, byOperator)), [409, 'TOO_MANY_PARTIES']);
  const { booking } = (await book()).body;
  const grown = await world.ask('mine', 'PATCH', at(booking.id), { parties: others(30), version: 1 });
  assert.equal(codeOf(grown), [409, 'TOO_MANY_PARTIES']);
});

test('[S37] a change names the version that was read, and takes only lines that are there', async () => {
  const { booking } = (await book()).body;
  const change = (body: object, headers = {}): Promise<Answer> =>
    world.ask('mine', 'PATCH', at(booking.id), body, headers);
  const moved = await change({ startMs: inMs(2 * HOUR_MS) }, { 'if-match': '"1"' });
  assert.equal(
    [moved.status, moved.body.booking.startMs, moved.body.booking.version, moved.headers.get('etag')],
    [200, inMs(2 * HOUR_MS), 2, '"2"'],
  );
  assert.equal(moved.body.booking.parties, booking.parties, 'what is not named stays');
  const stale = await change({ name: '例会', version: 1 });
  assert.equal([stale.status, stale.body.code], [409, 'VERSION_CONFLICT']);
  assert.is((await change({ name: '例会' })).status, 400, 'a version is asked for');
  const nine = Array.from({ length: 9 }, (_, i) => ({ number: `1380000002${i}` }));
  const grown = await change({ parties: nine, version: 2 });
  assert.equal([grown.status, grown.body.booking.parties.length], [200, 9], 'its own lines do not count');
  const twenty = Array.from({ length: 20 }, (_, i) => ({ number: String(13_800_000_020 + i) }));
  assert.is((await change({ parties: twenty, version: 3 })).body.code, 'LINES_FULL');
  const row = (await new BookingRepository(world.store).find(booking.id))!;
  assert.equal([row.nextTryMs, row.parties.length], [inMs(2 * HOUR_MS), 9], 'it is rung at its new time');
});

test('[S37] a booking is cancelled before its host is rung, and not after', async () => {
  const { booking } = (await book()).body;
  assert.is((await world.ask('mine', 'DELETE', at(booking.id))).status, 204);
  assert.is((await world.ask('mine', 'GET', at(booking.id))).body.state, 'cancelled');
  const begun = (await book()).body.booking.id as BookingId;
  const bookings = new BookingRepository(world.store);
  const conference = world.ids.next<ConferenceId>();
  await world.store.commit(unit(bookings.ringing(begun, conference)));
  assert.is((await world.ask('mine', 'GET', at(begun))).body.state, 'ringing');
  const late = await world.ask('mine', 'DELETE', at(begun));
  assert.equal([late.status, late.body.code], [409, 'BOOKING_BEGUN']);
  const changed = await world.ask('mine', 'PATCH', at(begun), { name: 'x', version: 1 });
  assert.is(changed.status, 409);
  await world.store.commit(unit(bookings.again(begun, conference, utcMs(inMs(HOUR_MS)))));
  assert.is((await world.ask('mine', 'GET', at(begun))).body.state, 'ringing', 'between two tries');
  await world.store.commit(unit(bookings.givenUp(begun, 'host-not-own')));
  assert.is((await world.ask('mine', 'GET', at(begun))).body.state, 'host-not-own');
});

test('a booking whose conference its host has entered is running', async () => {
  const { id } = (await book()).body.booking;
  const conference = world.openConference('mine', { kind: 'instant' });
  await world.store.commit(unit(new BookingRepository(world.store).ringing(id, conference)));
  assert.is((await world.ask('mine', 'GET', at(id))).body.state, 'ringing');
  world.enter(conference, HOST, 'chair');
  assert.equal(
    (({ state, conference: into }) => [state, into])((await world.ask('mine', 'GET', at(id))).body),
    ['running', conference],
  );
});

test('a change that comes while the host is about to be rung is too late', async () => {
  const { booking } = (await book()).body;
  const bookings = new BookingRepository(world.store);
  const row = (await bookings.find(booking.id))!;
  const claim = { node: 'node-1', untilMs: row.startMs };
  assert.ok((await world.store.commit(unit(bookings.claim(row, claim, row.startMs)))).ok);
  const late = await world.ask('mine', 'PATCH', at(booking.id), { name: 'x', version: 1 });
  assert.is(late.status, 409);
  const { booking: other } = (await book()).body;
  const stale = (await bookings.find(other.id))!;
  await world.ask('mine', 'PATCH', at(other.id), { startMs: inMs(2 * HOUR_MS), version: 1 });
  const claimed = await world.store.commit(unit(bookings.claim(stale, claim, row.startMs)));
  assert.not(claimed.ok, 'nor is rung what was read before a change');
});

test('the list comes by time and by what is over', async () => {
  const [first, second] = [
    (await book()).body.booking,
    (await book({ startMs: inMs(5 * HOUR_MS) })).body.booking,
  ];
  await world.ask('mine', 'DELETE', at(first.id));
  const listed = async (query: string): Promise<readonly string[]> =>
    (await world.ask('mine', 'GET', `/api/v1/bookings?${query}`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  assert.equal(await listed(''), [first.id, second.id]);
  assert.equal(await listed('are=planned'), [second.id]);
  assert.equal(await listed('are=over'), [first.id]);
  assert.equal(await listed(`fromMs=${inMs(2 * HOUR_MS)}&toMs=${inMs(6 * HOUR_MS)}`), [second.id]);
  assert.equal(await listed('limit=1'), [first.id]);
});

test('the list goes on by start time, whatever was booked first [S37]', async () => {
  const startsMs = [5, 2, 4, 2, 3].map((hours) => inMs(hours * HOUR_MS));
  for (const startMs of startsMs) await book({ startMs, parties: [{ number: '13800000001' }] });
  const listed: number[] = [];
  let after = '';
  do {
    const { status, body } = await world.ask('mine', 'GET', `/api/v1/bookings?limit=2${after}`);
    assert.is(status, 200);
    listed.push(...body.items.map(({ startMs }: { startMs: number }) => startMs));
    after = body.next === null ? '' : `&after=${body.next}`;
  } while (after !== '');
  assert.equal(
    listed,
    startsMs.toSorted((one, other) => one - other),
  );
  assert.is((await world.ask('mine', 'GET', '/api/v1/bookings?after=nonsense')).status, 400);
});

test("another account's booking does not exist, and its numbers are no host", async () => {
  const { id } = (await book()).body.booking;
  for (const [method, body] of [
    ['GET', undefined],
    ['PATCH', { name: 'x', version: 1 }],
    ['DELETE', undefined],
  ] as const) {
    const answer = await world.ask('other', method, at(id), body);
    assert.equal([answer.status, answer.body.code], [404, 'BOOKING_NOT_FOUND'], method);
  }
  const foreign = await book({ host: HOST }, 'other');
  assert.equal([foreign.status, foreign.body.errors[0].code], [400, 'NOT_OWN']);
  assert.equal((await world.ask('other', 'GET', '/api/v1/bookings')).body.items, []);
});

test.run();
