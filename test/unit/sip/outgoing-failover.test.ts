import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SessionId } from '../../../src/sip/endpoint-api.js';
import { Callee, CALL, calling, endsOf, lastRequest, outgoing } from '../../support/sip-callee.js';
import {
  answerTo,
  CARRIER,
  nameOf,
  OTHER_CARRIER,
  sessionOf,
  type EndpointBench,
  type Sent,
} from '../../support/sip-peer.js';

const it = suite('endpoint: fail-over of a call of ours [C4]');

const FIRST_ANSWER_MS = 4000;

/** What was sent, as `method > host`. */
const ways = (sent: readonly Sent[]): string[] =>
  sent.map(({ message, destination }) => `${nameOf(message)} > ${destination.host}`);

const unreachable = (bench: EndpointBench, sent: readonly Sent[]): void =>
  bench.unsent(
    sent.findLast(({ message }) => nameOf(message) === 'INVITE'),
    'EHOSTUNREACH',
  );

/** What the first target does; whether the second one is tried, and how the call ends if that fails too. */
const MATRIX: readonly (readonly [
  name: string,
  statuses: readonly (number | 'error' | 'silence')[],
  next: boolean,
])[] = [
  ['503', [503], true],
  ['100, then 503', [100, 503], true],
  ['408', [408], true],
  ['silence', ['silence'], true],
  ['an error of the transport', ['error'], true],
  ['180, then 503', [180, 503], false],
  ['183, then 408', [183, 408], false],
  ['486', [486], false],
  ['404', [404], false],
  ['500', [500], false],
  ['603', [603], false],
  ['302', [302], false],
];

for (const [name, steps, next] of MATRIX) {
  it(`${name}: ${next ? 'the next target' : 'ends the call'}`, () => {
    const { bench, callee, sent } = calling();
    for (const step of steps) {
      if (step === 'silence') bench.pass(FIRST_ANSWER_MS);
      else if (step === 'error') unreachable(bench, sent);
      else bench.receive(callee.answer(step));
    }
    const invites = ways(bench.take()).filter((way) => way === `INVITE > ${OTHER_CARRIER.host}`);
    assert.is(invites.length, next ? 1 : 0);
    assert.equal(endsOf(bench.takeEvents()), next ? [] : [`refused ${steps.at(-1)}`]);
    assert.is(bench.endpoint.counters().failovers, next ? 1 : 0);
  });
}

it('the next target gets the same call with a branch of its own', () => {
  const { bench, callee, invite } = calling();
  bench.receive(callee.answer(503));
  const second = lastRequest(bench.take(), 'INVITE');
  for (const name of ['call-id', 'from', 'to', 'cseq']) {
    assert.is(second.headers.first(name), invite.headers.first(name));
  }
  assert.is.not(second.headers.first('via'), invite.headers.first('via'));
});

it('after the last target the call ends as that one did', () => {
  const lasts: [string, (bench: EndpointBench, callee: Callee, sent: readonly Sent[]) => void][] = [
    ['refused 503', (bench, callee) => bench.receive(callee.answer(503))],
    ['timeout', (bench) => bench.pass(FIRST_ANSWER_MS)],
    ['transport', (bench, _callee, sent) => unreachable(bench, sent)],
  ];
  for (const [end, fail] of lasts) {
    const { bench, callee } = calling();
    bench.receive(callee.answer(503));
    const sent = bench.take();
    fail(bench, new Callee(lastRequest(sent, 'INVITE'), 'second', OTHER_CARRIER), sent);
    assert.equal(endsOf(bench.takeEvents()), [end]);
    bench.pass(40_000);
    assert.ok(bench.idle);
  }
});

it('a 100 is a first answer: the target is waited for until the caller gives up', () => {
  const { bench, callee } = calling();
  bench.receive(callee.answer(100));
  bench.pass(120_000);
  assert.equal(bench.take(), []);
  assert.equal(bench.takeEvents(), []);
});

it('the former target is not asked again; its late 18x is cancelled and not told', () => {
  const { bench, callee } = calling();
  bench.pass(FIRST_ANSWER_MS);
  bench.take();
  bench.pass(8_000 - FIRST_ANSWER_MS - 1);
  assert.not.ok(ways(bench.take()).includes(`INVITE > ${CARRIER.host}`));
  bench.receive(callee.answer(180));
  assert.equal(ways(bench.take()), [`CANCEL > ${CARRIER.host}`]);
  bench.receive(callee.answer(183));
  assert.equal(bench.take(), [], 'one CANCEL');
  bench.receive(callee.answer(487));
  assert.equal(ways(bench.take()), [`ACK > ${CARRIER.host}`]);
  assert.equal(bench.takeEvents(), []);
});

it('a late 200 of the former target is acknowledged and hung up, while the other one talks', () => {
  const { bench, callee } = calling();
  bench.pass(FIRST_ANSWER_MS);
  const second = new Callee(lastRequest(bench.take(), 'INVITE'), 'second', OTHER_CARRIER);
  bench.receive(second.answer(180));
  bench.receive(callee.ok());
  assert.equal(ways(bench.take()), [`ACK > ${CARRIER.host}`, `BYE > ${CARRIER.host}`]);
  bench.receive(second.ok());
  bench.input({ type: 'acknowledge', session: CALL });
  assert.equal(ways(bench.take()), [`ACK > ${OTHER_CARRIER.host}`]);
  assert.equal(
    bench.takeEvents().map(({ type }) => type),
    ['progressed', 'answered'],
  );
});

