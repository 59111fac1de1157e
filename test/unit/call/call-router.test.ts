import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CallRouter } from '../../../src/call/call-router.js';
import { TrunkTable } from '../../../src/call/trunk-table.js';
import { configSchema } from '../../../src/config/schema.js';
import { incomingInvite } from '../../support/calls.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('call router');
const { serviceNumbers } = configSchema.parse({
  serviceNumbers: [
    { number: '4006701018', service: 'bridge' },
    { number: '+867122114099', service: 'bridge', language: 'both' },
    { number: '1001', service: 'direct', room: '1001' },
    { pattern: '^88(\\d{1,6})$', service: 'direct' },
    { number: '9001', service: 'test', test: 'echo' },
  ],
});
const router = new CallRouter(serviceNumbers);

const routeTo = (user: string, changes = {}) =>
  router.route(incomingInvite({ requestUri: `sip:${user}@198.51.100.1` }), sampleTrunk({ inbound: changes }));

for (const user of ['+867122114099', '867122114099', '07122114099', '7122114099', '00867122114099']) {
  test(`${user} is the service number +867122114099 [S10]`, () => {
    const route = routeTo(user);
    assert.equal(route.ok && route.value.service, { service: 'bridge', language: 'both' });
  });
}

test('a pattern opens the room that its group names, on demand [S38a]', () => {
  const route = routeTo('88123');
  assert.equal(route.ok && route.value.service, { service: 'direct', language: 'zh-CN', roomNumber: '123' });
  assert.ok(route.ok && route.value.onDemand);
});

test('a direct number leads to its defined room', () => {
  const route = routeTo('1001');
  assert.ok(route.ok && !route.value.onDemand);
});

test('a direct number that was stored without a room opens none on demand', () => {
  const roomless = new CallRouter([{ number: '1002', service: 'direct', language: 'zh-CN' }]);
  const invite = incomingInvite({ requestUri: 'sip:1002@198.51.100.1' });
  const route = roomless.route(invite, sampleTrunk({ inbound: {} }));
  assert.ok(route.ok && !route.value.onDemand);
});

test('a number that is bound to nothing is unknown', () => {
  const route = routeTo('4001112222', { calledFrom: ['request-uri'] });
  assert.equal(route, { ok: false, error: { code: 'NUMBER_UNKNOWN', called: '4001112222' } });
});

test('a tel: URI with visual separators is understood', () => {
  const route = router.route(incomingInvite({ requestUri: 'tel:+86-712-2114099' }), sampleTrunk());
  assert.ok(route.ok);
});

test('the called number is taken from the sources in their order [C18]', () => {
  const invite = incomingInvite({
    requestUri: 'sip:01062345678@198.51.100.1',
    fields: { Diversion: '<sip:4006701018@carrier>;reason=unconditional' },
  });
  assert.not(router.route(invite, sampleTrunk({ inbound: { calledFrom: ['request-uri'] } })).ok);
  assert.ok(router.route(invite, sampleTrunk({ inbound: { calledFrom: ['request-uri', 'diversion'] } })).ok);
});

test('only a trunk that screens makes an asserted number of the caller [C18]', () => {
  const plain = routeTo('1001');
  assert.is(plain.ok && plain.value.assertedCaller, undefined);
  assert.is(plain.ok && plain.value.caller.e164, '+8613812341234');
  const screened = router.route(
    incomingInvite({ fields: { 'P-Asserted-Identity': '<tel:+8613900001111>' } }),
    sampleTrunk({ inbound: { callerFrom: 'p-asserted-identity', screened: true } }),
  );
  assert.is(screened.ok && screened.value.assertedCaller, '+8613900001111');
});

test('a caller who asks for privacy is nobody', () => {
  for (const Privacy of ['id', 'ID', 'Header; Critical']) {
    const invite = incomingInvite({ fields: { Privacy } });
    const route = router.route(invite, sampleTrunk({ inbound: { screened: true } }));
    assert.is(route.ok && route.value.caller.delivered, '');
    assert.is(route.ok && route.value.assertedCaller, undefined);
  }
});

test('the number that was called at first stands in History-Info [C18]', () => {
  const invite = incomingInvite({
    requestUri: 'sip:01062345678@198.51.100.1',
    fields: { 'History-Info': '<sip:4006701018@carrier>;index=1, <sip:01062345678@carrier>;index=1.1' },
  });
  const route = router.route(
    invite,
    sampleTrunk({ inbound: { calledFrom: ['history-info', 'request-uri'] } }),
  );
  assert.is(route.ok && route.value.called.delivered, '4006701018');
});

test('the services of the platform are each reached by their number [S26] [S29]', () => {
  const services = ['quick', 'instant'] as const;
  const numbers = new CallRouter(
    services.map((service, i) => ({ number: `116${i}`, service, language: 'zh-CN' as const })),
  );
  const found = services.map((_, i) =>
    numbers.route(incomingInvite({ requestUri: `sip:116${i}@198.51.100.1` }), sampleTrunk()),
  );
  assert.equal(
    found.map((route) => route.ok && route.value.service.service),
    services,
  );
});

test('new calls on a disabled trunk are refused, while its calls still hear a BYE [S45]', () => {
  const disabled = sampleTrunk({ enabled: false });
  assert.equal(router.route(incomingInvite(), disabled), {
    ok: false,
    error: { code: 'TRUNK_DISABLED', called: '4006701018' },
  });
  const table = new TrunkTable([disabled]);
  assert.is(table.trunksOf({ host: '192.0.2.200', port: 1 })[0], disabled);
});

test('trunks and service numbers can change while calls are up [S45]', () => {
  const table = new TrunkTable([sampleTrunk()]);
  table.load([sampleTrunk({ id: 'new', addresses: ['203.0.113.0/24'] })]);
  assert.equal(table.trunksOf({ host: '192.0.2.200', port: 1 }), []);
  assert.is(table.trunksOf({ host: '203.0.113.1', port: 1 })[0]?.id, 'new');
  assert.equal([table.byId('carrier'), table.byId('new')?.id], [undefined, 'new']);

  const changing = new CallRouter([]);
  assert.not(changing.route(incomingInvite(), sampleTrunk()).ok);
  changing.load([{ number: '4006701018', service: 'bridge', language: 'en' }]);
  assert.ok(changing.route(incomingInvite(), sampleTrunk()).ok);
});

test('a trunk is known by the address that a packet comes from [S55]', () => {
  const table = new TrunkTable([sampleTrunk(), sampleTrunk({ id: 'v6', addresses: ['2001:db8::/32'] })]);
  assert.is(table.trunksOf({ host: '192.0.2.200', port: 1 })[0]?.id, 'carrier');
  assert.is(table.trunksOf({ host: '2001:db8::7', port: 1 })[0]?.id, 'v6');
  assert.equal(table.trunksOf({ host: '198.51.100.9', port: 1 }), []);
});

test.run();
