import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, fraction, seededRandom, type Random } from '../../src/base/random.js';
import type { SipRequest } from '../../src/sip/message.js';
import { Callee, contactOf, outgoing } from '../support/sip-callee.js';
import type { SessionId, SipCommand, SipEvent } from '../../src/sip/endpoint-api.js';
import {
  answerTo,
  Caller,
  CARRIER,
  EndpointBench,
  OTHER_CARRIER,
  requestOf,
  requestText,
  SDP,
  sessionOf,
  SOCKET,
  STRANGER,
  TEST_LIMITS,
} from '../support/sip-peer.js';

const it = suite('fuzz: SIP endpoint');

const DATAGRAMS = 10_000;
const SEEDS = [1, 2, 3];
const LIMITS = { ...TEST_LIMITS, transactionsMax: 400, dialogsMax: 40 };
const METHODS = ['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'UPDATE', 'INFO', 'PRACK', 'REGISTER', 'x'];
/** What breaks parsers: separators, ends of things, numbers out of range. */
const SPLICES = [
  '\r\n',
  '\r\n\r\n',
  '\n ',
  ';',
  ',',
  '"',
  '<',
  '>',
  ':',
  '%00',
  '\0',
  '\xff',
  ' ',
  '99999999999',
  '-1',
  ';tag=',
  ';branch=',
  'Via: ',
  'SIP/2.0',
];

const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)]!;

/** A message of some caller: mostly one that fits its call. */
function plausible(random: Random, callers: readonly Caller[], bench: EndpointBench): string {
  const caller = pick(random, callers);
  switch (below(random, 9)) {
    case 0:
    case 1:
      return caller.invite();
    case 2:
      return caller.ack();
    case 3:
      return caller.bye();
    case 4:
      return caller.cancel();
    case 5:
      return caller.reinvite();
    case 6:
      return caller.next(pick(random, METHODS));
    case 7: {
      const ours = bench.sent.filter(({ message }) => message.kind === 'request').at(-1);
      return ours === undefined ? caller.ack() : answerTo(requestOf(ours), 100 + below(random, 600));
    }
    default:
      return requestText({
        method: pick(random, METHODS),
        branch: `z9hG4bK${below(random, 50)}`,
        toTag: pick(random, ['x', undefined]),
      });
  }
}

