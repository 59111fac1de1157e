import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SocketId } from '../../../src/sip/endpoint-api.js';
import {
  answerTo,
  Caller,
  CARRIER,
  EndpointBench,
  establish,
  requestOf,
  responseOf,
  SDP,
  SERVER,
  SOCKET,
  TEST_LIMITS,
  toTagOf,
} from '../../support/sip-peer.js';

const it = suite('endpoint: a call');

function ringing(more = {}) {
  const bench = new EndpointBench();
  const caller = new Caller();
  bench.receive(caller.invite(more));
  const [incoming] = bench.takeEvents();
  if (incoming?.type !== 'incoming') throw new Error('no incoming call');
  caller.toTag = incoming.session;
  return { bench, caller, session: incoming.session, invite: incoming.invite };
}

function talking(more = {}) {
  const bench = new EndpointBench();
  const caller = new Caller();
  const session = establish(bench, caller, more);
  return { bench, caller, session };
}

it('is answered with 100 at once, then 180, then 200, and confirmed by the ACK', () => {
  const { bench, caller, session, invite } = ringing();
  const [trying] = bench.take();
  assert.is(responseOf(trying).status, 100);
  assert.is(toTagOf(responseOf(trying)), undefined);
  assert.is(invite.sdp, SDP);
  assert.is(invite.trunk.id, 'carrier');
  assert.is(invite.requestUri, 'sip:4001234567@192.0.2.1');
  bench.input({ type: 'progress', session, status: 180 });
  assert.equal(bench.takeNames(), ['180 INVITE']);
  bench.input({ type: 'accept', session, sdp: SDP });
  const [ok] = bench.take();
  const { headers, body, status } = responseOf(ok);
  assert.is(status, 200);
  assert.is(toTagOf(responseOf(ok)), session);
  assert.is(headers.first('contact'), '<sip:192.0.2.1:5060>');
  assert.is(headers.first('content-type'), 'application/sdp');
  assert.is(Buffer.from(body).toString('latin1'), SDP);
  bench.receive(caller.ack());
  assert.equal(bench.takeEvents(), [{ type: 'confirmed', session, sdp: undefined }]);
  bench.pass(40_000);
  assert.equal(bench.takeNames(), [], 'nothing is sent again after the ACK');
});

it('is answered where it came from, with received and rport filled in', () => {
  const bench = new EndpointBench();
  const via = 'SIP/2.0/UDP 10.0.0.9:5070;rport;branch=z9hG4bKx;received=1.2.3.4';
  bench.receive(new Caller().invite({ via }), { host: CARRIER.host, port: 40_000 });
  const [trying] = bench.take();
  assert.equal(trying?.destination, { host: CARRIER.host, port: 40_000 });
  const stamped = responseOf(trying).headers.first('via') ?? '';
  assert.match(stamped, `;received=${CARRIER.host}`);
  assert.match(stamped, ';rport=40000');
  assert.not.match(stamped, '1.2.3.4');
});

it('is answered from the socket that it came to', () => {
  const bench = new EndpointBench();
  const bytes = Buffer.from(new Caller().invite(), 'latin1');
  bench.input({ type: 'datagram', socket: 3 as SocketId, source: CARRIER, bytes });
  assert.is(bench.take()[0]?.socket, 3);
});

it('without rport is answered at the port of its Via', () => {
  const bench = new EndpointBench();
  const via = 'SIP/2.0/UDP 10.0.0.9:5070;branch=z9hG4bKx';
  bench.receive(new Caller().invite({ via }), { host: CARRIER.host, port: 40_000 });
  assert.equal(bench.take()[0]?.destination, { host: CARRIER.host, port: 5070 });
});

it('passes 183 with a description', () => {
  const { bench, session } = ringing();
  bench.take();
  bench.input({ type: 'progress', session, status: 183, sdp: SDP });
  assert.is(Buffer.from(responseOf(bench.take()[0]).body).toString('latin1'), SDP);
});

