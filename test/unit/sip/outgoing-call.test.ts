import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SessionId, SocketId } from '../../../src/sip/endpoint-api.js';
import {
  Callee,
  CALL,
  calling,
  contactOf,
  endsOf,
  lastRequest,
  OFFER,
  outgoing,
  talkingOut,
} from '../../support/sip-callee.js';
import {
  answerTo,
  CARRIER,
  EndpointBench,
  nameOf,
  OTHER_CARRIER,
  requestOf,
  responseOf,
  SDP,
  TEST_LIMITS,
  toTagOf,
} from '../../support/sip-peer.js';

const it = suite('endpoint: a call of ours');

const body = ({ body: bytes }: { body: Uint8Array }) => Buffer.from(bytes).toString('latin1');

it('is an INVITE with all that a first request needs', () => {
  const { sent, invite } = calling();
  assert.equal(
    sent.map(({ destination }) => destination),
    [CARRIER],
  );
  const { headers, requestUri } = invite;
  assert.is(requestUri, 'sip:013800138000@198.51.100.7;user=phone');
  assert.match(headers.first('via') ?? '', /^SIP\/2\.0\/UDP 192\.0\.2\.1:5060;branch=z9hG4bK\w{16};rport$/);
  assert.match(
    headers.first('from') ?? '',
    /^"Huitong" <sip:4001234567@192\.0\.2\.1;user=phone>;tag=\w{20}$/,
  );
  assert.is(headers.first('to'), '<sip:013800138000@198.51.100.7;user=phone>');
  assert.match(headers.first('call-id') ?? '', /^\w{20}@192\.0\.2\.1$/);
  assert.is(headers.first('cseq'), '1 INVITE');
  assert.is(headers.first('max-forwards'), '70');
  assert.is(headers.first('contact'), '<sip:192.0.2.1:5060>');
  assert.match(headers.first('allow') ?? '', 'INFO');
  assert.is(headers.first('p-asserted-identity'), '<sip:4001234567@192.0.2.1>');
  assert.is(headers.first('content-type'), 'application/sdp');
  assert.is(body(invite), OFFER);
});

it('tells of ringing and of early media, but not of 100', () => {
  const { bench, callee } = calling();
  bench.receive(callee.answer(100));
  bench.receive(callee.answer(180));
  bench.receive(callee.answer(183, { body: SDP }));
  assert.equal(bench.takeEvents(), [
    { type: 'progressed', session: CALL, status: 180, sdp: undefined },
    { type: 'progressed', session: CALL, status: 183, sdp: SDP },
  ]);
});

it('is answered with the facts of its dialog: the route set reversed, the target byte for byte', () => {
  const { bench, callee, invite } = calling();
  const routes = [
    'Record-Route: <sip:198.51.100.7;lr>, <sip:10.0.0.1;lr>',
    'Record-Route: <sip:10.0.0.2;lr>',
  ];
  bench.receive(callee.ok({ headers: routes }));
  const [answered] = bench.takeEvents();
  if (answered?.type !== 'answered') throw new Error('not answered');
  assert.is(answered.sdp, SDP);
  assert.equal(answered.dialog, {
    callId: invite.headers.first('call-id'),
    localTag: /tag=(.*)/.exec(invite.headers.first('from') ?? '')?.[1],
    remoteTag: 'callee',
    localUri: 'sip:4001234567@192.0.2.1;user=phone',
    remoteUri: 'sip:013800138000@198.51.100.7;user=phone',
    remoteTarget: 'sip:callee@198.51.100.7:5062',
    routeSet: ['<sip:10.0.0.2;lr>', '<sip:10.0.0.1;lr>', '<sip:198.51.100.7;lr>'],
    localCSeq: 1,
    remoteCSeq: -1,
    socket: 0,
    destination: { host: '10.0.0.2', port: 5060 },
  });
  bench.input({ type: 'acknowledge', session: CALL });
  const [ack] = bench.take();
  assert.equal(ack?.destination, { host: '10.0.0.2', port: 5060 });
  const { requestUri, headers } = requestOf(ack);
  assert.is(requestUri, 'sip:callee@198.51.100.7:5062');
  assert.is(headers.first('cseq'), '1 ACK');
  assert.equal(headers.lines('route'), ['<sip:10.0.0.2;lr>', '<sip:10.0.0.1;lr>', '<sip:198.51.100.7;lr>']);
  assert.is.not(headers.first('via'), invite.headers.first('via'), 'a transaction of its own');
});