function mutated(random: Random, text: string): string {
  const at = below(random, text.length + 1);
  switch (below(random, 6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String.fromCharCode(below(random, 256)) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + pick(random, SPLICES) + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(at + below(random, 40));
    case 4: {
      const lines = text.split('\r\n');
      const line = below(random, lines.length);
      return lines.toSpliced(line, below(random, 2), lines[below(random, lines.length)]!).join('\r\n');
    }
    default:
      return text + text.slice(0, at);
  }
}

const noise = (random: Random): string =>
  Array.from({ length: below(random, 300) }, () => String.fromCharCode(below(random, 256))).join('');

function datagram(random: Random, callers: readonly Caller[], bench: EndpointBench): string {
  if (fraction(random) < 0.05) return noise(random);
  let text = plausible(random, callers, bench);
  for (let rounds = pick(random, [0, 0, 1, 1, 2, 5]); rounds > 0; rounds--) text = mutated(random, text);
  return text;
}

/** A call layer that does anything, at once or later. */
function whim(random: Random, session: SessionId): SipCommand | undefined {
  switch (below(random, 8)) {
    case 0:
    case 1:
      return { type: 'accept', session, sdp: SDP };
    case 2:
      return { type: 'reject', session, status: 300 + below(random, 400) };
    case 3:
      return { type: 'progress', session, status: 180 };
    case 4:
      return { type: 'bye', session };
    case 5:
      return { type: 'accept-reinvite', session, sdp: SDP };
    case 6:
      return { type: 'reject-reinvite', session, status: 488 };
    default:
      return undefined;
  }
}

for (const seed of SEEDS) {
  it(`${DATAGRAMS} datagrams do no harm (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const bench = new EndpointBench({ random, limits: LIMITS });
    const callers = Array.from({ length: 30 }, (_, i) => new Caller(`${i}`));
    const open = new Set<SessionId>();
    const command = (session: SessionId | undefined) =>
      session === undefined ? undefined : whim(random, session);
    bench.onEvent = (event: SipEvent) => {
      const session = sessionOf(event);
      if (event.type === 'incoming') {
        open.add(session);
        pick(random, callers).toTag = session;
      } else assert.ok(open.has(session), 'an event of a live session');
      if (event.type === 'ended') open.delete(session);
      return command(session);
    };
    for (let i = 0; i < DATAGRAMS; i++) {
      const text = datagram(random, callers, bench);
      bench.receive(text, pick(random, [CARRIER, CARRIER, CARRIER, OTHER_CARRIER, STRANGER]));
      const whimsical = command(pick(random, [...open]));
      if (whimsical !== undefined) bench.input(whimsical);
      bench.pass(below(random, 2) * below(random, 500));
      bench.sent.splice(0, bench.sent.length - 50);
      const sizes = bench.endpoint.sizes();
      assert.ok(sizes.sessions <= LIMITS.dialogsMax && sizes.sessions === open.size);
      assert.ok(
        sizes.serverTransactions <= LIMITS.transactionsMax &&
          sizes.clientTransactions <= LIMITS.transactionsMax,
      );
    }
    for (const session of open) bench.input({ type: 'bye', session });
    bench.onEvent = (event) => {
      if (event.type === 'ended') open.delete(event.session);
      return undefined;
    };
    bench.pass(200_000);
    assert.is(open.size, 0, 'every session was ended');
    assert.ok(bench.idle, JSON.stringify(bench.endpoint.sizes()));
    const counters = bench.endpoint.counters();
    assert.is(counters.handlerFaults, 0);
    assert.ok(counters.requestRetransmissions > 50, 'transactions were reached');
  });
}

/** A response to one of our requests: any status, any of a few forks, sometimes with a challenge. */
function answered(random: Random, request: SipRequest): string {
  const nonce = `n${below(random, 1000)}`;
  const challenge = `WWW-Authenticate: Digest realm="r", nonce="${nonce}", qop="auth", stale=${fraction(random) < 0.5}`;
  return answerTo(request, pick(random, [100, 180, 183, 200, 200, 302, 401, 407, 408, 486, 487, 503, 603]), {
    toTag: `fork${below(random, 12)}`,
    headers: [contactOf(CARRIER), 'Record-Route: <sip:198.51.100.7:5062;lr>', challenge],
    body: pick(random, ['', SDP]),
  });
}

/** A call layer of outgoing calls that does anything, at once or later. */
function outgoingWhim(random: Random, session: SessionId): SipCommand | undefined {
  switch (below(random, 8)) {
    case 0:
      return { type: 'cancel', session };
    case 1:
    case 2:
      return { type: 'acknowledge', session };
    case 3:
      return { type: 'info', session, contentType: 'application/dtmf', body: '5' };
    case 4:
      return { type: 'probe', session };
    case 5:
      return { type: 'bye', session };
    case 6:
      return { type: 'accept-reinvite', session, sdp: SDP };
    default:
      return undefined;
  }
}

/** What comes for our requests, mostly responses, mostly mutated. */
function fromCallee(random: Random, bench: EndpointBench): string {
  const ours = bench.sent.filter(({ message }) => message.kind === 'request');
  if (ours.length === 0) return noise(random);
  const request = requestOf(pick(random, ours));
  const callee = new Callee(request, `fork${below(random, 12)}`);
  const cseq = below(random, 100);
  const branch = `z9hG4bKpeer${below(random, 1000)}`;
  let text =
    fraction(random) < 0.8
      ? answered(random, request)
      : callee.request(pick(random, METHODS), { cseq, branch, headers: [contactOf(CARRIER)] });
  for (let rounds = pick(random, [0, 0, 0, 1, 2]); rounds > 0; rounds--) text = mutated(random, text);
  return text;
}

for (const seed of SEEDS) {
  it(`${DATAGRAMS} answers to calls of ours do no harm (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const bench = new EndpointBench({ random, limits: LIMITS });
    const credentials = { username: 'u', password: 'p', realm: undefined };
    const open = new Set<SessionId>();
    bench.onEvent = (event: SipEvent) => {
      if (event.type === 'pinged') return undefined;
      assert.ok(open.has(event.session), `${event.type} of a live session`);
      if (event.type === 'ended') open.delete(event.session);
      return outgoingWhim(random, event.session);
    };
    let calls = 0;
    for (let i = 0; i < DATAGRAMS; i++) {
      if (fraction(random) < 0.1) {
        const session = `call-${calls++}` as SessionId;
        open.add(session);
        const invite = outgoing({ credentials, firstAnswerMs: below(random, 5000) });
        bench.input({ type: 'invite', session, invite });
      }
      bench.receive(fromCallee(random, bench), pick(random, [CARRIER, CARRIER, OTHER_CARRIER, STRANGER]));
      const whimsical = open.size === 0 ? undefined : outgoingWhim(random, pick(random, [...open]));
      if (whimsical !== undefined) bench.input(whimsical);
      if (fraction(random) < 0.02)
        bench.input({ type: 'ping', trunk: { id: 'carrier' }, socket: SOCKET, target: CARRIER });
      bench.pass(below(random, 2) * below(random, 1000));
      bench.sent.splice(0, bench.sent.length - 50);
      const sizes = bench.endpoint.sizes();
      assert.ok(sizes.sessions <= LIMITS.dialogsMax && sizes.sessions === open.size);
      assert.ok(sizes.dialogs <= sizes.sessions && sizes.clientTransactions <= LIMITS.transactionsMax);
    }
    const { handlerFaults, answersReleased, failovers } = bench.endpoint.counters();
    for (const session of open) bench.input({ type: 'bye', session });
    bench.pass(200_000);
    assert.is(open.size, 0, 'every call was ended');
    assert.ok(bench.idle, JSON.stringify(bench.endpoint.sizes()));
    assert.is(handlerFaults, 0);
    assert.ok(answersReleased > 50 && failovers > 50, 'calls were reached');
  });
}

it.run();
