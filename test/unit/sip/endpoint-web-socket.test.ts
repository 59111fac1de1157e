import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SessionId, SocketId } from '../../../src/sip/endpoint-api.js';
import { Callee, CALL, endsOf, lastRequest, outgoing } from '../../support/sip-callee.js';
import {
  answerTo,
  Caller,
  EndpointBench,
  requestOf,
  requestText,
  SDP,
  SERVER,
  SOCKET,
  type RequestFields,
} from '../../support/sip-peer.js';

const it = suite('endpoint: SIP over WebSocket (RFC 7118)');

const BROWSERS = 1 as SocketId;
const CONNECTION = { host: '203.0.113.50', port: 50_123 };
/** Of another page of the same machine. */
const NEIGHBOUR = { host: '203.0.113.50', port: 50_124 };
/** Where a page could say that it is. */
const ELSEWHERE = { host: '198.51.100.99', port: 4_444 };
const TWO_MINUTES_MS = 120_000;
/** As sip.js writes them: a page does not know its own address. */
const VIA = 'SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK';
const CONTACT = 'Contact: <sip:k3v9@df7jal23ls0d.invalid;transport=ws;ob>';

/** What the caller of a carrier adds by itself. */
const CARRIER_CONTACT = /Contact: <sip:13800138000@[^\r]*\r\n/;

/** A page with a connection to a server that has telephones too. */
class Page {
  readonly bench = new EndpointBench({
    trunksOf: (_, socket) => (socket === BROWSERS ? [{ id: 'browser' }] : []),
    advertised: (socket) => (socket === SOCKET ? SERVER : { ...SERVER, port: 443, transport: 'WSS' }),
  });
  readonly caller = new Caller();

  send(text: string, source = CONNECTION): void {
    const bytes = Buffer.from(text, 'latin1');
    this.bench.input({ type: 'datagram', socket: BROWSERS, source, bytes });
  }

  /** The session that it opens. */
  invite(more: Partial<RequestFields> = {}): SessionId {
    const invite = this.caller.invite({ via: `${VIA}1`, headers: [CONTACT], ...more });
    this.send(invite.replace(CARRIER_CONTACT, ''));
    const [incoming] = this.bench.takeEvents();
    if (incoming?.type !== 'incoming') throw new Error('no call');
    this.caller.toTag = incoming.session;
    return incoming.session;
  }

  talk(more: Partial<RequestFields> = {}): SessionId {
    const session = this.invite(more);
    this.bench.input({ type: 'accept', session, sdp: SDP });
    this.send(this.caller.ack({ via: `${VIA}2` }));
    this.bench.take();
    this.bench.takeEvents();
    return session;
  }

  /** Where everything went that was sent since the last time. */
  destinations(): readonly unknown[] {
    return this.bench.take().map(({ socket, destination }) => [socket, destination]);
  }
}

const OVER_IT = [BROWSERS, CONNECTION];

/** A call of ours to the page, which rings there. */
function ringing(): Page & { readonly callee: Callee } {
  const page = new Page();
  const targets = [CONNECTION];
  page.bench.input({ type: 'invite', session: CALL, invite: outgoing({ socket: BROWSERS, targets }) });
  const callee = new Callee(lastRequest(page.bench.take(), 'INVITE'), 'page', ELSEWHERE);
  page.send(callee.answer(180));
  page.bench.takeEvents();
  return Object.assign(page, { callee });
}

it('answers go back over the connection, whatever the Via says', () => {
  const page = new Page();
  const session = page.invite({ via: 'SIP/2.0/WSS 198.51.100.99:4444;branch=z9hG4bK1' });
  page.bench.input({ type: 'progress', session, status: 180 });
  page.bench.input({ type: 'accept', session, sdp: SDP });
  assert.equal(page.destinations(), [OVER_IT, OVER_IT, OVER_IT]);
});

it('the answer names a Contact that is reached over WebSocket', () => {
  const page = new Page();
  const session = page.invite();
  page.bench.input({ type: 'accept', session, sdp: SDP });
  const answer = page.bench.take().at(-1)?.message;
  assert.is(answer?.headers.first('contact'), '<sip:192.0.2.1:443;transport=ws>');
});

it('requests of ours go over the connection too, to the target that the page has named, and say their transport', () => {
  const page = new Page();
  const session = page.talk();
  page.bench.input({ type: 'bye', session });
  const [bye] = page.bench.take();
  assert.equal([bye?.socket, bye?.destination], OVER_IT);
  const { requestUri, headers } = requestOf(bye);
  assert.is(requestUri, 'sip:k3v9@df7jal23ls0d.invalid;transport=ws;ob');
  assert.match(headers.first('via') ?? '', /^SIP\/2\.0\/WSS 192\.0\.2\.1:443;branch=/);
});

it('a Contact with an address leads nowhere else: only the page itself opens connections', () => {
  const page = new Page();
  const session = page.talk({ headers: ['Contact: <sip:k3v9@198.51.100.99:4444>'] });
  page.bench.input({ type: 'bye', session });
  assert.equal(page.destinations(), [OVER_IT]);
});

