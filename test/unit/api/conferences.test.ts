import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, SYSTEM, type Answer, type Party } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('conferences over the API');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

const CHAIR = '+8613900139000';
const ATTENDEE = '+8613800138000';
const path = (id: ConferenceId, rest = ''): string => `/api/v1/conferences/${id}${rest}`;
const post = (id: ConferenceId, rest: string, body?: object, party: Party = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', path(id, rest), body);

test('a running conference is listed and shown with its participants, numbers in full', async () => {
  const id = world.openConference('mine', { name: '周会' });
  const chair = world.enter(id, CHAIR, 'chair');
  const list = await world.ask('mine', 'GET', '/api/v1/conferences');
  assert.equal([list.status, list.body.next, list.body.items.length], [200, null, 1]);
  assert.equal([list.body.items[0].id, list.body.items[0].name, list.body.items[0].parties], [id, '周会', 1]);
  const { status, body } = await world.ask('mine', 'GET', path(id));
  assert.is(status, 200);
  const [participant] = body.participants;
  assert.equal(
    [participant.id, participant.role, participant.number, participant.heard],
    [chair, 'chair', CHAIR, true],
  );
});

test('muting one takes it out of the mix and lifting brings it back', async () => {
  const id = world.openConference('mine');
  world.enter(id, CHAIR, 'chair');
  const attendee = world.enter(id, ATTENDEE);
  for (const muted of [true, false]) {
    world.mixed.length = 0;
    const { status, body } = await post(id, `/participants/${attendee}/mute`, { muted });
    assert.equal([status, body.id, body.heard, body.mutes.byChair], [200, attendee, !muted, muted]);
    assert.equal(
      world.mixed.filter(({ type }) => type === 'set-heard').map((command) => ({ ...command, leg: '' })),
      [{ type: 'set-heard', leg: '', heard: !muted }],
    );
  }
});

test('mute all and lock answer with the conference as it is then', async () => {
  const id = world.openConference('mine');
  world.enter(id, CHAIR, 'chair');
  world.enter(id, ATTENDEE);
  const muted = await post(id, '/mute-all', { muted: true });
  assert.equal([muted.status, muted.body.muteAll], [200, true]);
  assert.equal(
    muted.body.participants.map(({ heard }: { heard: boolean }) => heard),
    [true, false],
  );
  const locked = await post(id, '/lock', { locked: true });
  assert.equal([locked.status, locked.body.locked], [200, true]);
  const unlocked = await post(id, '/lock', { locked: false });
  assert.equal([unlocked.status, unlocked.body.locked], [200, false]);
});

test('who comes by a browser mutes itself from its page; the own mute of a telephone is its holder’s alone', async () => {
  const id = world.openConference('mine');
  const browser = world.enter(id, undefined, 'chair');
  const telephone = world.enter(id, ATTENDEE);
  const mute = (participant: string, body: object) => post(id, `/participants/${participant}/mute`, body);
  const own = await mute(browser, { muted: true, own: true });
  assert.equal([own.status, own.body.mutes.own, own.body.mutes.byChair], [200, true, false]);
  assert.is((await mute(browser, { muted: false, own: true })).body.heard, true);
  assert.is((await mute(browser, { muted: true })).body.mutes.byChair, true);
  const refused = await mute(browser, { muted: false, own: true });
  assert.equal([refused.status, refused.body.code], [409, 'CANNOT_UNMUTE']);
  assert.is((await mute(telephone, { muted: true, own: true })).body.code, 'WRONG_PLACE');
  assert.is((await mute('nobody', { muted: true, own: true })).body.code, 'PARTICIPANT_NOT_FOUND');
});

test('a kicked party is out at once and its number stays out until re-entry is allowed', async () => {
  const id = world.openConference('mine');
  world.enter(id, CHAIR, 'chair');
  const attendee = world.enter(id, ATTENDEE);
  assert.is((await post(id, `/participants/${attendee}/kick`)).status, 204);
  const kicked = (await world.ask('mine', 'GET', path(id))).body;
  assert.equal([kicked.participants.length, kicked.barred], [1, 1]);
  assert.throws(() => world.enter(id, ATTENDEE), /CALLER_BARRED/);
  const allowed = await post(id, '/allow-reentry');
  assert.equal([allowed.status, allowed.body.barred], [200, 0]);
  world.enter(id, ATTENDEE);
});

test('a window is extended, by half an hour unless told otherwise; without one there is a conflict', async () => {
  const windowEndMs = utcMs(NOW_MS + 3_600_000);
  const id = world.openConference('mine', { windowEndMs });
  assert.is((await post(id, '/extend', {})).body.windowEndMs, windowEndMs + 1_800_000);
  assert.is((await post(id, '/extend', { byMs: 60_000 })).body.windowEndMs, windowEndMs + 1_860_000);
  const endless = world.openConference('mine');
  const refused = await post(endless, '/extend', {});
  assert.equal([refused.status, refused.body.code], [409, 'NO_WINDOW_TO_EXTEND']);
});

test('ending takes everybody out, by DELETE or POST, and once', async () => {
  for (const end of [
    (id: ConferenceId) => world.ask('mine', 'DELETE', path(id)),
    (id: ConferenceId) => post(id, '/end'),
  ]) {
    const id = world.openConference('mine');
    world.enter(id, CHAIR, 'chair');
    assert.is((await end(id)).status, 204);
    assert.is(world.runner.service.snapshot(id), undefined);
    const again = await end(id);
    assert.equal([again.status, again.body.code], [404, 'CONFERENCE_NOT_FOUND']);
  }
});

test('what is wrong in a command is named; who is not in is not found', async () => {
  const id = world.openConference('mine');
  const attendee = world.enter(id, ATTENDEE);
  const wrong: readonly (readonly [string, object, string])[] = [
    [`/participants/${attendee}/mute`, {}, 'muted REQUIRED'],
    [`/participants/${attendee}/mute`, { muted: 'toggle' }, 'muted WRONG_TYPE'],
    ['/lock', { locked: 1 }, 'locked WRONG_TYPE'],
    ['/mute-all', { muted: null }, 'muted WRONG_TYPE'],
    ['/extend', { byMs: -1 }, 'byMs OUT_OF_RANGE'],
    ['/extend', { byMs: 1.5e300 }, 'byMs OUT_OF_RANGE'],
    ['/lock', { locked: true, by: 'me' }, 'by UNKNOWN_FIELD'],
  ];
  for (const [rest, body, expected] of wrong) {
    const answer = await post(id, rest, body);
    const [error] = answer.body.errors;
    assert.equal([answer.status, `${error.field} ${error.code}`], [400, expected]);
  }
  const stranger = world.ids.next();
  for (const rest of [`/participants/${stranger}/mute`, '/participants/%F0%9F%92%A9/mute']) {
    const answer = await post(id, rest, { muted: true });
    assert.equal([answer.status, answer.body.code], [404, 'PARTICIPANT_NOT_FOUND']);
  }
  assert.is((await post(id, `/participants/${stranger}/kick`)).status, 404);
});

test("another account's conference does not exist, and nothing can be done to it", async () => {
  const id = world.openConference('mine');
  const attendee = world.enter(id, ATTENDEE);
  const answers = [
    await world.ask('other', 'GET', path(id)),
    await world.ask('other', 'DELETE', path(id)),
    await post(id, '/end', undefined, 'other'),
    await post(id, '/lock', { locked: true }, 'other'),
    await post(id, '/mute-all', { muted: true }, 'other'),
    await post(id, '/extend', {}, 'other'),
    await post(id, '/allow-reentry', undefined, 'other'),
    await post(id, `/participants/${attendee}/mute`, { muted: true }, 'other'),
    await post(id, `/participants/${attendee}/kick`, undefined, 'other'),
  ];
  for (const { status, body } of answers) assert.equal([status, body.code], [404, 'CONFERENCE_NOT_FOUND']);
  assert.equal((await world.ask('other', 'GET', '/api/v1/conferences')).body.items, []);
  const untouched = world.runner.service.snapshot(id)!;
  assert.equal(
    [untouched.locked, untouched.muteAll, untouched.participants.map(({ heard }) => heard)],
    [false, false, [true]],
  );
});

test('an administrator sees and controls all, with masked numbers, also what belongs to nobody', async () => {
  const mine = world.openConference('mine');
  const nobodys = world.openConference(undefined);
  world.enter(mine, ATTENDEE);
  const list = await world.ask('admin', 'GET', '/api/v1/conferences');
  assert.equal(
    list.body.items.map(({ id }: { id: string }) => id),
    [mine, nobodys],
  );
  const shown = await world.ask('admin', 'GET', path(mine));
  assert.equal(shown.body.participants[0].number, '+86138****8000');
  assert.is((await post(mine, '/lock', { locked: true }, 'admin')).status, 200);
  assert.is((await world.ask('mine', 'GET', path(nobodys))).status, 404);
  assert.is((await world.ask('admin', 'DELETE', path(nobodys))).status, 204);
});

test('the list comes in pages', async () => {
  const ids = Array.from({ length: 5 }, () => world.openConference('mine'));
  const first = await world.ask('mine', 'GET', '/api/v1/conferences?limit=3');
  const second = await world.ask('mine', 'GET', `/api/v1/conferences?limit=3&after=${first.body.next}`);
  const seen = [...first.body.items, ...second.body.items].map(({ id }) => id);
  assert.equal([seen, second.body.next], [ids, null]);
});

test('what has been is listed with who was in, for its own account alone', async () => {
  const records = new ConferenceRepository(world.store);
  const conference = world.ids.next<ConferenceId>();
  const outcome = await world.store.commit(
    unit(
      records.started({
        conference,
        room: undefined,
        roomNumber: '1001',
        account: world.accounts.mine.id,
        node: 'node-1',
        epoch: 1,
        startedMs: NOW_MS,
      }),
      records.entered({
        participant: world.ids.next(),
        conference,
        role: 'chair',
        name: '',
        number: CHAIR,
        joinedMs: NOW_MS,
      }),
      records.ended(conference, utcMs(NOW_MS + 60_000), 'ended-by-chair'),
    ),
  );
  assert.ok(outcome.ok);
  const list = await world.ask('mine', 'GET', '/api/v1/conference-records');
  assert.equal(list.body, {
    items: [
      {
        id: conference,
        room: null,
        roomName: null,
        roomNumber: '1001',
        startedMs: NOW_MS,
        endedMs: NOW_MS + 60_000,
        endReason: 'ended-by-chair',
        durationMs: 60_000,
        parties: 1,
        legs: 0,
        costMicroYuan: 0,
      },
    ],
    next: null,
  });
  const one = await world.ask('mine', 'GET', `/api/v1/conference-records/${conference}`);
  assert.equal([one.status, one.body.participants[0].number], [200, CHAIR]);
  assert.equal((await world.ask('other', 'GET', '/api/v1/conference-records')).body.items, []);
  assert.is((await world.ask('other', 'GET', `/api/v1/conference-records/${conference}`)).status, 404);
});

test('a conference that its chair ends is gone for the API too', async () => {
  const id = world.openConference('mine');
  world.runner.dispatch({ type: 'end' }, id, SYSTEM);
  assert.is((await world.ask('mine', 'GET', path(id))).status, 404);
});

test.run();