it('has its INVITE answered again with the last response, and is not announced twice', () => {
  const { bench, caller, session } = ringing();
  bench.input({ type: 'progress', session, status: 180 });
  bench.take();
  bench.receive(caller.invite());
  assert.equal(bench.takeNames(), ['180 INVITE']);
  assert.equal(bench.takeEvents(), []);
  assert.is(bench.endpoint.counters().requestRetransmissions, 1);
});

it('has its 200 sent again until the ACK, doubling from T1 to T2', () => {
  const { bench, caller, session } = ringing();
  bench.take();
  bench.input({ type: 'accept', session, sdp: SDP });
  bench.receive(caller.invite());
  bench.pass(12_000);
  const sent = bench.take();
  assert.equal(
    sent.map(({ atMs }) => atMs),
    [0, 500, 1500, 3500, 7500, 11_500],
  );
  assert.is(new Set(sent.map(({ text }) => text)).size, 1);
  bench.receive(caller.ack());
  bench.pass(30_000);
  assert.equal(bench.take(), []);
});

it('is ended with a BYE when no ACK comes within 64*T1', () => {
  const { bench, session } = ringing();
  bench.input({ type: 'accept', session, sdp: SDP });
  bench.pass(31_999);
  assert.equal(bench.takeEvents(), []);
  bench.take();
  bench.pass(1);
  assert.equal(bench.takeNames(), ['BYE']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'timeout' }]);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('ends by the caller with BYE, saying the Q.850 cause, and leaves nothing', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.bye({ headers: ['Reason: SIP;cause=200, Q.850;cause=31;text="Normal, \\"so\\""'] }));
  assert.equal(bench.takeNames(), ['200 BYE']);
  const cause = { cause: 31, text: 'Normal, "so"' };
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'peer', cause }]);
  bench.pass(32_000);
  assert.ok(bench.idle, JSON.stringify(bench.endpoint.sizes()));
});

it('has a repeated BYE answered again', () => {
  const { bench, caller } = talking();
  const bye = caller.bye();
  bench.receive(bye);
  bench.receive(bye);
  assert.equal(bench.takeNames(), ['200 BYE', '200 BYE']);
  assert.is(bench.takeEvents().length, 1);
});

it('ends by us with BYE and its cause', () => {
  const { bench, session } = talking();
  bench.input({ type: 'bye', session, cause: { cause: 41, text: '会' } });
  const bye = requestOf(bench.sent[0]);
  assert.is(bye.requestUri, 'sip:13800138000@198.51.100.7:5062');
  assert.is(bye.headers.first('cseq'), '1 BYE');
  assert.is(bye.headers.first('to'), '<sip:13800138000@198.51.100.7>;tag=from-1');
  assert.is(bye.headers.first('from'), `<sip:4001234567@192.0.2.1>;tag=${session}`);
  assert.match(bye.headers.first('reason') ?? '', /^Q\.850;cause=41;text="/);
  assert.match(bye.headers.first('via') ?? '', /^SIP\/2\.0\/UDP 192\.0\.2\.1:5060;branch=z9hG4bK/);
  assert.equal(bench.takeEvents(), []);
  bench.receive(answerTo(bye, 200));
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'local', status: 200 }]);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('has a lost BYE of ours repeated, and ends by timeout when nobody answers', () => {
  const { bench, session } = talking();
  bench.input({ type: 'bye', session });
  bench.pass(31_999);
  assert.is(bench.take().length, 11);
  assert.equal(bench.takeEvents(), []);
  bench.pass(1);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'timeout' }]);
  assert.is(bench.endpoint.counters().byesFailed, 1);
});

it('ends by transport when our BYE has no socket to go from', () => {
  let isUp = true;
  const bench = new EndpointBench({ advertised: () => (isUp ? SERVER : undefined) });
  const session = establish(bench, new Caller());
  isUp = false;
  bench.input({ type: 'bye', session });
  assert.equal(bench.takeNames(), []);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'transport' }]);
  assert.is(bench.endpoint.counters().byesFailed, 1);
});