it('is acknowledged only when the call layer says so, then again for each repeated 200', () => {
  const { bench, callee } = calling();
  bench.receive(callee.ok());
  bench.receive(callee.ok());
  assert.equal(bench.takeNames(), []);
  bench.input({ type: 'acknowledge', session: CALL });
  bench.receive(callee.ok());
  bench.input({ type: 'acknowledge', session: CALL });
  const sent = bench.take();
  assert.is(sent.length, 2);
  assert.is(sent[0]?.text, sent[1]?.text);
  assert.is(bench.takeEvents().length, 1, 'answered once');
});

it('that is never acknowledged ends by timeout, with ACK and BYE', () => {
  const { bench, callee } = calling();
  bench.receive(callee.ok());
  bench.take();
  bench.pass(32_000);
  assert.equal(bench.takeNames(), ['ACK', 'BYE']);
  assert.equal(endsOf(bench.takeEvents()), ['timeout']);
  bench.pass(40_000);
  assert.ok(bench.idle);
});

it('takes the description of the 18x of the same peer when its 200 has none', () => {
  const { bench, invite } = calling();
  const [one, other] = [new Callee(invite, 'one'), new Callee(invite, 'other')];
  bench.receive(one.answer(183, { body: SDP }));
  bench.receive(other.answer(183, { body: OFFER }));
  bench.takeEvents();
  bench.receive(one.answer(200));
  const [answered] = bench.takeEvents();
  assert.is(answered?.type === 'answered' ? answered.sdp : undefined, SDP);
});

it('of several forks keeps the first that answers, and releases the others with ACK and BYE', () => {
  const { bench, invite } = calling();
  const forks = ['a', 'b', 'c'].map((tag) => new Callee(invite, tag));
  for (const fork of forks) bench.receive(fork.answer(180));
  for (const fork of forks) bench.receive(fork.ok());
  const sent = bench.take();
  assert.equal(
    sent.map(({ message }) => [nameOf(message), toTagOf(message)]),
    [
      ['ACK', 'b'],
      ['BYE', 'b'],
      ['ACK', 'c'],
      ['BYE', 'c'],
    ],
  );
  bench.input({ type: 'acknowledge', session: CALL });
  bench.receive(forks[1]!.ok());
  assert.equal(bench.takeNames(), ['ACK', 'ACK'], 'a repeated 200 gets no second BYE');
  assert.is(bench.endpoint.counters().answersReleased, 2);
  assert.equal(
    bench.takeEvents().map(({ type }) => type),
    ['progressed', 'progressed', 'progressed', 'answered'],
  );
});

it('has a bound on its forks', () => {
  const { bench, invite } = calling();
  for (let i = 0; i < 20; i++) bench.receive(new Callee(invite, `fork${i}`).ok());
  assert.is(bench.endpoint.counters().answersReleased, 7);
  assert.is(bench.endpoint.counters().forksFull, 12);
});

it('refused, ends with the status and the Q.850 cause of the refusal, which is acknowledged', () => {
  const { bench, callee, invite } = calling();
  bench.receive(callee.answer(180));
  bench.takeEvents();
  bench.receive(callee.answer(486, { headers: ['Reason: Q.850;cause=17;text="User busy"'] }));
  const [ack] = bench.take();
  assert.is(requestOf(ack).headers.first('via'), invite.headers.first('via'), 'in the same transaction');
  assert.is(toTagOf(requestOf(ack)), 'callee');
  assert.equal(ack?.destination, CARRIER);
  const cause = { cause: 17, text: 'User busy' };
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: CALL, by: 'refused', status: 486, cause }]);
  bench.receive(callee.answer(486));
  assert.equal(bench.takeNames(), ['ACK']);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('redirected, ends as refused with the 3xx: nothing is followed', () => {
  const { bench, callee } = calling();
  bench.receive(callee.answer(302, { headers: ['Contact: <sip:13900139000@203.0.113.1>'] }));
  assert.equal(bench.takeNames(), ['ACK']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: CALL, by: 'refused', status: 302 }]);
});

