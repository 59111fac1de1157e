import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  CALL,
  calling,
  Callee,
  endsOf,
  lastRequest,
  outgoing,
  talkingOut,
} from '../../support/sip-callee.js';
import { answerTo, CARRIER, EndpointBench, OTHER_CARRIER, STRANGER } from '../../support/sip-peer.js';

const it = suite('endpoint: whose message it is [S55]');

const UNLISTED = { host: '203.0.113.77', port: 5060 };

it('whom we call may answer, though no trunk lists the address', () => {
  const { bench, callee } = calling({ targets: [STRANGER] });
  bench.receive(callee.answer(180), STRANGER);
  bench.receive(callee.ok(), { ...STRANGER, port: 40_000 });
  assert.equal(
    bench.takeEvents().map(({ type }) => type),
    ['progressed', 'answered'],
  );
});

it('an answer from where nothing was sent and no trunk is stays unheard', () => {
  const { bench, callee } = calling();
  bench.receive(callee.ok(), STRANGER);
  assert.equal(bench.takeEvents(), []);
  assert.is(bench.endpoint.counters().unknownSender, 1);
});

it('the peer of a dialog is heard from the address that its Contact named, also when it repeats itself', () => {
  const { bench, invite } = calling();
  const callee = new Callee(invite, 'callee', UNLISTED);
  bench.receive(callee.ok());
  bench.input({ type: 'acknowledge', session: CALL });
  bench.take();
  const bye = callee.request('BYE');
  bench.receive(bye, UNLISTED);
  bench.receive(bye, UNLISTED);
  assert.equal(endsOf(bench.takeEvents()), ['peer']);
  assert.equal(bench.takeNames(), ['200 BYE', '200 BYE']);
});

it('our BYE to an unlisted Contact is over when that address answers it', () => {
  const { bench, invite } = calling();
  const callee = new Callee(invite, 'callee', UNLISTED);
  bench.receive(callee.ok());
  bench.input({ type: 'acknowledge', session: CALL });
  bench.input({ type: 'bye', session: CALL });
  const sent = bench.take();
  assert.equal(sent.at(-1)?.destination, UNLISTED);
  bench.receive(answerTo(lastRequest(sent, 'BYE'), 200), UNLISTED);
  assert.equal(endsOf(bench.takeEvents()), ['local 200']);
});

it('a stranger who knows the tags hears nothing, and the call goes on', () => {
  const { bench, callee } = talkingOut();
  bench.receive(callee.request('BYE'), STRANGER);
  bench.receive(callee.request('INVITE'), STRANGER);
  assert.equal(bench.takeNames(), []);
  assert.equal(bench.takeEvents(), []);
});

it('of two trunks behind one address the BYE of a call on the second ends it', () => {
  const both = [{ id: 'carrier' }, { id: 'second' }];
  const bench = new EndpointBench({ trunksOf: ({ host }) => (host === CARRIER.host ? both : []) });
  bench.input({ type: 'invite', session: CALL, invite: outgoing({ trunk: { id: 'second' } }) });
  const callee = new Callee(lastRequest(bench.take(), 'INVITE'), 'callee', OTHER_CARRIER);
  bench.receive(callee.ok());
  bench.input({ type: 'acknowledge', session: CALL });
  bench.take();
  bench.receive(callee.request('BYE'));
  assert.equal(bench.takeNames(), ['200 BYE']);
  assert.equal(endsOf(bench.takeEvents()).slice(-1), ['peer']);
});

it('an IPv6 peer is the same however its address is written', () => {
  const { bench, callee } = calling({ targets: [{ host: '2001:DB8:0::7', port: 5060 }] });
  bench.receive(callee.answer(180), { host: '2001:db8::7', port: 5060 });
  assert.is(bench.takeEvents()[0]?.type, 'progressed');
});

it.run();