it('holds a BYE of ours back until the ACK', () => {
  const { bench, caller, session } = ringing();
  bench.input({ type: 'accept', session, sdp: SDP });
  bench.take();
  bench.input({ type: 'bye', session, cause: { cause: 16 } });
  assert.equal(bench.takeNames(), []);
  bench.receive(caller.ack());
  assert.equal(bench.takeNames(), ['BYE']);
});

it('ends by local when both sides send BYE', () => {
  const { bench, caller, session } = talking();
  bench.input({ type: 'bye', session });
  bench.receive(caller.bye());
  assert.equal(bench.takeNames(), ['BYE', '200 BYE']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'local' }]);
  bench.pass(64_000);
  assert.ok(bench.idle);
});

it('is refused with status, Reason and headers, and repeated until its ACK', () => {
  const { bench, caller, session } = ringing();
  bench.take();
  const headers = [{ name: 'Warning', value: '399 x "y"' }];
  bench.input({ type: 'reject', session, status: 486, cause: { cause: 34 }, headers });
  const [busy] = bench.take();
  assert.is(responseOf(busy).headers.first('reason'), 'Q.850;cause=34');
  assert.is(responseOf(busy).headers.first('warning'), '399 x "y"');
  assert.equal(bench.takeEvents(), [
    { type: 'ended', session, by: 'local', status: 486, cause: { cause: 34 } },
  ]);
  bench.pass(600);
  assert.equal(bench.takeNames(), ['486 INVITE']);
  bench.receive(caller.ackRefusal(session));
  bench.pass(6000);
  assert.equal(bench.takeNames(), []);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('derives the cause of a refusal from its status (RFC 3398)', () => {
  const { bench, session } = ringing();
  bench.take();
  bench.input({ type: 'reject', session, status: 404 });
  assert.is(responseOf(bench.take()[0]).headers.first('reason'), 'Q.850;cause=1');
});

it('is cancelled: 200 to the CANCEL, 487 to the INVITE', () => {
  const { bench, caller, session } = ringing();
  bench.take();
  bench.receive(caller.cancel({ headers: ['Reason: Q.850;cause=102'] }));
  const sent = bench.take();
  assert.equal(
    sent.map(({ message }) => responseOf({ ...sent[0]!, message }).status),
    [200, 487],
  );
  assert.is(toTagOf(sent[0]!.message), toTagOf(sent[1]!.message));
  assert.equal(bench.takeEvents(), [
    { type: 'ended', session, by: 'cancel', status: 487, cause: { cause: 102 } },
  ]);
  bench.input({ type: 'accept', session, sdp: SDP });
  assert.equal(bench.takeNames(), [], 'an answer that crosses the CANCEL goes nowhere');
  bench.receive(caller.cancel());
  assert.equal(bench.takeNames(), ['200 CANCEL']);
  bench.receive(caller.ackRefusal(session));
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('goes on when a CANCEL comes after the 200', () => {
  const { bench, caller, session } = ringing();
  bench.input({ type: 'accept', session, sdp: SDP });
  bench.take();
  bench.receive(caller.cancel());
  assert.equal(bench.takeNames(), ['200 CANCEL']);
  bench.receive(caller.ack());
  assert.equal(bench.takeEvents(), [{ type: 'confirmed', session, sdp: undefined }]);
});

it('ends when a BYE comes before our answer: 200 to the BYE, 487 to the INVITE', () => {
  const { bench, caller, session } = ringing();
  bench.input({ type: 'progress', session, status: 180 });
  bench.take();
  bench.receive(caller.bye());
  assert.equal(bench.takeNames(), ['200 BYE', '487 INVITE']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'peer', status: 487 }]);
});

it('ends when a BYE comes before the ACK, and the 200 is not sent again', () => {
  const { bench, caller, session } = ringing();
  bench.input({ type: 'accept', session, sdp: SDP });
  bench.take();
  bench.receive(caller.bye());
  assert.equal(bench.takeNames(), ['200 BYE']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'peer' }]);
  bench.receive(caller.inDialog('ACK', { branch: 'z9hG4bKlate' }));
  bench.pass(32_000);
  assert.equal(bench.takeNames(), []);
  assert.ok(bench.idle);
});

