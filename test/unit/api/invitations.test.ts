import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, LegId, ParticipantId } from '../../../src/base/ids.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { unit } from '../../../src/store/statement.js';
import { CONTACTS, GROUP } from '../../support/api/live-services.js';
import { ApiWorld, SYSTEM, type Answer, type Party } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('calling parties over the API');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
  await own('mine', '+8613900000001', 'registered');
  await own('mine', '+8613900000002', 'linked');
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

async function own(party: Party, e164: string, kind: 'registered' | 'linked' | 'bound'): Promise<void> {
  const number = { e164, account: world.accounts[party].id, kind, verifiedMs: NOW_MS };
  const stored = await world.store.commit(unit(new AccountNumberRepository(world.store).create(number)));
  assert.ok(stored.ok);
}

const post = (path: string, body?: object, party: Party = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', `/api/v1${path}`, body);

async function room(changes: object = {}): Promise<string> {
  const body = { name: '周会', chairPassword: '8888', ...changes };
  return (await post('/rooms', body)).body.id;
}

const numbersOf = (answer: Answer): readonly string[] =>
  answer.body.conference.invitations.map(({ number }: { number: string }) => number);

/** What the call layer would do when the phone is taken. */
function takes(conference: ConferenceId, participant: ParticipantId): void {
  const leg = world.ids.next<LegId>();
  const tell = (type: 'call-ringing' | 'call-answered'): void =>
    void world.runner.dispatch({ type, participant, leg, early: false }, conference, SYSTEM);
  tell('call-ringing');
  tell('call-answered');
  const caller = { number: undefined, asserted: false };
  const enter = { type: 'enter', participant, leg, role: 'attendee', way: 'invitation', caller } as const;
  assert.ok(world.runner.dispatch(enter, conference, SYSTEM).result.ok);
}

function fails(conference: ConferenceId, participant: ParticipantId): void {
  const failure = { result: 'no-answer', sipStatus: 480, q850Cause: 19 } as const;
  world.runner.dispatch({ type: 'call-failed', participant, failure }, conference, SYSTEM);
}

test('[S24] the first invitation opens the conference of a room, and the next one finds it', async () => {
  const id = await room();
  const first = await post(`/rooms/${id}/invitations`, {
    parties: [{ number: '138 0013 8000', name: '王', role: 'chair', pressOne: true }],
  });
  assert.is(first.status, 200);
  const { conference, invited, rejected } = first.body;
  assert.equal([conference.room, rejected, invited.length], [id, [], 1]);
  assert.equal(conference.invitations, [
    {
      id: invited[0],
      role: 'chair',
      name: '王',
      number: '+8613800138000',
      operator: false,
      contactName: null,
      progress: 'dialling',
    },
  ]);
  const state = world.runner.service.state(conference.id)!;
  assert.is(state.invitations.get(invited[0])!.greeting, 'press-1');
  const second = await post(`/rooms/${id}/invitations`, { parties: [{ number: '13700137000' }] });
  assert.is(second.body.conference.id, conference.id);
  assert.is(second.body.conference.invitations.length, 2);
});

test('[S24] [S39] numbers, contacts and a whole group are called at once, each number once', async () => {
  const conference = world.openConference('mine');
  const answer = await post(`/conferences/${conference}/invitations`, {
    parties: [{ number: '0086-138-0000-0011', name: '李四' }, { number: '+86 13600136000' }],
    contacts: ['contact-li'],
    groups: [GROUP],
  });
  assert.equal(numbersOf(answer), ['+8613800000011', '+8613600136000', '+861062345678']);
  assert.equal(
    answer.body.conference.invitations.map(({ name }: { name: string }) => name),
    ['李四', null, '王'],
  );
  const [wang] = [...world.runner.service.state(conference)!.invitations.values()].slice(-1);
  assert.equal(wang!.called, CONTACTS.get('contact-wang')!.called);
});

test('[S41] who may not be called, or is in already, is named with the reason, and the others are called', async () => {
  const conference = world.openConference('mine');
  world.enter(conference, '+8613800000007');
  const answer = await post(`/conferences/${conference}/invitations`, {
    parties: ['110', '+85291234567', '62345678', 'nobody', '13800000007', '13800000008'].map((number) => ({
      number,
    })),
  });
  assert.is(answer.status, 200);
  assert.equal(numbersOf(answer), ['+8613800000008']);
  assert.equal(answer.body.rejected, [
    { number: '110', code: 'EMERGENCY_NUMBER' },
    { number: '+85291234567', code: 'INTERNATIONAL_NOT_ALLOWED' },
    { number: '62345678', code: 'AREA_CODE_MISSING' },
    { number: 'nobody', code: 'NUMBER_INVALID' },
    { number: '+8613800000007', code: 'ALREADY_IN' },
  ]);
});

test('when nobody can be called, nothing is opened and each reason is told', async () => {
  const id = await room();
  const answer = await post(`/rooms/${id}/invitations`, { parties: [{ number: '110' }, { number: '12' }] });
  assert.equal([answer.status, answer.body.code], [409, 'NOBODY_TO_CALL']);
  assert.equal(
    answer.body.errors.map(({ code }: { code: string }) => code),
    ['EMERGENCY_NUMBER', 'SHORT_NUMBER'],
  );
  assert.is(world.runner.service.size, 0);
  const nobody = await post(`/rooms/${id}/invitations`, {});
  assert.equal([nobody.status, nobody.body.errors[0].field], [400, 'parties']);
  const unknown = await post(`/rooms/${id}/invitations`, { contacts: ['contact-x'] });
  assert.equal([unknown.status, unknown.body.errors[0].code], [400, 'UNKNOWN']);
});

test('into a room whose time is over nobody is called', async () => {
  const id = await room({ startMs: NOW_MS - 7_200_000, durationMs: 3_600_000 });
  const answer = await post(`/rooms/${id}/invitations`, { parties: [{ number: '13800000008' }] });
  assert.equal([answer.status, answer.body.code], [409, 'ROOM_TIME_OVER']);
});

test('a conference that is full says so', async () => {
  const conference = world.openConference('mine', { partiesMax: 2 });
  world.enter(conference, '+8613800000001', 'chair');
  world.enter(conference, '+8613800000002');
  const answer = await post(`/conferences/${conference}/invitations`, {
    parties: [{ number: '13800000003' }],
  });
  assert.equal([answer.status, answer.body.code], [409, 'CONFERENCE_FULL']);
});

test('an administrator calls nobody into a conference that nobody pays for', async () => {
  const conference = world.openConference(undefined);
  const body = { parties: [{ number: '13800000003' }] };
  const answer = await post(`/conferences/${conference}/invitations`, body, 'admin');
  assert.equal([answer.status, answer.body.code], [409, 'INVITATION_UNAVAILABLE']);
});

test('[S24] 呼叫我的电话 rings the own phone as chair, and no number of others', async () => {
  const id = await room();
  const answer = await post(`/rooms/${id}/call-me`, {});
  assert.equal(
    [numbersOf(answer), answer.body.conference.invitations[0].role],
    [['+8613900000001'], 'chair'],
  );
  const { id: conference } = answer.body.conference;
  const linked = await post(`/conferences/${conference}/call-me`, { number: '139 0000 0002' });
  assert.equal(numbersOf(linked), ['+8613900000001', '+8613900000002']);
  const foreign = await post(`/conferences/${conference}/call-me`, { number: '13800138000' });
  assert.equal([foreign.status, foreign.body.errors[0].code], [400, 'NOT_OWN']);
});

test('[S24] one is called again, then all whom no call has reached', async () => {
  const conference = world.openConference('mine');
  const parties = ['13800000001', '13800000002', '13800000003'].map((number) => ({ number }));
  const { invited } = (await post(`/conferences/${conference}/invitations`, { parties })).body;
  for (const participant of invited) fails(conference, participant);
  const one = await post(`/conferences/${conference}/participants/${invited[1]}/redial`);
  assert.equal(
    [one.status, one.body.invitations.map(({ id }: { id: string }) => id), one.body.departed.length],
    [200, [invited[1]], 2],
  );
  const all = await post(`/conferences/${conference}/redial`);
  assert.equal([all.body.invitations.length, all.body.departed], [3, []]);
  const nobody = await post(`/conferences/${conference}/redial`);
  assert.equal([nobody.status, nobody.body.code], [409, 'NOBODY_TO_CALL']);
});

test('[S24] one is held with music and back, has its hand lowered, and is hung up without a bar', async () => {
  const conference = world.openConference('mine');
  const { invited } = (
    await post(`/conferences/${conference}/invitations`, { parties: [{ number: '13800000001' }] })
  ).body;
  takes(conference, invited[0]);
  const path = `/conferences/${conference}/participants/${invited[0]}`;
  const held = await post(`${path}/hold`, { on: true });
  assert.equal([held.status, held.body.place, held.body.state], [200, 'held', 'on-hold']);
  assert.is((await post(`${path}/hold`, { on: false })).body.state, 'connected');
  assert.is((await post(`${path}/mute`, { muted: true })).body.state, 'muted');
  const participant = invited[0] as ParticipantId;
  world.runner.dispatch({ type: 'raise-hand', participant, raised: true }, conference, SYSTEM);
  assert.is((await post(`${path}/hand-place`, { before: null })).body.handOrder, 1);
  assert.is((await post(`${path}/hand-place`, { before: 'nobody' })).status, 404);
  assert.is((await post(`${path}/hand`, { raised: false })).body.handRaised, false);
  assert.is((await post(`${path}/hand-place`, { before: null })).body.code, 'WRONG_PLACE');
  assert.is((await post(`${path}/hang-up`)).status, 204);
  const { departed, barred } = (await world.ask('mine', 'GET', `/api/v1/conferences/${conference}`)).body;
  assert.equal([departed[0].reason, departed[0].redialable, barred], ['ended-by-api', true, 0]);
});

test('one who is still being called is not called any more', async () => {
  const conference = world.openConference('mine');
  const { invited } = (
    await post(`/conferences/${conference}/invitations`, { parties: [{ number: '13800000001' }] })
  ).body;
  assert.is((await post(`/conferences/${conference}/participants/${invited[0]}/hang-up`)).status, 204);
  const { invitations } = (await world.ask('mine', 'GET', `/api/v1/conferences/${conference}`)).body;
  assert.is(invitations[0].progress, 'given-up');
});

test('[S4] recording starts with a track for each, and stops', async () => {
  const conference = world.openConference('mine');
  world.enter(conference, '+8613800000001');
  const on = await post(`/conferences/${conference}/record`, { on: true, tracks: true });
  assert.is(on.status, 200);
  assert.equal(
    world.mixed.find(({ type }) => type === 'start-recording'),
    { type: 'start-recording', recording: on.body.recording, room: conference, tracks: true },
  );
  assert.is((await post(`/conferences/${conference}/record`, { on: false })).body.recording, null);
});

test('[S24] a line is shown with its quality, a conference with its cost and its limit', async () => {
  const id = await room();
  const parties = [{ number: '13800000001' }];
  const opened = await post(`/rooms/${id}/invitations`, { parties, costLimitMicroYuan: 5_000_000 });
  const { conference, invited } = opened.body;
  assert.equal([conference.costMicroYuan, conference.costLimitMicroYuan], [0, 5_000_000]);
  takes(conference.id, invited[0]);
  const path = `/api/v1/conferences/${conference.id}`;
  const { quality } = (await world.ask('mine', 'GET', path)).body.participants[0];
  assert.equal(quality, { mos: 4.2, lossPercent: 2, jitterMs: 5, roundTripMs: 31 });
  const limited = await world.ask('mine', 'PUT', `${path}/cost-limit`, { costLimitMicroYuan: 1_000_000 });
  assert.equal([limited.status, limited.body.costLimitMicroYuan], [200, 1_000_000]);
  const lifted = await world.ask('mine', 'PUT', `${path}/cost-limit`, { costLimitMicroYuan: null });
  assert.is(lifted.body.costLimitMicroYuan, null);
  for (const costLimitMicroYuan of [0, -1, 1.5, 1e300]) {
    const wrong = await world.ask('mine', 'PUT', `${path}/cost-limit`, { costLimitMicroYuan });
    assert.is(wrong.status, 400);
  }
});

test('[S24] a group call is estimated by its destinations, or by a count', async () => {
  const parties = ['13800000001', '010-62345678', '110'].map((number) => ({ number }));
  const body = { service: 'bridge', parties, contacts: ['contact-li'], minutes: 30 };
  const answer = await post('/cost-estimates', body);
  assert.is(answer.status, 200);
  assert.equal(
    [answer.body.microYuanPerMinute, answer.body.sumMicroYuan, answer.body.rejected.length],
    [600_000, 18_000_000, 1],
  );
  assert.equal(answer.body.prices, [{ microYuanPerMinute: 200_000, zone: '国内', parties: 3 }]);
  const counted = await post('/cost-estimates', { service: 'instant', count: 10, minutes: 1 });
  assert.equal([counted.body.microYuanPerMinute, counted.body.sumMicroYuan], [2_000_000, 2_000_000]);
  assert.is((await post('/cost-estimates', { service: 'bridge', count: 1, parties })).status, 400);
});

test("another account's room and conference cannot be called into", async () => {
  const id = await room();
  const conference = world.openConference('mine');
  const body = { parties: [{ number: '13800000001' }] };
  for (const [path, code, sent] of [
    [`/rooms/${id}/invitations`, 'ROOM_NOT_FOUND', body],
    [`/rooms/${id}/call-me`, 'ROOM_NOT_FOUND', {}],
    [`/conferences/${conference}/invitations`, 'CONFERENCE_NOT_FOUND', body],
    [`/conferences/${conference}/call-me`, 'CONFERENCE_NOT_FOUND', {}],
    [`/conferences/${conference}/redial`, 'CONFERENCE_NOT_FOUND', undefined],
    [`/conferences/${conference}/record`, 'CONFERENCE_NOT_FOUND', { on: true }],
  ] as const) {
    const answer = await post(path, sent, 'other');
    assert.equal([answer.status, answer.body.code], [404, code], path);
  }
  const limit = { costLimitMicroYuan: 1 };
  const path = `/api/v1/conferences/${conference}/cost-limit`;
  assert.is((await world.ask('other', 'PUT', path, limit)).status, 404);
});

test.run();
