import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DigestCredentials, SessionId } from '../../../src/sip/endpoint-api.js';
import { Callee, CALL, calling, endsOf, lastRequest, talkingOut } from '../../support/sip-callee.js';
import {
  answerTo,
  Caller,
  CARRIER,
  EndpointBench,
  establish,
  requestOf,
  SDP,
} from '../../support/sip-peer.js';

const it = suite('endpoint: challenges to requests of ours [C15]');

const credentials = { username: 'huitong', password: 'secret', realm: 'carrier' };

const challenge = (nonce: string, more = ''): string =>
  `WWW-Authenticate: Digest realm="carrier", nonce="${nonce}", qop="auth", algorithm=SHA-256${more}`;

const proxyChallenge = (nonce: string): string =>
  `Proxy-Authenticate: Digest realm="carrier", nonce="${nonce}", algorithm=MD5, qop="auth"`;

const param = (value: string | undefined, name: string): string | undefined =>
  new RegExp(`[ ,]${name}="?([^",]*)`).exec(value ?? '')?.[1];

/** The INVITE that followed a challenge, with the peer that it reaches. */
function retried(bench: EndpointBench) {
  const sent = bench.take();
  assert.equal(
    sent.map((one) => requestOf(one).method),
    ['ACK', 'INVITE'],
  );
  assert.equal(sent[1]?.destination, CARRIER, 'the same target');
  const invite = requestOf(sent[1]);
  return { invite, callee: new Callee(invite) };
}

it('an INVITE is sent again with credentials, a higher number and a new branch', () => {
  const first = calling({ credentials });
  first.bench.receive(first.callee.answer(401, { headers: [challenge('n1')] }));
  const { invite, callee } = retried(first.bench);
  assert.is(invite.headers.first('cseq'), '2 INVITE');
  assert.is(invite.headers.first('call-id'), first.invite.headers.first('call-id'));
  assert.is(invite.headers.first('from'), first.invite.headers.first('from'));
  assert.is.not(invite.headers.first('via'), first.invite.headers.first('via'));
  const authorization = invite.headers.first('authorization');
  assert.is(param(authorization, 'uri'), invite.requestUri);
  assert.is(param(authorization, 'nc'), '00000001');
  first.bench.receive(callee.ok());
  first.bench.input({ type: 'acknowledge', session: CALL });
  const ack = lastRequest(first.bench.take(), 'ACK');
  assert.is(ack.headers.first('authorization'), authorization, 'the ACK carries the same (§22.1)');
  assert.is(ack.headers.first('cseq'), '2 ACK');
});

it('a proxy and the peer behind it may both ask', () => {
  const first = calling({ credentials });
  first.bench.receive(first.callee.answer(407, { headers: [proxyChallenge('p1')] }));
  const second = retried(first.bench);
  first.bench.receive(second.callee.answer(401, { headers: [challenge('n1')] }));
  const third = retried(first.bench);
  assert.is(param(third.invite.headers.first('proxy-authorization'), 'nonce'), 'p1');
  assert.is(param(third.invite.headers.first('authorization'), 'nonce'), 'n1');
});

it('a second refusal says that the password is wrong', () => {
  const first = calling({ credentials });
  first.bench.receive(first.callee.answer(401, { headers: [challenge('n1')] }));
  const second = retried(first.bench);
  first.bench.receive(second.callee.answer(401, { headers: [challenge('n2')] }));
  assert.equal(first.bench.takeNames(), ['ACK']);
  assert.equal(endsOf(first.bench.takeEvents()), ['refused 401']);
});

it('a stale nonce is renewed once', () => {
  const first = calling({ credentials });
  first.bench.receive(first.callee.answer(401, { headers: [challenge('n1')] }));
  const second = retried(first.bench);
  first.bench.receive(second.callee.answer(401, { headers: [challenge('n2', ', stale=true')] }));
  const third = retried(first.bench);
  assert.is(param(third.invite.headers.first('authorization'), 'nonce'), 'n2');
  first.bench.receive(third.callee.answer(401, { headers: [challenge('n3', ', stale=true')] }));
  assert.equal(endsOf(first.bench.takeEvents()), ['refused 401']);
});