it('brings the answer to a late offer with the ACK', () => {
  const { bench, caller, session, invite } = ringing({ body: '' });
  assert.is(invite.sdp, undefined);
  bench.input({ type: 'accept', session, sdp: SDP });
  bench.receive(caller.ack({ body: SDP }));
  assert.equal(bench.takeEvents(), [{ type: 'confirmed', session, sdp: SDP }]);
});

it('takes the description out of a multipart body', () => {
  const headers = ['Contact: <sip:a@198.51.100.7>', 'Content-Type: multipart/mixed;boundary="b 1"'];
  const body = `preamble\r\n--b 1\r\nContent-Type: application/isup\r\n\r\n\x01\x02\r\n--b 1\r\nContent-Type: application/sdp\r\n\r\n${SDP}\r\n--b 1--\r\n`;
  const bench = new EndpointBench();
  const text = new Caller()
    .invite({ headers, body })
    .replace('Content-Type: application/sdp\r\nContent-Length', 'Content-Length');
  bench.receive(text);
  const [incoming] = bench.takeEvents();
  assert.is(incoming?.type === 'incoming' && incoming.invite.sdp, SDP);
});

it('keeps route set and target byte for byte, also across a re-INVITE, and copies Record-Route', () => {
  const routes = ['<sip:198.51.100.20;lr;x=a,b>', '<sip:p2.example.com:5070;lr>'];
  const headers = [`Record-Route: ${routes[0]} , ${routes[1]}`];
  const { bench, caller, session } = ringing({ headers });
  bench.take();
  bench.input({ type: 'accept', session, sdp: SDP });
  assert.is(responseOf(bench.take()[0]).headers.first('record-route'), `${routes[0]} , ${routes[1]}`);
  bench.receive(caller.ack());
  const contact = 'Contact: "x" <sip:%61b@198.51.100.30:5080;Transport=UDP>';
  bench.receive(caller.reinvite({ headers: [contact, 'Record-Route: <sip:evil.example.com;lr>'] }));
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.receive(caller.ack());
  bench.take();
  bench.input({ type: 'bye', session });
  const [sent] = bench.take();
  const bye = requestOf(sent);
  assert.is(bye.requestUri, 'sip:%61b@198.51.100.30:5080;Transport=UDP');
  assert.equal(bye.headers.lines('route'), routes);
  assert.equal(sent?.destination, { host: '198.51.100.20', port: 5060 });
});

it('writes the first route into the Request-URI when it is a strict router', () => {
  const headers = ['Record-Route: <sip:198.51.100.20:5090>, <sip:p2.example.com;lr>'];
  const { bench, session } = talking({ headers });
  bench.input({ type: 'bye', session });
  const [sent] = bench.take();
  const bye = requestOf(sent);
  assert.is(bye.requestUri, 'sip:198.51.100.20:5090');
  assert.equal(bye.headers.lines('route'), [
    '<sip:p2.example.com;lr>',
    '<sip:13800138000@198.51.100.7:5062>',
  ]);
  assert.equal(sent?.destination, { host: '198.51.100.20', port: 5090 });
});

it('is reached at its source when the target is a name', () => {
  const headers = ['Contact: <sip:a@gw.example.com>'];
  const bench = new EndpointBench();
  const named = new Caller();
  bench.receive(named.invite({ headers }).replace('Contact: <sip:13800138000@198.51.100.7:5062>\r\n', ''));
  const incoming = bench.takeEvents()[0];
  assert.ok(incoming?.type === 'incoming');
  assert.equal(incoming.invite.dialog.destination, CARRIER);
});

it('is reached at its source when the target is none of ours to reach: no Contact, or the other address family', () => {
  const contact = 'Contact: <sip:13800138000@198.51.100.7:5062>\r\n';
  for (const instead of ['', 'Contact: <sip:a@[2001:db8::7]:5060>\r\n']) {
    const bench = new EndpointBench();
    bench.receive(new Caller().invite().replace(contact, instead), { ...CARRIER, port: 5099 });
    const incoming = bench.takeEvents()[0];
    assert.ok(incoming?.type === 'incoming');
    assert.equal(incoming.invite.dialog.destination, { ...CARRIER, port: 5099 });
  }
});