it('cancelled while it rings: CANCEL the same way, and over when the INVITE is', () => {
  const { bench, callee, invite } = calling();
  bench.receive(callee.answer(180));
  bench.takeEvents();
  bench.input({ type: 'cancel', session: CALL, cause: { cause: 16 } });
  const [sent] = bench.take();
  const cancel = requestOf(sent);
  assert.is(cancel.method, 'CANCEL');
  assert.equal(sent?.destination, CARRIER);
  for (const name of ['via', 'from', 'to', 'call-id']) {
    assert.is(cancel.headers.first(name), invite.headers.first(name));
  }
  assert.is(cancel.requestUri, invite.requestUri);
  assert.is(cancel.headers.first('cseq'), '1 CANCEL');
  assert.is(cancel.headers.first('reason'), 'Q.850;cause=16');
  assert.equal(bench.takeEvents(), []);
  bench.receive(answerTo(cancel, 200));
  bench.receive(callee.answer(487));
  assert.equal(bench.takeNames(), ['ACK']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: CALL, by: 'local', status: 487 }]);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('cancelled before any response waits for one before it says CANCEL', () => {
  const { bench, callee } = calling();
  bench.input({ type: 'cancel', session: CALL });
  assert.equal(bench.takeNames(), []);
  bench.pass(600);
  assert.equal(bench.takeNames(), ['INVITE'], 'it is repeated: its 100 may have been lost');
  bench.receive(callee.answer(100));
  bench.receive(callee.answer(180));
  assert.equal(bench.takeNames(), ['CANCEL']);
  assert.equal(bench.takeEvents(), [], 'nobody is told that it rings');
  bench.receive(callee.answer(487));
  assert.equal(endsOf(bench.takeEvents()), ['local 487']);
});

it('cancelled, ends after 64*T1 at the latest', () => {
  for (const provisional of [true, false]) {
    const { bench, callee } = calling();
    if (provisional) bench.receive(callee.answer(180));
    bench.input({ type: 'cancel', session: CALL });
    bench.pass(32_000);
    assert.equal(endsOf(bench.takeEvents()), ['local']);
    bench.pass(10_000);
    assert.ok(bench.idle);
  }
});

it('cancelled when the 200 was on its way: ACK and BYE, ended by us', () => {
  const { bench, callee } = calling();
  bench.receive(callee.answer(180));
  bench.takeEvents();
  bench.input({ type: 'cancel', session: CALL });
  bench.receive(callee.ok());
  assert.equal(bench.takeNames(), ['CANCEL', 'ACK', 'BYE']);
  assert.equal(endsOf(bench.takeEvents()), ['local']);
  bench.receive(callee.ok());
  assert.equal(bench.takeNames(), ['ACK'], 'a repeated 200 is still acknowledged');
  bench.pass(40_000);
  assert.ok(bench.idle);
});

it('cancelled after the 200 but before our ACK: ACK and BYE', () => {
  const { bench, callee } = calling();
  bench.receive(callee.ok());
  bench.input({ type: 'cancel', session: CALL });
  const sent = bench.take();
  assert.equal(
    sent.map((one) => requestOf(one).method),
    ['ACK', 'BYE'],
  );
  bench.receive(answerTo(requestOf(sent[1]), 200));
  assert.equal(endsOf(bench.takeEvents()), ['local 200']);
});

it('ends by our BYE, whose number follows that of the INVITE', () => {
  const { bench } = talkingOut();
  bench.input({ type: 'bye', session: CALL, cause: { cause: 16 } });
  const bye = lastRequest(bench.take(), 'BYE');
  assert.is(bye.headers.first('cseq'), '2 BYE');
  assert.is(toTagOf(bye), 'callee');
  bench.receive(answerTo(bye, 200));
  assert.equal(endsOf(bench.takeEvents()), ['local 200']);
  bench.pass(40_000);
  assert.ok(bench.idle, JSON.stringify(bench.endpoint.sizes()));
});

it('ends by the peer with BYE', () => {
  const { bench, callee } = talkingOut();
  bench.receive(callee.request('BYE', { headers: ['Reason: Q.850;cause=16'] }));
  const ok = responseOf(bench.take()[0]);
  assert.is(ok.status, 200);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: CALL, by: 'peer', cause: { cause: 16 } }]);
});

