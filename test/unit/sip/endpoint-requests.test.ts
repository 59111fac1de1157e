import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { seededRandom } from '../../../src/base/random.js';
import {
  Caller,
  EndpointBench,
  establish,
  OTHER_CARRIER,
  requestText,
  responseOf,
  SDP,
  sessionOf,
  STRANGER,
  TEST_LIMITS,
  toTagOf,
} from '../../support/sip-peer.js';

const it = suite('endpoint: requests that are not simply a call');

it('a stranger hears nothing and is counted', () => {
  const bench = new EndpointBench();
  bench.receive(new Caller().invite(), STRANGER);
  bench.receive(requestText({ method: 'OPTIONS' }), STRANGER);
  bench.receive('garbage', STRANGER);
  assert.equal(bench.take(), []);
  assert.equal(bench.takeEvents(), []);
  assert.is(bench.endpoint.counters().unknownSender, 3);
  assert.ok(bench.idle);
});

it('OPTIONS is answered with Allow, Accept and Supported', () => {
  const bench = new EndpointBench();
  bench.receive(requestText({ method: 'OPTIONS' }));
  const { status, headers } = responseOf(bench.take()[0]);
  assert.is(status, 200);
  assert.is(headers.first('allow'), 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO');
  assert.match(headers.first('accept') ?? '', 'application/sdp');
  assert.ok(headers.has('supported'));
});

it('a draining endpoint refuses new INVITE and OPTIONS with Retry-After, and serves its calls', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  establish(bench, caller);
  bench.input({ type: 'drain', on: true });
  bench.receive(new Caller('2').invite());
  bench.receive(requestText({ method: 'OPTIONS' }));
  const sent = bench.take();
  assert.equal(
    sent.map((one) => responseOf(one).status),
    [503, 503],
  );
  assert.equal(
    sent.map((one) => responseOf(one).headers.first('retry-after')),
    ['30', '30'],
  );
  bench.receive(caller.next('OPTIONS'));
  bench.receive(caller.bye());
  assert.equal(bench.takeNames(), ['200 OPTIONS', '200 BYE']);
  bench.input({ type: 'drain', on: false });
  bench.receive(new Caller('3').invite());
  assert.equal(bench.takeNames(), ['100 INVITE']);
});

it('a method that is not ours gets 405 or 501, with Allow', () => {
  const bench = new EndpointBench();
  for (const [method, status] of [
    ['UPDATE', 405],
    ['MESSAGE', 405],
    ['REGISTER', 405],
    ['NEWMETHOD', 501],
  ] as const) {
    bench.receive(requestText({ method, branch: `z9hG4bK${method}` }));
    const response = responseOf(bench.take()[0]);
    assert.is(response.status, status, method);
    assert.ok(response.headers.has('allow'), method);
  }
});

it('an extension we do not know gets 420 with Unsupported', () => {
  const bench = new EndpointBench();
  bench.receive(new Caller().invite({ headers: ['Require: 100rel, foo'] }));
  const response = responseOf(bench.take()[0]);
  assert.is(response.status, 420);
  assert.is(response.headers.first('unsupported'), '100rel, foo');
  assert.equal(bench.takeEvents(), []);
});

it('Max-Forwards 0 is no reason to refuse what is meant for us', () => {
  const bench = new EndpointBench();
  bench.receive(new Caller().invite().replace('Max-Forwards: 70', 'Max-Forwards: 0'));
  assert.equal(bench.takeNames(), ['100 INVITE']);
});

it('Session-Expires is passed over', () => {
  const bench = new EndpointBench();
  bench.receive(new Caller().invite({ headers: ['Session-Expires: 1800', 'Supported: timer'] }));
  assert.equal(bench.takeNames(), ['100 INVITE']);
});

it('a body we cannot read gets 415 with Accept', () => {
  const bench = new EndpointBench();
  const text = new Caller().invite().replace('application/sdp', 'text/plain');
  bench.receive(text);
  assert.is(responseOf(bench.take()[0]).status, 415);
});

it('the same request by another way gets 482', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  bench.receive(caller.invite());
  bench.take();
  bench.receive(caller.invite({ branch: 'z9hG4bKother' }));
  assert.equal(bench.takeNames(), ['482 INVITE']);
  assert.is(bench.takeEvents().length, 1);
  assert.is(bench.endpoint.counters().mergedRequests, 1);
});

it('a request in an unknown dialog gets 481, an ACK silence', () => {
  const bench = new EndpointBench();
  for (const method of ['BYE', 'INVITE', 'OPTIONS']) {
    bench.receive(requestText({ method, toTag: 'nobody', branch: `z9hG4bK${method}` }));
    assert.is(responseOf(bench.take()[0]).status, 481, method);
  }
  bench.receive(requestText({ method: 'ACK', toTag: 'nobody', branch: 'z9hG4bKa' }));
  assert.equal(bench.take(), []);
  assert.is(bench.endpoint.counters().strayAcks, 1);
});

