import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SocketId } from '../../../src/sip/endpoint-api.js';
import { answerTo, CARRIER, EndpointBench, requestOf, SOCKET, TEST_LIMITS } from '../../support/sip-peer.js';

const it = suite('endpoint: OPTIONS to a target of a trunk [C14]');

const trunk = { id: 'carrier' };
const ping = { type: 'ping', trunk, socket: SOCKET, target: CARRIER } as const;

it('is a request outside any dialog', () => {
  const bench = new EndpointBench();
  bench.input(ping);
  const [sent] = bench.take();
  assert.equal(sent?.destination, CARRIER);
  const { method, requestUri, headers } = requestOf(sent);
  assert.is(method, 'OPTIONS');
  assert.is(requestUri, 'sip:198.51.100.7:5062');
  assert.is(headers.first('to'), '<sip:198.51.100.7:5062>');
  assert.match(headers.first('from') ?? '', /^<sip:192\.0\.2\.1:5060>;tag=/);
});

it('any final answer but 408 and 503 says that it is up', () => {
  for (const [status, up] of [
    [200, true],
    [401, true],
    [404, true],
    [500, true],
    [408, false],
    [503, false],
  ] as const) {
    const bench = new EndpointBench();
    bench.input(ping);
    const options = requestOf(bench.take()[0]);
    bench.receive(answerTo(options, 100));
    assert.equal(bench.takeEvents(), []);
    bench.receive(answerTo(options, status));
    bench.receive(answerTo(options, status));
    assert.equal(bench.takeEvents(), [{ type: 'pinged', trunk, target: CARRIER, up }], `${status}`);
    bench.pass(5000);
    assert.ok(bench.idle);
  }
});

it('silence, an unreachable address and a missing socket say that it is down', () => {
  const down = [{ type: 'pinged', trunk, target: CARRIER, up: false }];
  const silent = new EndpointBench();
  silent.input(ping);
  silent.pass(31_999);
  assert.equal(silent.takeEvents(), []);
  silent.pass(1);
  assert.equal(silent.takeEvents(), down);

  const unreachable = new EndpointBench();
  unreachable.input(ping);
  unreachable.unsent(unreachable.take()[0], 'EHOSTUNREACH');
  assert.equal(unreachable.takeEvents(), down);

  const socketless = new EndpointBench();
  socketless.input({ ...ping, socket: 7 as SocketId });
  assert.equal(socketless.takeEvents(), down);
});

it('a limit of ours says nothing of the target', () => {
  const bench = new EndpointBench({ limits: { ...TEST_LIMITS, transactionsMax: 0 } });
  bench.input(ping);
  assert.equal(bench.takeEvents(), [{ type: 'pinged', trunk, target: CARRIER, up: undefined }]);
  assert.is(bench.endpoint.counters().transactionsFull, 1);
});

it.run();
