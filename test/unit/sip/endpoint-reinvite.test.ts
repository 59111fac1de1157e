import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Caller, EndpointBench, establish, responseOf, SDP, sessionOf } from '../../support/sip-peer.js';

const it = suite('endpoint: re-INVITE');
const HOLD = SDP.replace('m=', 'a=sendonly\r\nm=');

function talking() {
  const bench = new EndpointBench();
  const caller = new Caller();
  const session = establish(bench, caller);
  return { bench, caller, session };
}

it('is offered to the call layer, answered, retransmitted and confirmed', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite({ body: HOLD }));
  assert.equal(bench.takeEvents(), [{ type: 'reinvite', session, sdp: HOLD }]);
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.pass(600);
  assert.equal(bench.takeNames(), ['200 INVITE', '200 INVITE']);
  bench.receive(caller.ack());
  assert.equal(bench.takeEvents(), [{ type: 'reinvite-confirmed', session, sdp: undefined }]);
  bench.pass(60_000);
  assert.equal(bench.takeNames(), []);
});

it('without an offer brings the answer with its ACK', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite({ body: '' }));
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.takeEvents();
  bench.receive(caller.ack({ body: HOLD }));
  assert.equal(bench.takeEvents(), [{ type: 'reinvite-confirmed', session, sdp: HOLD }]);
});

it('refused leaves the call as it was', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite({ headers: ['Contact: <sip:new@198.51.100.99>'] }));
  bench.input({ type: 'reject-reinvite', session, status: 488 });
  assert.equal(bench.takeNames(), ['488 INVITE']);
  bench.takeEvents();
  bench.input({ type: 'bye', session });
  assert.match(bench.take()[0]?.text ?? '', 'BYE sip:13800138000@198.51.100.7:5062 ');
});

it('before the last one is answered gets 500 with Retry-After', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.receive(caller.reinvite());
  const [refusal] = bench.take();
  assert.is(responseOf(refusal).status, 500);
  const seconds = Number(responseOf(refusal).headers.first('retry-after'));
  assert.ok(seconds >= 0 && seconds <= 10);
  assert.is(bench.takeEvents().length, 1);
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  assert.match(bench.take()[0]?.text ?? '', 'CSeq: 2 INVITE', 'the first one is still ours to answer');
});

it('before the first INVITE is answered gets 500 with Retry-After', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  bench.receive(caller.invite());
  const incoming = bench.takeEvents()[0];
  caller.toTag = sessionOf(incoming);
  bench.take();
  bench.receive(caller.reinvite());
  assert.ok(responseOf(bench.take()[0]).headers.has('retry-after'));
});

it('stands for the ACK of our last 200, if that was lost', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.take();
  bench.takeEvents();
  bench.receive(caller.reinvite({ body: HOLD }));
  assert.equal(bench.takeEvents(), [
    { type: 'reinvite-confirmed', session, sdp: undefined },
    { type: 'reinvite', session, sdp: HOLD },
  ]);
  bench.pass(5000);
  assert.equal(bench.takeNames(), [], 'the first 200 is not sent again');
});

it('gets 491 while our own offer has no answer', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite({ body: '' }));
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.take();
  bench.receive(caller.reinvite());
  assert.equal(bench.takeNames(), ['491 INVITE']);
});

it('is not confirmed by the ACK of another INVITE', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.takeEvents();
  bench.receive(caller.ack({ cseq: 1, branch: 'z9hG4bKold' }));
  assert.equal(bench.takeEvents(), []);
  bench.receive(caller.ack());
  assert.equal(bench.takeEvents(), [{ type: 'reinvite-confirmed', session, sdp: undefined }]);
});

it('that crosses our BYE gets 481', () => {
  const { bench, caller, session } = talking();
  bench.input({ type: 'bye', session });
  bench.take();
  bench.receive(caller.reinvite());
  assert.equal(bench.takeNames(), ['481 INVITE']);
});

it('is answered with 487 when a BYE comes first', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.takeEvents();
  bench.receive(caller.bye());
  assert.equal(bench.takeNames(), ['200 BYE', '487 INVITE']);
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'peer' }]);
});

it('is answered with 487 when we hang up first', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.input({ type: 'bye', session });
  assert.equal(bench.takeNames(), ['487 INVITE', 'BYE']);
});

it('cancelled gets 487 and the call goes on', () => {
  const { bench, caller, session } = talking();
  const reinvite = caller.reinvite();
  bench.receive(reinvite);
  bench.takeEvents();
  bench.receive(reinvite.replace(/^INVITE/, 'CANCEL').replace(/CSeq: 2 INVITE/, 'CSeq: 2 CANCEL'));
  assert.equal(bench.takeNames(), ['200 CANCEL', '487 INVITE']);
  assert.equal(bench.takeEvents(), []);
  bench.input({ type: 'bye', session });
  assert.equal(bench.takeNames(), ['BYE']);
});

it('whose 200 is never acknowledged ends the call with BYE', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.takeEvents();
  bench.pass(32_000);
  assert.is(bench.takeNames().at(-1), 'BYE');
  assert.equal(bench.takeEvents(), [{ type: 'ended', session, by: 'timeout' }]);
  bench.pass(32_000);
  assert.ok(bench.idle);
});

it('that moves the target tells what to store for a BYE after a restart, once it is accepted [S50]', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite({ headers: ['Contact: <sip:new@198.51.100.99>'] }));
  bench.takeEvents();
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  const [event] = bench.takeEvents();
  assert.is(event?.type, 'target-refreshed');
  assert.is(event?.type === 'target-refreshed' && event.dialog.remoteTarget, 'sip:new@198.51.100.99');
});

it('does not hold our BYE back: the dialog has long been confirmed (§15)', () => {
  const { bench, caller, session } = talking();
  bench.receive(caller.reinvite());
  bench.input({ type: 'accept-reinvite', session, sdp: SDP });
  bench.input({ type: 'bye', session });
  assert.equal(bench.takeNames(), ['200 INVITE', 'BYE']);
  bench.receive(caller.ack());
  assert.equal(bench.takeNames(), []);
});

it.run();