it('a late 200 after the call has ended is acknowledged and hung up', () => {
  const { bench, callee } = calling({ targets: [CARRIER] });
  bench.pass(FIRST_ANSWER_MS);
  assert.equal(endsOf(bench.takeEvents()), ['timeout']);
  bench.take();
  bench.receive(callee.ok());
  const sent = bench.take();
  assert.equal(ways(sent), [`ACK > ${CARRIER.host}`, `BYE > ${CARRIER.host}`]);
  bench.receive(answerTo(lastRequest(sent, 'BYE'), 200));
  assert.equal(bench.takeEvents(), []);
  bench.pass(40_000);
  assert.ok(bench.idle);
});

/** A call whose second INVITE to the first target could not be sent, while the first one may have arrived. */
function repeatedInVain(more: Parameters<typeof calling>[0] = {}) {
  const call = calling(more);
  call.bench.pass(500);
  unreachable(call.bench, call.bench.take());
  return call;
}

it('an INVITE that could be sent once is heard until timer B: its late 200 is acknowledged and hung up', () => {
  const { bench, callee } = repeatedInVain();
  assert.equal(ways(bench.take()), [`INVITE > ${OTHER_CARRIER.host}`], 'the next target at once');
  bench.pass(3_000);
  assert.not.ok(ways(bench.take()).includes(`INVITE > ${CARRIER.host}`), 'and never again to this one');
  bench.receive(callee.ok());
  assert.equal(ways(bench.take()), [`ACK > ${CARRIER.host}`, `BYE > ${CARRIER.host}`]);
  assert.is(bench.endpoint.counters().answersReleased, 1);
});

it('and its late 18x is cancelled', () => {
  const { bench, callee } = repeatedInVain();
  bench.take();
  bench.receive(callee.answer(180));
  assert.equal(ways(bench.take()), [`CANCEL > ${CARRIER.host}`]);
});

it('and without another target the call ends at once, and nothing stays after timer B', () => {
  const { bench } = repeatedInVain({ targets: [CARRIER] });
  assert.equal(endsOf(bench.takeEvents()), ['transport']);
  bench.pass(31_500);
  assert.ok(bench.idle);
  assert.equal(bench.takeEvents(), []);
});

it('a CANCEL is repeated through a link that is down for a moment', () => {
  const { bench, callee } = calling();
  bench.receive(callee.answer(180));
  bench.input({ type: 'cancel', session: CALL });
  bench.unsent(bench.take()[0], 'ENETUNREACH');
  bench.pass(500);
  assert.equal(ways(bench.take()), [`CANCEL > ${CARRIER.host}`]);
});

it('an INVITE that is too large for its way fails no other call to that target', () => {
  const { bench, sent } = calling({ targets: [CARRIER] });
  const second = 'call-out-2' as SessionId;
  bench.input({ type: 'invite', session: second, invite: outgoing({ targets: [CARRIER] }) });
  const callee = new Callee(lastRequest(bench.take(), 'INVITE'));
  bench.unsent(sent[0], 'EMSGSIZE');
  bench.receive(callee.answer(180));
  assert.equal(
    bench.takeEvents().map((event) => [event.type, sessionOf(event)]),
    [
      ['ended', CALL],
      ['progressed', second],
    ],
  );
});

it('challenged after it rang, and then silent, is not tried elsewhere', () => {
  const credentials = { username: 'u', password: 'p', realm: undefined };
  const { bench, callee } = calling({ credentials });
  bench.receive(callee.answer(180));
  bench.receive(callee.answer(401, { headers: ['WWW-Authenticate: Digest realm="r", nonce="n"'] }));
  bench.takeEvents();
  bench.pass(FIRST_ANSWER_MS);
  assert.not.ok(ways(bench.take()).includes(`INVITE > ${OTHER_CARRIER.host}`));
  assert.equal(endsOf(bench.takeEvents()), ['timeout']);
});

it('CANCEL goes to the target that rings', () => {
  const { bench, callee } = calling();
  bench.receive(callee.answer(503));
  const second = new Callee(lastRequest(bench.take(), 'INVITE'), 'second', OTHER_CARRIER);
  bench.receive(second.answer(180));
  bench.input({ type: 'cancel', session: CALL });
  assert.equal(ways(bench.take()), [`CANCEL > ${OTHER_CARRIER.host}`]);
});

it('a cancelled call is not tried elsewhere', () => {
  const { bench, callee } = calling();
  bench.input({ type: 'cancel', session: CALL });
  bench.receive(callee.answer(503));
  assert.equal(ways(bench.take()), [`ACK > ${CARRIER.host}`]);
  assert.equal(endsOf(bench.takeEvents()), ['local 503']);
});

it('an error of the transport after the refusal, or while it rings, moves nothing', () => {
  const { bench, callee, sent } = calling();
  bench.receive(callee.answer(180));
  bench.take();
  unreachable(bench, sent);
  assert.equal(bench.take(), []);
  bench.receive(callee.answer(486));
  unreachable(bench, sent);
  assert.equal(ways(bench.take()), [`ACK > ${CARRIER.host}`]);
  assert.equal(endsOf(bench.takeEvents()), ['refused 486']);
});

it.run();
