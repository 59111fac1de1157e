import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Uac, type UacEvent } from '../../../bench/load/uac.js';
import { seededRandom } from '../../../src/base/random.js';
import { monotonicMs } from '../../../src/base/units.js';

const test = suite('the load generator’s SIP');

const SDP = 'v=0\r\nc=IN IP4 127.0.0.9\r\nm=audio 4000 RTP/AVP 8\r\n';

class Bench {
  readonly sent: string[] = [];
  readonly events: UacEvent[] = [];
  readonly uac = new Uac({
    local: { address: '127.0.0.1', port: 7000 },
    server: { address: '127.0.0.1', port: 5060 },
    random: seededRandom(1),
    send: (text) => this.sent.push(text),
    onEvent: (event) => this.events.push(event),
  });

  invite(): string {
    this.uac.invite(5, '881', 10_000, monotonicMs(0));
    return this.sent.at(-1)!;
  }

  respond(request: string, status: string, atMs: number, more: readonly string[] = [], body = ''): void {
    const copied = request.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq):/.test(line));
    const to = /^To: .*$/m.exec(request)![0].trim();
    const lines = [
      `SIP/2.0 ${status}`,
      ...copied,
      to.includes('tag=') ? to : `${to};tag=s`,
      ...more,
      '',
      body,
    ];
    this.uac.receive(lines.join('\r\n'), monotonicMs(atMs));
  }

  up(): void {
    this.respond(this.invite(), '200 OK', 10, ['m: <sip:881@127.0.0.9:5070>'], SDP);
  }

  tickTo(untilMs: number): void {
    for (let now = 0; now <= untilMs; now += 50) this.uac.tick(monotonicMs(now));
  }

  methods(): string[] {
    return this.sent.map((text) => text.split(' ')[0]!);
  }
}

test('an unanswered INVITE is sent 7 times in 32 s and then fails', () => {
  const bench = new Bench();
  bench.invite();
  bench.tickTo(33_000);
  assert.equal(
    bench.methods(),
    Array.from({ length: 7 }, () => 'INVITE'),
  );
  assert.is(bench.uac.counts.resent, 6);
  assert.equal(bench.events, [{ type: 'failed', call: 5, reason: 'no answer to INVITE' }]);
});

test('a provisional response stops the retransmissions', () => {
  const bench = new Bench();
  bench.respond(bench.invite(), '100 Trying', 5);
  bench.tickTo(20_000);
  assert.equal(bench.methods(), ['INVITE']);
});

test('200 is acknowledged to its Contact and tells where the sound goes', () => {
  const bench = new Bench();
  bench.up();
  assert.match(bench.sent[1]!, /^ACK sip:881@127\.0\.0\.9:5070 SIP\/2\.0\r\n/);
  assert.match(bench.sent[1]!, /^To: .*;tag=s\r$/m);
  assert.equal(bench.events, [{ type: 'answered', call: 5, setupMs: 10, address: '127.0.0.9', port: 4000 }]);
});

test('a repeated 200 is acknowledged again and counted', () => {
  const bench = new Bench();
  bench.up();
  bench.respond(bench.sent[0]!, '200 OK', 600, [], SDP);
  assert.equal(bench.methods(), ['INVITE', 'ACK', 'ACK']);
  assert.is(bench.uac.counts.repeatedAnswers, 1);
  assert.is(bench.events.length, 1);
});

test('the route set of Record-Route is used in reverse', () => {
  const bench = new Bench();
  bench.respond(bench.invite(), '200 OK', 10, ['Record-Route: <sip:a;lr>', 'Record-Route: <sip:b;lr>'], SDP);
  assert.match(bench.sent[1]!, 'Route: <sip:b;lr>, <sip:a;lr>\r\n');
});

test('a refusal is acknowledged in the transaction of its INVITE', () => {
  const bench = new Bench();
  const invite = bench.invite();
  bench.respond(invite, '486 Busy Here', 10);
  const branch = /branch=[^;]+/.exec(invite)![0];
  assert.match(bench.sent[1]!, /^ACK /);
  assert.match(bench.sent[1]!, branch);
  assert.equal(bench.events, [{ type: 'failed', call: 5, reason: '486' }]);
  assert.is(bench.uac.active, 0);
});

test('BYE is sent again until it is answered', () => {
  const bench = new Bench();
  bench.up();
  bench.uac.bye(5, monotonicMs(1000));
  bench.uac.tick(monotonicMs(1500));
  bench.uac.tick(monotonicMs(2500));
  assert.equal(bench.methods(), ['INVITE', 'ACK', 'BYE', 'BYE', 'BYE']);
  assert.match(bench.sent.at(-1)!, 'CSeq: 2 BYE');
  bench.respond(bench.sent.at(-1)!, '200 OK', 2600);
  assert.equal(bench.events.at(-1), { type: 'ended', call: 5, by: 'caller' });
  assert.is(bench.uac.active, 0);
});

test('a BYE from the server is answered and ends the call', () => {
  const bench = new Bench();
  bench.up();
  const callId = /^Call-ID: .*$/m.exec(bench.sent[0]!)![0].trim();
  bench.uac.receive(
    `BYE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP s;branch=z9hG4bK1\r\n${callId}\r\nCSeq: 9 BYE\r\n\r\n`,
    monotonicMs(50),
  );
  assert.match(bench.sent.at(-1)!, /^SIP\/2\.0 200 OK\r\nVia: SIP\/2\.0\/UDP s;branch=z9hG4bK1\r\n/);
  assert.equal(bench.events.at(-1), { type: 'ended', call: 5, by: 'server' });
});

test('what is no SIP gets no answer', () => {
  const bench = new Bench();
  bench.uac.receive('\u0080\u0008 hello', monotonicMs(0));
  assert.is(bench.sent.length, 0);
});

test.run();