it('a BYE outside any dialog and a CANCEL of nothing get 481', () => {
  const bench = new EndpointBench();
  bench.receive(requestText({ method: 'BYE' }));
  bench.receive(requestText({ method: 'CANCEL' }));
  assert.equal(bench.takeNames(), ['481 BYE', '481 CANCEL']);
});

it('a dialog answers only to its own tags, Call-ID and trunk [S55]', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  const session = establish(bench, caller);
  bench.receive(caller.bye({ fromTag: 'forged' }));
  bench.receive(caller.bye({ callId: 'forged' }));
  bench.receive(caller.bye(), OTHER_CARRIER);
  bench.receive(caller.reinvite(), OTHER_CARRIER);
  assert.equal(bench.takeNames(), ['481 BYE', '481 BYE', '481 BYE', '481 INVITE']);
  assert.equal(bench.takeEvents(), []);
  assert.is(bench.endpoint.counters().unknownDialog, 4);
  bench.receive(caller.bye());
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'peer' }]);
});

it('a CANCEL from another trunk cancels nothing', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  bench.receive(caller.invite());
  bench.take();
  bench.takeEvents();
  bench.receive(caller.cancel(), OTHER_CARRIER);
  assert.equal(bench.takeNames(), ['481 CANCEL']);
  assert.equal(bench.takeEvents(), []);
});

it('a request whose CSeq does not rise gets 500', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  establish(bench, caller);
  bench.receive(caller.inDialog('BYE', { cseq: 1, branch: 'z9hG4bKlow' }));
  bench.receive(caller.inDialog('BYE', { cseq: 0, branch: 'z9hG4bKlower' }));
  assert.equal(bench.takeNames(), ['500 BYE', '500 BYE']);
  assert.equal(bench.takeEvents(), []);
});

it('an RFC 2543 client is matched without a branch', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  const via = 'SIP/2.0/UDP 198.51.100.7:5062';
  bench.receive(caller.invite({ via }));
  bench.receive(caller.invite({ via }));
  assert.equal(bench.takeNames(), ['100 INVITE', '100 INVITE']);
  const incoming = bench.takeEvents();
  assert.is(incoming.length, 1);
  const session = sessionOf(incoming[0]);
  bench.input({ type: 'accept', session, sdp: SDP });
  caller.toTag = session;
  bench.take();
  bench.receive(caller.ack({ via }));
  assert.equal(bench.takeEvents(), [{ type: 'confirmed', session, sdp: undefined }]);
  bench.receive(caller.bye({ via }));
  assert.equal(bench.takeNames(), ['200 BYE']);
});

it('the calls of one RFC 2543 client are told apart', () => {
  const bench = new EndpointBench();
  const via = 'SIP/2.0/UDP 198.51.100.7:5062';
  bench.receive(new Caller('1').invite({ via }));
  bench.receive(new Caller('2').invite({ via }));
  bench.receive(new Caller('1').invite({ via, callId: 'call-3' }));
  assert.is(bench.takeEvents().length, 3);
});

it('an RFC 2543 client can cancel, and acknowledges the 487', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  const via = 'SIP/2.0/UDP 198.51.100.7:5062;branch=1';
  bench.receive(caller.invite({ via }));
  bench.take();
  bench.receive(caller.cancel({ via }));
  const sent = bench.take();
  assert.equal(
    sent.map((one) => responseOf(one).status),
    [200, 487],
  );
  bench.receive(caller.ack({ via, toTag: toTagOf(sent[1]!.message) }));
  bench.pass(4000);
  assert.equal(bench.takeNames(), []);
});

