import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerTo, Caller, EndpointBench, establish, requestOf } from '../../support/sip-peer.js';

const it = suite('endpoint: a message that cannot be sent');

function talking() {
  const bench = new EndpointBench();
  const caller = new Caller();
  return { bench, caller, session: establish(bench, caller) };
}

it('a call ends by transport when our BYE can never be sent', () => {
  const { bench, session } = talking();
  bench.input({ type: 'bye', session });
  bench.unsent(bench.take()[0], 'EMSGSIZE');
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'transport' }]);
  assert.is(bench.endpoint.counters().byesFailed, 1);
});

for (const code of ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN']) {
  it(`a BYE of ours is repeated through ${code}: the link may be back before timer F`, () => {
    const { bench, session } = talking();
    bench.input({ type: 'bye', session });
    bench.unsent(bench.take()[0], code);
    assert.equal(bench.takeEvents(), []);
    bench.pass(500);
    const [repeated] = bench.take();
    bench.receive(answerTo(requestOf(repeated), 200));
    assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'local', status: 200 }]);
  });
}

it('a probe goes on through a link that is down for a moment', () => {
  const { bench, session } = talking();
  bench.input({ type: 'probe', session });
  bench.unsent(bench.take()[0], 'ENETUNREACH');
  assert.equal(bench.takeEvents(), []);
  bench.pass(500);
  bench.receive(answerTo(requestOf(bench.take()[0]), 200));
  assert.equal(bench.takeEvents(), [{ type: 'probed', session, alive: true }]);
});

it('a message that cannot be sent fails no other to the same address', () => {
  const bench = new EndpointBench();
  const [one, other] = [establish(bench, new Caller('1')), establish(bench, new Caller('2'))];
  bench.input({ type: 'bye', session: one });
  bench.input({ type: 'info', session: other, contentType: 'text/plain', body: 'x'.repeat(2_000) });
  const [bye, info] = bench.take();
  bench.unsent(info, 'EMSGSIZE');
  assert.equal(bench.takeEvents(), []);
  bench.pass(500);
  assert.equal(bench.takeNames(), ['BYE']);
  bench.receive(answerTo(requestOf(bye), 200));
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: one, by: 'local', status: 200 }]);
});

it('a response that could not be sent is counted, and sent again when its request comes again', () => {
  const { bench, caller } = talking();
  const bye = caller.bye();
  bench.receive(bye);
  bench.unsent(bench.take()[0], 'ENETUNREACH');
  assert.is(bench.endpoint.counters().transportErrors, 1);
  bench.receive(bye);
  assert.equal(bench.takeNames(), ['200 BYE']);
});

it.run();
