import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId, ParticipantId } from '../../../src/base/ids.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, SYSTEM, type Answer } from '../../support/api-world.js';
import { EventReader } from '../../support/event-reader.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('instant conferences over the API');
let world: ApiWorld;
const HOST = '+8613900000001';
const OTHERS = [{ number: '13800000001', name: '李' }, { number: '13800000002' }];

test.before(async () => {
  world = await ApiWorld.create();
  for (const [e164, kind] of [
    [HOST, 'registered'],
    ['+8613900000003', 'bound'],
  ] as const) {
    const number = { e164, account: world.accounts.mine.id, kind, verifiedMs: NOW_MS };
    const stored = await world.store.commit(unit(new AccountNumberRepository(world.store).create(number)));
    assert.ok(stored.ok);
  }
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

const publicly = (body: object, headers = {}): Promise<Answer> =>
  world.raw('POST', '/api/v1/public/instant-conferences', body, headers);

const cookieOf = ({ headers }: Answer): string => headers.get('set-cookie')!.split(';')[0]!;

interface Invited {
  readonly id: ParticipantId;
  readonly number: string;
  readonly progress: string;
}

const progressOf = (answer: Answer): readonly (readonly string[])[] =>
  answer.body.conference.invitations.map(({ number, progress }: Invited) => [number, progress]);

test('[S35] the host is rung first, on an own number; the others wait for it to press 1', async () => {
  const body = { host: '139 0000 0001', parties: OTHERS, costLimitMicroYuan: 3_000_000 };
  const answer = await world.ask('mine', 'POST', '/api/v1/instant-conferences', body);
  assert.is(answer.status, 201);
  const { conference } = answer.body;
  assert.equal(progressOf(answer), [
    [HOST, 'dialling'],
    ['+8613800000001', 'waiting'],
    ['+8613800000002', 'waiting'],
  ]);
  assert.equal(
    [conference.kind, conference.host, conference.costLimitMicroYuan],
    ['instant', conference.invitations[0].id, 3_000_000],
  );
  const leg = world.ids.next<LegId>();
  const participant: ParticipantId = conference.host;
  world.runner.dispatch({ type: 'call-answered', participant, leg }, conference.id, SYSTEM);
  const caller = { number: undefined, asserted: false };
  world.runner.dispatch(
    { type: 'enter', participant, leg, role: 'chair', way: 'invitation', caller },
    conference.id,
    SYSTEM,
  );
  const begun = await world.ask('mine', 'GET', `/api/v1/conferences/${conference.id}`);
  assert.equal(
    begun.body.invitations.map(({ progress }: Invited) => progress),
    ['dialling', 'dialling'],
  );
  const added = await world.ask('mine', 'POST', `/api/v1/conferences/${conference.id}/invitations`, {
    parties: [{ number: '13800000003' }],
  });
  assert.is(added.body.conference.invitations.length, 3, '[S36] numbers are added at any time');
});

test('a host that is no own number, or can be called as little as the others, starts nothing', async () => {
  const start = (body: object): Promise<Answer> =>
    world.ask('mine', 'POST', '/api/v1/instant-conferences', body);
  const foreign = await start({ host: '13800138000', parties: OTHERS });
  assert.equal(
    [foreign.status, foreign.body.errors[0].field, foreign.body.errors[0].code],
    [400, 'host', 'NOT_OWN'],
  );
  const nobody = await start({ host: HOST, parties: [{ number: '110' }] });
  assert.equal([nobody.status, nobody.body.code], [409, 'NOBODY_TO_CALL']);
  assert.is(world.runner.service.size, 0);
});

test('[S34] an activated number starts one without a login, and only this browser controls it', async () => {
  const started = await publicly({ number: '13900000001', others: OTHERS });
  assert.is(started.status, 201);
  assert.equal(progressOf(started)[0], [HOST, 'dialling']);
  assert.match(started.headers.get('set-cookie')!, /HttpOnly; SameSite=Strict/);
  const cookie = cookieOf(started);
  const { id } = started.body.conference;
  const path = `/api/v1/conferences/${id}`;
  const own = { cookie, 'x-requested-with': 'huitong' };

  assert.is((await world.raw('GET', path, undefined, { cookie })).body.id, id);
  const locked = await world.raw('POST', `${path}/lock`, { locked: true }, own);
  assert.equal([locked.status, locked.body.locked], [200, true]);
  const added = await world.raw('POST', `${path}/invitations`, { parties: [{ number: '13800000009' }] }, own);
  assert.is(added.status, 200);
  const response = await world.api.app.request(`/api/v1/events?conference=${id}`, { headers: { cookie } });
  const reader = new EventReader(response);
  assert.is((await reader.next())!.data.conferences[0].id, id);
  await reader.cancel();

  assert.is((await world.raw('GET', path)).status, 401, 'without the cookie');
  assert.is((await world.raw('POST', `${path}/end`, undefined, { cookie })).status, 403, 'from another site');
  assert.is((await world.raw('POST', `${path}/end`, undefined, own)).status, 204);
  assert.is((await world.raw('GET', path, undefined, { cookie })).status, 401, 'it ends with the conference');
});

test('[S34] such a browser reaches nothing else, not of the same account either', async () => {
  const cookie = cookieOf(await publicly({ number: HOST, others: OTHERS }));
  const another = world.openConference('mine');
  const headers = { cookie, 'x-requested-with': 'huitong' };
  for (const path of [
    '/conferences',
    `/conferences/${another}`,
    '/events',
    `/events?conference=${another}`,
    '/rooms',
    '/session',
    '/bookings',
    '/conference-records',
  ]) {
    const { status } = await world.raw('GET', `/api/v1${path}`, undefined, headers);
    assert.is(status, 401, path);
  }
  assert.is((await world.raw('DELETE', `/api/v1/conferences/${another}`, undefined, headers)).status, 401);
});

test('[S34] nor the contacts and numbers of the account', async () => {
  const started = await publicly({ number: HOST, others: OTHERS });
  const headers = { cookie: cookieOf(started), 'x-requested-with': 'huitong' };
  const path = `/api/v1/conferences/${started.body.conference.id}`;
  for (const [below, body] of [
    ['invitations', { contacts: ['contact-li'] }],
    ['call-me', {}],
  ] as const) {
    const answer = await world.raw('POST', `${path}/${below}`, body, headers);
    assert.equal([answer.status, answer.body.code], [403, 'SCOPE_MISSING'], below);
  }
});

test('[S34] a number that is not activated starts nothing, nor one that is a convener phone alone', async () => {
  for (const number of ['13800138000', '13900000003', 'nobody', '110']) {
    const answer = await publicly({ number, others: OTHERS });
    assert.equal([answer.status, answer.body.code], [403, 'NUMBER_NOT_ACTIVATED'], number);
  }
  assert.is(world.runner.service.size, 0);
});

test('[S34] 60 seconds apart, three an hour by number, ten by address', async () => {
  const attempt = (number: string): Promise<Answer> => publicly({ number, others: OTHERS });
  assert.is((await attempt(HOST)).status, 201);
  const soon = await attempt(HOST);
  assert.equal(
    [soon.status, soon.body.code, soon.body.detail, soon.headers.get('retry-after')],
    [429, 'START_LIMITED', 'TOO_SOON', '60'],
  );
  for (let more = 0; more < 2; more++) {
    world.wait(60_000);
    assert.is((await attempt(HOST)).status, 201);
  }
  world.wait(60_000);
  assert.is((await attempt(HOST)).body.detail, 'NUMBER_LIMIT');
  for (let other = 0; other < 7; other++)
    assert.is((await attempt(`1380000010${other}`)).body.code, 'NUMBER_NOT_ACTIVATED');
  assert.is((await attempt('13800000200')).body.detail, 'ADDRESS_LIMIT');
});

test.run();