it('nothing but the 200 is sent twice, since nothing is lost (§17)', () => {
  const refused = new Page();
  const session = refused.invite();
  refused.bench.input({ type: 'reject', session, status: 486 });
  refused.bench.pass(TWO_MINUTES_MS);
  assert.equal(refused.bench.takeNames(), ['100 INVITE', '486 INVITE']);
  const ending = new Page();
  ending.bench.input({ type: 'bye', session: ending.talk() });
  ending.bench.pass(TWO_MINUTES_MS);
  assert.equal(ending.bench.takeNames(), ['BYE']);
  // §13.3.1.4: the 2xx is repeated on every transport, as a proxy may have lost it.
  const answering = new Page();
  const unacknowledged = answering.invite();
  answering.bench.input({ type: 'accept', session: unacknowledged, sdp: SDP });
  answering.bench.pass(3_000);
  assert.equal(answering.bench.takeNames().filter((name) => name === '200 INVITE').length > 2, true);
});

it('a transaction over a connection is forgotten as soon as it is over (timers I, J and K of no length)', () => {
  const page = new Page();
  const session = page.talk();
  page.bench.input({ type: 'bye', session });
  page.send(answerTo(requestOf(page.bench.take()[0]), 200));
  page.bench.pass(0);
  const { clientTransactions } = page.bench.endpoint.sizes();
  assert.is(clientTransactions, 0);
});

it('a connection that is gone ends its call, and nothing stays of it', () => {
  const page = new Page();
  page.talk();
  page.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: NEIGHBOUR });
  assert.equal(page.bench.takeEvents(), [], 'a neighbour has gone');
  page.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: CONNECTION });
  const [ended] = page.bench.takeEvents();
  assert.equal(ended?.type === 'ended' && [ended.by, ended.cause], ['transport', { cause: 41 }]);
  page.bench.pass(TWO_MINUTES_MS);
  assert.ok(page.bench.idle);
});

it('and so it does before the answer, and while our BYE waits for its own', () => {
  const ringing = new Page();
  ringing.invite();
  ringing.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: CONNECTION });
  const ending = new Page();
  ending.bench.input({ type: 'bye', session: ending.talk() });
  ending.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: CONNECTION });
  for (const { bench } of [ringing, ending]) {
    assert.equal(endsOf(bench.takeEvents()), ['transport']);
    bench.pass(TWO_MINUTES_MS);
    assert.ok(bench.idle);
    assert.equal(bench.takeEvents(), []);
  }
});

it('a call of ours goes over the connection, and all of it stays there whatever the Contact says', () => {
  const page = ringing();
  page.send(page.callee.ok());
  page.bench.input({ type: 'acknowledge', session: CALL });
  page.bench.input({ type: 'bye', session: CALL });
  assert.equal(page.destinations(), [OVER_IT, OVER_IT]);
});

it('a page that is gone while our call rings there answers no more', () => {
  const page = ringing();
  page.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: NEIGHBOUR });
  assert.equal(page.bench.takeEvents(), [], 'a neighbour has gone');
  page.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: CONNECTION });
  assert.equal(endsOf(page.bench.takeEvents()), ['transport']);
  page.bench.pass(TWO_MINUTES_MS);
  assert.ok(page.bench.idle);
  assert.equal(page.bench.takeEvents(), []);
});

it('a connection has room for as many open requests as a browser may need, and takes none from its neighbour', () => {
  const page = new Page();
  const invite = (i: number): string =>
    requestText({ method: 'INVITE', via: `${VIA}f${i}`, callId: `f${i}`, headers: [CONTACT], body: SDP });
  for (let i = 0; i < 40; i++) page.send(invite(i));
  assert.is(page.bench.endpoint.sizes().serverTransactions, 32);
  assert.is(page.bench.endpoint.counters().transactionsFull, 8);
  assert.is(page.bench.takeNames().filter((name) => name === '503 INVITE').length, 8);
  page.send(invite(40), NEIGHBOUR);
  assert.equal(page.bench.takeNames(), ['100 INVITE']);
});

it('what was asked over a connection is forgotten with it', () => {
  const page = new Page();
  page.talk();
  page.send(page.caller.bye({ via: `${VIA}3` }));
  page.bench.takeEvents();
  page.invite({ via: `${VIA}4`, callId: 'another', fromTag: 'another' });
  page.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: NEIGHBOUR });
  assert.ok(page.bench.endpoint.sizes().serverTransactions > 0, 'a neighbour has gone');
  page.bench.input({ type: 'connection-lost', socket: BROWSERS, peer: CONNECTION });
  assert.ok(page.bench.idle, 'at once');
});

it('a connection that has answered all of its requests has room again', () => {
  const page = new Page();
  for (let i = 0; i < 40; i++) {
    page.send(requestText({ method: 'OPTIONS', via: `${VIA}o${i}`, callId: `o${i}` }));
    page.bench.pass(0);
  }
  assert.is(page.bench.endpoint.counters().transactionsFull, 0);
  assert.ok(page.bench.idle);
});

it('what a browser may send over its connection it may not send by UDP', () => {
  const page = new Page();
  page.bench.receive(page.caller.invite(), CONNECTION);
  assert.equal(page.bench.takeEvents(), []);
  assert.is(page.bench.endpoint.counters().unknownSender, 1);
});

it.run();