it('an invalid request is answered again when it is repeated', () => {
  const bench = new EndpointBench();
  const invite = new Caller().invite().replace(/^Call-ID:.*\r\n/m, '');
  bench.receive(invite);
  bench.receive(invite);
  const sent = bench.take();
  assert.equal(
    sent.map((one) => responseOf(one).status),
    [400, 400],
  );
  assert.is(sent[0]?.text, sent[1]?.text);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('too many dialogs: 503 without Retry-After, counted', () => {
  const bench = new EndpointBench({ limits: { ...TEST_LIMITS, dialogsMax: 2 } });
  for (const name of ['1', '2', '3']) bench.receive(new Caller(name).invite());
  const last = responseOf(bench.take().at(-1));
  assert.is(last.status, 503);
  assert.not.ok(last.headers.has('retry-after'));
  assert.is(bench.takeEvents().length, 2);
  assert.is(bench.endpoint.counters().dialogsFull, 1);
});

it('too many transactions: 503 without a transaction, counted, the same each time', () => {
  const bench = new EndpointBench({ limits: { ...TEST_LIMITS, transactionsMax: 2 } });
  for (const name of ['1', '2', '3', '3']) bench.receive(new Caller(name).invite());
  const [, , third, again] = bench.take();
  assert.is(responseOf(third).status, 503);
  assert.is(third?.text, again?.text);
  assert.is(bench.endpoint.sizes().serverTransactions, 2);
  assert.is(bench.endpoint.counters().transactionsFull, 2);
});

it('a message over a limit of the parser is answered or dropped', () => {
  const bench = new EndpointBench({
    limits: { ...TEST_LIMITS, messageBytesMax: 2000, headerLinesMax: 50, viaMax: 5 },
  });
  bench.receive(new Caller('1').invite({ body: 'x'.repeat(3000) }));
  bench.receive(new Caller('2').invite({ headers: Array.from({ length: 60 }, (_, i) => `X-${i}: 1`) }));
  bench.receive(new Caller('3').invite({ headers: Array.from({ length: 6 }, () => 'Via: SIP/2.0/UDP h') }));
  assert.equal(
    bench.take().map((one) => responseOf(one).status),
    [513, 400],
  );
});

it('keep-alives, rubbish and responses to nothing are counted and dropped', () => {
  const bench = new EndpointBench();
  bench.receive('\r\n\r\n');
  bench.receive('');
  bench.receive('hello\r\n\r\n');
  bench.receive(
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n',
  );
  assert.equal(bench.take(), []);
  const counters = bench.endpoint.counters();
  assert.is(counters.keepAlives, 2);
  assert.is(counters.unframable, 1);
  assert.is(counters.strayResponses, 1);
});

it('a fault while one message is handled is counted and does not stop the next [C5]', () => {
  let isFaulty = false;
  const random = seededRandom(1);
  const bench = new EndpointBench({
    random: {
      u32() {
        if (isFaulty) throw new Error('made up');
        return random.u32();
      },
    },
  });
  isFaulty = true;
  bench.receive(new Caller('1').invite());
  assert.ok(bench.idle, 'nothing of it stays');
  isFaulty = false;
  bench.receive(new Caller('2').invite());
  assert.is(bench.endpoint.counters().handlerFaults, 1);
  assert.equal(bench.takeNames(), ['100 INVITE']);
});

it('describes its sessions and transactions in a line each', () => {
  const bench = new EndpointBench();
  establish(bench, new Caller());
  const lines = bench.endpoint.describe();
  assert.match(lines[0] ?? '', /^session \w+ confirmed trunk=carrier dialog call-1 /);
  assert.match(lines[1] ?? '', /^invite-server accepted INVITE z9hG4bK1 /);
});

it('a command that cannot be carried out ends its call, and throws at nobody [C5]', () => {
  const bench = new EndpointBench();
  bench.receive(new Caller().invite());
  const [incoming] = bench.takeEvents();
  assert.ok(incoming?.type === 'incoming');
  bench.take();
  bench.input({ type: 'reject', session: incoming.session, status: 200 });
  assert.equal(bench.takeNames(), ['480 INVITE']);
  assert.equal(
    bench.takeEvents().map(({ type }) => type),
    ['ended'],
  );
  assert.is(bench.endpoint.counters().handlerFaults, 1);
});

it('a refusal of a malformed INVITE ends with its ACK, which repeats what is malformed', () => {
  for (const invalid of [{ requestUri: 'mailto:a@b' }, { requestUri: 'sip:a b@192.0.2.1' }]) {
    const bench = new EndpointBench();
    const caller = new Caller();
    bench.receive(caller.invite(invalid));
    const [refusal] = bench.take();
    assert.ok(responseOf(refusal).status >= 400);
    bench.receive(caller.ackRefusal(toTagOf(responseOf(refusal)) ?? '', invalid));
    bench.pass(40_000);
    assert.equal(bench.take(), [], 'not sent again');
    assert.ok(bench.idle);
  }
});

it('a branch that is the magic cookie alone names no transaction (RFC 4475 §3.2.1)', () => {
  const bench = new EndpointBench();
  for (const callId of ['one', 'two']) {
    bench.receive(requestText({ method: 'OPTIONS', branch: 'z9hG4bK', callId }));
    bench.receive(requestText({ method: 'OPTIONS', branch: 'z9hG4bK', callId }));
  }
  const callIds = bench.take().map(({ message }) => message.headers.first('call-id'));
  assert.equal(callIds, ['one', 'one', 'two', 'two']);
  assert.is(bench.endpoint.counters().requestRetransmissions, 2);
});

it.run();
