import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  trunkRepository,
  serviceNumberRepository,
} from '../../../src/store/repositories/trunk-repository.js';
import { unit } from '../../../src/store/statement.js';
import { AdminStage } from '../../support/api/admin-services.js';
import { ApiWorld, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('what administrators set, over the API');
let world: ApiWorld;
let stage: AdminStage;

test.before(async () => {
  let folder = '';
  const first = await ApiWorld.create({}, {}, (made) => void (folder = made));
  stage = new AdminStage(folder);
  // As a start of the server leaves them.
  const trunks = await trunkRepository(first.store).follow(stage.trunks.configured, NOW_MS);
  const numbers = await serviceNumberRepository(first.store).follow(stage.serviceNumbers.configured, NOW_MS);
  await first.store.commit(unit(...trunks.statements, ...numbers.statements));
  world = first.fresh({}, { admin: stage });
});
test.after(() => world.close());

const admin = (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> =>
  world.ask('admin', method, `/api/v1/admin${path}`, body, headers);
const named = ({ body }: Answer): string[] =>
  body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);

test('a tariff version is dated, checked, never changed, and counts without a restart [S47]', async () => {
  const before = stage.tariffs.at(NOW_MS)!;
  const legs = structuredClone(before.prices.legs) as never as Record<string, Record<string, object>>;
  legs['bridge']!['attendee-dial-in'] = {
    free: false,
    microYuanPerMinute: 60_000,
    firstBlockS: 6,
    incrementS: 6,
  };
  const validFromMs = NOW_MS + 60_000;
  const created = await admin('POST', '/tariffs', { version: 'spring-1', validFromMs, legs });
  assert.equal([created.status, created.body.state], [201, 'planned']);
  assert.equal(created.body.destinations, before.prices.destinations, 'taken over from the one before');
  const again = await admin('POST', '/tariffs', { version: 'spring-1' });
  assert.equal([again.status, again.body.code], [409, 'TARIFF_TAKEN']);
  const past = await admin('POST', '/tariffs', { version: 'past-1', validFromMs: NOW_MS - 86_400_000 });
  assert.equal(named(past), ['validFromMs OUT_OF_RANGE']);
  const twice = [1, 2].map(() => ({ prefix: '+86', zone: '国内', microYuanPerMinute: 1 }));
  const wrong = await admin('POST', '/tariffs', { version: 'wrong-1', destinations: twice });
  assert.equal(named(wrong), ['destinations.+86 TARIFF_INVALID']);

  const price = '/tariff/price?service=bridge&kind=attendee-dial-in&durationS=7';
  const now = await world.ask('mine', 'GET', `/api/v1${price}`);
  assert.equal(
    [now.body.tariffVersion, now.body.chargedS, now.body.amountMicroYuan],
    ['default-1', 60, 200_000],
  );
  world.wait(60_000);
  const then = await world.ask('mine', 'GET', `/api/v1${price}`);
  assert.equal(
    [then.body.tariffVersion, then.body.chargedS, then.body.amountMicroYuan],
    ['spring-1', 12, 12_000],
  );
  const { items } = (await admin('GET', '/tariffs')).body;
  assert.equal(
    items.map(({ version, state }: { version: string; state: string }) => `${version} ${state}`),
    ['spring-1 current', 'default-1 past'],
  );
  const barred = await admin(
    'GET',
    '/tariffs/spring-1/price?service=quick&kind=dial-out&called=%2B41446681800',
  );
  assert.equal(named(barred), ['called NO_PRICE']);
});

test('a trunk is edited, keeps what is not sent, counts at once, and goes back to the file [S45] [S55]', async () => {
  const read = await admin('GET', '/trunks/of-the-file');
  assert.equal([read.body.edited, read.body.configured, read.body.version], [false, true, 1]);
  assert.equal(read.body.capCodes, { callsAtOnce: 486, callsPerSecond: 503 });
  const changed = await admin(
    'PATCH',
    '/trunks/of-the-file',
    { enabled: false, callsMax: 30, capCodes: { callsAtOnce: 600 }, outbound: { callsMax: 5 } },
    { 'if-match': '"1"' },
  );
  assert.is(changed.status, 200);
  assert.equal([changed.body.edited, changed.body.version], [true, 2]);
  assert.equal(changed.body.capCodes, { callsAtOnce: 600, callsPerSecond: 503 });
  assert.equal(changed.body.addresses, read.body.addresses);
  const [loaded] = stage.loaded.trunks;
  assert.equal([loaded?.enabled, loaded?.inbound.callsMax, loaded?.outbound.callsMax], [false, 30, 5]);
  const late = await admin('PATCH', '/trunks/of-the-file', { enabled: true, version: 1 });
  assert.equal([late.status, late.body.code], [409, 'VERSION_CONFLICT']);
  const back = await admin('DELETE', '/trunks/of-the-file/edits');
  assert.equal([back.body.edited, back.body.enabled], [false, true]);
  assert.is(stage.loaded.trunks[0]?.enabled, true);
  const kept = await admin('DELETE', '/trunks/of-the-file');
  assert.equal([kept.status, kept.body.code], [409, 'ROW_CONFIGURED']);
});

test('the description of a change names each setting, without defaults, and null takes one away', async () => {
  const { TrunkChange } = (await world.raw('GET', '/openapi.json')).body.components.schemas;
  assert.is(TrunkChange.additionalProperties, false);
  const { outbound, capCodes, callsMax, homeArea, version } = TrunkChange.properties;
  assert.equal([callsMax.type, callsMax.default, version.type], ['integer', undefined, 'integer']);
  assert.equal([outbound.type, outbound.properties.targets.items.type], ['object', 'string']);
  assert.is(capCodes.properties.callsAtOnce.default, undefined);
  assert.equal(homeArea.type, ['string', 'null']);
  assert.is(TrunkChange.required, undefined);
  const change = (body: object): Promise<Answer> => admin('PATCH', '/trunks/described', body);
  const addresses = ['192.0.2.77'];
  const outboundOf = { callerNumbers: ['+861067011018'], targets: ['192.0.2.77'], domain: 'carrier.example' };
  const made = await admin('POST', '/trunks', {
    id: 'described',
    addresses,
    homeArea: '10',
    outbound: outboundOf,
  });
  assert.equal([made.status, made.body.homeArea], [201, '10']);
  const taken = await change({ homeArea: null, outbound: { domain: null }, version: 1 });
  assert.equal(
    [taken.status, taken.body.homeArea, taken.body.outbound.domain, taken.body.outbound.targets],
    [200, null, null, ['192.0.2.77']],
  );
  const target = await change({ outbound: { targets: ['not a host'] }, version: 2 });
  assert.equal(named(target), ['outbound.targets.0 INVALID']);
  assert.is((await admin('DELETE', '/trunks/described')).status, 204);
});

test('every mistake in a trunk is named, and nothing is stored', async () => {
  const wrong = await admin('PATCH', '/trunks/of-the-file', {
    addresses: ['not-an-address'],
    callsMax: -1,
    colour: 'red',
    version: 3,
  });
  assert.equal(
    [wrong.status, named(wrong).toSorted()],
    [400, ['addresses.0 INVALID', 'callsMax OUT_OF_RANGE', 'colour UNKNOWN_FIELD']],
  );
  const calling = { outbound: { targets: ['192.0.2.9'], credentials: { username: 'a', secret: 'nowhere' } } };
  const without = await admin('POST', '/trunks', { id: 'x', addresses: ['192.0.2.9'], ...calling });
  assert.equal(named(without), ['outbound.callerNumbers INVALID']);
  const secret = await admin('POST', '/trunks', {
    id: 'x',
    addresses: ['192.0.2.9'],
    outbound: { ...calling.outbound, callerNumbers: ['+861067011018'] },
  });
  assert.equal(named(secret), ['outbound.credentials.secret NOT_ALLOWED']);
});

test('a trunk with calls up is not deleted; without them it is [S45]', async () => {
  const created = await admin('POST', '/trunks', { id: 'second', addresses: ['198.51.100.0/24'] });
  assert.equal([created.status, created.body.edited, created.body.configured], [201, true, false]);
  stage.states.set('second', { callsOut: 1, sent: 4, answered: 3 });
  const busy = await admin('DELETE', '/trunks/second');
  assert.equal([busy.status, busy.body.code], [409, 'TRUNK_IN_USE']);
  assert.is((await admin('GET', '/trunks/second')).body.state.answerSeizureRatio, 0.75);
  stage.states.delete('second');
  assert.is((await admin('DELETE', '/trunks/second')).status, 204);
  assert.equal(
    stage.loaded.trunks.map(({ id }) => id),
    ['of-the-file'],
  );
  assert.is((await admin('GET', '/trunks/second')).body.code, 'TRUNK_NOT_FOUND');
});

test('a service number is bound, changed and taken away [S45]', async () => {
  const created = await admin('POST', '/service-numbers', { number: '4008001234', service: 'quick' });
  assert.is(created.status, 201);
  assert.equal(
    stage.loaded.numbers.map(({ number }) => number),
    ['4006701018', '4008001234'],
  );
  const taken = await admin('POST', '/service-numbers', {
    number: '4008001234',
    service: 'test',
    test: 'echo',
  });
  assert.equal([taken.status, taken.body.code], [409, 'SERVICE_NUMBER_TAKEN']);
  const changed = await admin('PATCH', '/service-numbers/4008001234', { service: 'instant', version: 1 });
  assert.equal([changed.body.service, changed.body.version], ['instant', 2]);
  const untold = await admin('PATCH', '/service-numbers/4008001234', { service: 'test', version: 2 });
  assert.is(untold.status, 400, 'a test number must say which test');
  const pattern = encodeURIComponent('^88(\\d{3})$');
  assert.is(
    (await admin('POST', '/service-numbers', { pattern: '^88(\\d{3})$', service: 'direct' })).status,
    201,
  );
  assert.is((await admin('DELETE', `/service-numbers/${pattern}`)).status, 204);
  assert.is((await admin('POST', '/service-numbers', { pattern: '(', service: 'direct' })).status, 400);
  assert.is((await admin('DELETE', '/service-numbers/4008001234')).status, 204);
});

test('a direct number names its room: without one nobody would own what it opens [S38a]', async () => {
  const wanted = { number: '4008001235', service: 'direct' };
  const roomless = await admin('POST', '/service-numbers', wanted);
  assert.equal([roomless.status, roomless.body.errors[0].field], [400, 'room']);
  assert.is((await admin('POST', '/service-numbers', { ...wanted, room: '' })).status, 400);
  assert.is((await admin('POST', '/service-numbers', { ...wanted, service: 'bridge' })).status, 201);
  const one = '/service-numbers/4008001235';
  const changed = await admin('PATCH', one, { service: 'direct', version: 1 });
  assert.equal([changed.status, changed.body.errors[0].field], [400, 'room']);
  assert.is((await admin('PATCH', one, { service: 'direct', room: '1001', version: 1 })).status, 200);
  assert.is((await admin('PATCH', one, { room: null, version: 2 })).status, 400);
  assert.is((await admin('DELETE', one)).status, 204);
});

test('what no URL could name is not made', async () => {
  for (const name of ['.', '..']) {
    const trunk = await admin('POST', '/trunks', { id: name, addresses: ['203.0.113.7'] });
    assert.equal([trunk.status, trunk.body.errors[0].field], [400, 'id'], name);
    assert.is((await admin('POST', '/tariffs', { version: name })).status, 400, name);
  }
  for (const called of ['', '.', '..']) {
    const of = { service: 'quick' };
    const byNumber = await admin('POST', '/service-numbers', { ...of, number: called });
    const byPattern = await admin('POST', '/service-numbers', { ...of, pattern: called });
    assert.equal([byNumber.status, byPattern.status], [400, 400], called);
  }
});

test('numbers are allowed and refused by name, singly and from a file [S30]', async () => {
  const put = await admin('PUT', '/listed-numbers/138-0013-8000', { verdict: 'refused' });
  assert.equal(put.body, { number: '+8613800138000', verdict: 'refused' });
  const csv =
    'number,verdict\r\n138 0013 8000,allowed\r\n010-62345678\r\n12345,allowed\r\n13900139000,maybe\r\n';
  const done = await admin('POST', '/listed-numbers/imports?verdict=refused', csv, {
    'content-type': 'text/csv',
  });
  assert.equal(done.body, {
    imported: 2,
    refused: 2,
    refusals: [
      { line: 4, code: 'SHORT_NUMBER' },
      { line: 5, code: 'NOT_ALLOWED' },
    ],
  });
  const { items } = (await admin('GET', '/listed-numbers')).body;
  assert.equal(items, [
    { number: '+861062345678', verdict: 'refused' },
    { number: '+8613800138000', verdict: 'allowed' },
  ]);
  const page = await admin('GET', '/listed-numbers?limit=1');
  assert.equal([page.body.items.length, page.body.next], [1, '+861062345678']);
  assert.is((await admin('DELETE', '/listed-numbers/13800138000')).status, 204);
  assert.is((await admin('DELETE', '/listed-numbers/13800138000')).body.code, 'NUMBER_NOT_LISTED');
});

test('whoever opted out can be taken off the list [S41]', async () => {
  await world.store.commit({
    statements: [{ sql: `insert into opt_outs values ('+8613700137000', 1)`, parameters: [] }],
  });
  assert.equal((await admin('GET', '/opt-outs')).body.items, [{ number: '+8613700137000', sinceMs: 1 }]);
  assert.is((await admin('DELETE', '/opt-outs/13700137000')).status, 204);
  assert.equal((await admin('GET', '/opt-outs')).body.items, []);
});

test('a customer reads the tariff and turns nothing [S53]', async () => {
  assert.is((await world.ask('mine', 'GET', '/api/v1/tariff')).status, 200);
  for (const path of [
    'tariffs',
    'trunks',
    'service-numbers',
    'listed-numbers',
    'opt-outs',
    'prompts',
    'system',
  ]) {
    const { status, body } = await world.ask('mine', 'GET', `/api/v1/admin/${path}`);
    assert.equal([status, body.code], [403, 'ADMIN_ONLY'], path);
  }
});

test.run();