it('of another realm, or without credentials, it is a refusal', () => {
  for (const more of [{ credentials: { ...credentials, realm: 'other' } }, {}]) {
    const { bench, callee } = calling(more);
    bench.receive(callee.answer(401, { headers: [challenge('n1')] }));
    assert.equal(bench.takeNames(), ['ACK']);
    assert.equal(endsOf(bench.takeEvents()), ['refused 401']);
  }
});

it('a cancelled call answers no challenge', () => {
  const { bench, callee } = calling({ credentials });
  bench.input({ type: 'cancel', session: CALL });
  bench.receive(callee.answer(401, { headers: [challenge('n1')] }));
  assert.equal(bench.takeNames(), ['ACK']);
  assert.equal(endsOf(bench.takeEvents()), ['local 401']);
});

const commandsIn = (session: SessionId) =>
  [
    { type: 'info', session, contentType: 'application/dtmf', body: '5' },
    { type: 'probe', session },
    { type: 'bye', session },
  ] as const;

it('INFO, OPTIONS and BYE are sent again with credentials, and the uses of a nonce are counted', () => {
  const { bench } = talkingOut({ credentials });
  for (const [i, command] of commandsIn(CALL).entries()) {
    bench.input(command);
    const first = requestOf(bench.take()[0]);
    bench.receive(answerTo(first, 401, { headers: [challenge('n1')] }));
    const second = requestOf(bench.take()[0]);
    assert.is(second.method, first.method);
    const authorization = second.headers.first('authorization');
    assert.is(param(authorization, 'nc'), `0000000${i + 1}`);
    assert.is(param(authorization, 'uri'), 'sip:callee@198.51.100.7:5062');
    const number = Number.parseInt(first.headers.first('cseq') ?? '', 10);
    assert.is(second.headers.first('cseq'), `${number + 1} ${first.method}`);
    bench.receive(answerTo(second, 200));
  }
  assert.equal(
    bench.takeEvents().map(({ type }) => type),
    ['probed', 'ended'],
  );
});

/** A carrier's call to us, over a trunk with these credentials. */
function talkingIn(ours: DigestCredentials | undefined) {
  const bench = new EndpointBench({ credentialsOf: ({ id }) => (id === 'carrier' ? ours : undefined) });
  return { bench, session: establish(bench, new Caller()) };
}

it('in a call that came in, INFO, OPTIONS and BYE answer a challenge with the credentials of its trunk', () => {
  const { bench, session } = talkingIn(credentials);
  for (const [i, command] of commandsIn(session).entries()) {
    bench.input(command);
    const first = requestOf(bench.take()[0]);
    bench.receive(answerTo(first, 407, { headers: [proxyChallenge('n1')] }));
    const second = requestOf(bench.take()[0]);
    assert.is(second.method, first.method);
    assert.is(param(second.headers.first('proxy-authorization'), 'nc'), `0000000${i + 1}`);
    bench.receive(answerTo(second, 200));
  }
  assert.equal(endsOf(bench.takeEvents()), ['local 200']);
  assert.is(bench.endpoint.counters().byesFailed, 0);
});

it('a BYE that is challenged and not let through has failed, though the call is over', () => {
  for (const ours of [undefined, { ...credentials, realm: 'other' }]) {
    for (const status of [401, 407]) {
      const { bench, session } = talkingIn(ours);
      bench.input({ type: 'bye', session });
      const header = status === 401 ? challenge('n1') : proxyChallenge('n1');
      bench.receive(answerTo(requestOf(bench.take()[0]), status, { headers: [header] }));
      assert.equal(bench.take(), []);
      assert.equal(endsOf(bench.takeEvents()), [`local ${status}`]);
      assert.is(bench.endpoint.counters().byesFailed, 1);
    }
  }
});

it('the BYE of a released fork is sent again with credentials', () => {
  const { bench, invite, callee } = calling({ credentials });
  bench.receive(callee.ok({ body: SDP }));
  bench.receive(new Callee(invite, 'fork').ok());
  bench.receive(answerTo(lastRequest(bench.take(), 'BYE'), 401, { headers: [challenge('n1')] }));
  assert.ok(lastRequest(bench.take(), 'BYE').headers.has('authorization'));
});

it.run();