it('whose peer says BYE before our ACK is acknowledged all the same', () => {
  const { bench, callee } = calling();
  bench.receive(callee.ok());
  bench.receive(callee.request('BYE'));
  assert.equal(bench.takeNames(), ['ACK', '200 BYE']);
  assert.equal(endsOf(bench.takeEvents()), ['peer']);
});

it('takes a re-INVITE, but not before our ACK', () => {
  const { bench, callee } = calling();
  bench.receive(callee.ok());
  bench.takeEvents();
  const headers = [contactOf(CARRIER)];
  bench.receive(callee.request('INVITE', { body: SDP, headers }));
  assert.equal(bench.takeNames(), ['491 INVITE']);
  bench.input({ type: 'acknowledge', session: CALL });
  bench.take();
  bench.receive(callee.request('INVITE', { body: SDP, headers, cseq: 5 }));
  assert.equal(bench.takeEvents(), [{ type: 'reinvite', session: CALL, sdp: SDP }]);
  bench.input({ type: 'accept-reinvite', session: CALL, sdp: OFFER });
  const ok = responseOf(bench.take().at(-1));
  assert.is(ok.status, 200);
  bench.receive(callee.request('ACK', { cseq: 5, branch: 'z9hG4bKack5' }));
  assert.equal(bench.takeEvents(), [{ type: 'reinvite-confirmed', session: CALL, sdp: undefined }]);
});

it('is asked by OPTIONS whether it is still there', () => {
  const { bench } = talkingOut();
  for (const [status, alive] of [
    [200, true],
    [481, false],
  ] as const) {
    bench.input({ type: 'probe', session: CALL });
    bench.receive(answerTo(lastRequest(bench.take(), 'OPTIONS'), status));
    assert.equal(bench.takeEvents(), [{ type: 'probed', session: CALL, alive }]);
  }
});

it('a request of another trunk, of a fork that was released or before the answer does not reach it', () => {
  const { bench, invite, callee } = calling();
  const fork = new Callee(invite, 'fork');
  bench.receive(callee.request('BYE'));
  assert.equal(bench.takeNames(), ['481 BYE']);
  bench.receive(callee.ok());
  bench.receive(fork.ok());
  bench.take();
  bench.receive(fork.request('BYE'));
  bench.receive(callee.request('BYE', { cseq: 9, branch: 'z9hG4bKstolen' }), OTHER_CARRIER);
  assert.equal(bench.takeNames(), ['481 BYE', '481 BYE']);
  assert.equal(endsOf(bench.takeEvents()), []);
});

it('without a socket or a target ends at once by transport', () => {
  for (const more of [{ socket: 9 as SocketId }, { targets: [] }]) {
    const bench = new EndpointBench();
    bench.input({ type: 'invite', session: CALL, invite: outgoing(more) });
    assert.equal(bench.takeEvents(), [{ type: 'ended', session: CALL, by: 'transport' }]);
    assert.ok(bench.idle);
  }
});

it('that cannot be written ends at once, whatever the fault', () => {
  const bench = new EndpointBench();
  const invite = outgoing({ headers: undefined as never });
  bench.input({ type: 'invite', session: CALL, invite });
  assert.equal(endsOf(bench.takeEvents()), ['local']);
  assert.is(bench.endpoint.counters().handlerFaults, 1);
  assert.ok(bench.idle);
});

it('counts towards the limit of dialogs', () => {
  const bench = new EndpointBench({
    limits: { messageBytesMax: 65_535, headerLinesMax: 200, viaMax: 70, transactionsMax: 9, dialogsMax: 1 },
  });
  bench.input({ type: 'invite', session: CALL, invite: outgoing() });
  bench.input({ type: 'invite', session: 'second' as SessionId, invite: outgoing() });
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: 'second', by: 'no-room' }]);
  assert.is(bench.endpoint.counters().dialogsFull, 1);
});

it('ends at once when there is no room for its transaction, also with another target', () => {
  const bench = new EndpointBench({ limits: { ...TEST_LIMITS, transactionsMax: 0 } });
  const targets = [CARRIER, OTHER_CARRIER];
  bench.input({ type: 'invite', session: CALL, invite: outgoing({ targets }) });
  assert.equal(bench.takeEvents(), [{ type: 'ended', session: CALL, by: 'no-room' }]);
  assert.equal(bench.take(), []);
  assert.is(bench.endpoint.counters().transactionsFull, 1);
  assert.ok(bench.idle);
});

it.run();