it('stays reachable when a re-INVITE names a target of the other address family', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite({ headers: ['Contact: <sip:a@[2001:db8::7]>'] }));
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.receive(caller.ack());
  bench.take();
  bench.input({ type: 'bye', session });
  const [bye] = bench.take();
  assert.is(requestOf(bye).requestUri, 'sip:a@[2001:db8::7]');
  assert.equal(bye?.destination, CARRIER);
});

it('gives facts from which a later process can send the BYE [S50]', () => {
  const { invite } = ringing();
  const bench = new EndpointBench();
  bench.input({
    type: 'bye-recovered',
    dialog: JSON.parse(JSON.stringify(invite.dialog)),
    cause: { cause: 41 },
  });
  const [sent] = bench.take();
  const bye = requestOf(sent);
  assert.is(bye.headers.first('call-id'), 'call-1');
  // Higher than any request the dead process can have sent without storing it.
  assert.is(bye.headers.first('cseq'), '1001 BYE');
  assert.is(bye.headers.first('from'), `<sip:4001234567@192.0.2.1>;tag=${invite.dialog.localTag}`);
  assert.is(bye.headers.first('to'), '<sip:13800138000@198.51.100.7>;tag=from-1');
  assert.equal(sent?.destination, { host: '198.51.100.7', port: 5062 });
  bench.pass(500);
  bench.receive(answerTo(bye, 481));
  bench.pass(6000);
  assert.is(bench.take().length, 1, 'repeated once, then answered');
  assert.ok(bench.idle);
});

for (const [status, alive] of [
  [200, true],
  [405, true],
  [481, false],
  [408, false],
] as const) {
  it(`is ${alive ? 'alive' : 'gone'} when its peer answers our OPTIONS with ${status} [C30]`, () => {
    const { bench, session } = talking();
    bench.input({ type: 'probe', session });
    const [options] = bench.take();
    assert.is(requestOf(options).method, 'OPTIONS');
    bench.receive(answerTo(requestOf(options), status));
    assert.equal(bench.takeEvents(), [{ type: 'probed', session, alive }]);
  });
}

it('is gone when nobody answers our OPTIONS in 64*T1, and is not forgotten for that [C30]', () => {
  const { bench, session } = talking();
  bench.input({ type: 'probe', session });
  bench.pass(32_000);
  assert.equal(bench.takeEvents(), [{ type: 'probed', session, alive: false }]);
  bench.take();
  bench.input({ type: 'bye', session });
  assert.equal(bench.takeNames(), ['BYE']);
});

it('is not said to be gone when a limit of ours let nothing be asked [C30]', () => {
  const bench = new EndpointBench({ limits: { ...TEST_LIMITS, transactionsMax: 1 } });
  const session = establish(bench, new Caller());
  bench.input({ type: 'ping', trunk: { id: 'carrier' }, socket: SOCKET, target: CARRIER });
  bench.take();
  bench.input({ type: 'probe', session });
  assert.is(bench.endpoint.counters().transactionsFull, 1);
  assert.equal(bench.take(), []);
  bench.pass(32_000);
  assert.equal(
    bench.takeEvents().filter(({ type }) => type === 'probed'),
    [],
  );
});

it('asks nobody before its ACK, and tells nothing of an OPTIONS that the end has overtaken', () => {
  const { bench, session } = ringing();
  bench.take();
  bench.input({ type: 'probe', session });
  assert.equal(bench.take(), []);
  const up = talking();
  up.bench.input({ type: 'probe', session: up.session });
  up.bench.receive(up.caller.bye());
  up.bench.takeEvents();
  up.bench.pass(64_000);
  assert.equal(up.bench.takeEvents(), []);
  assert.ok(up.bench.idle);
});

it.run();
