import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CALL, talkingOut } from '../../support/sip-callee.js';
import { answerTo, Caller, EndpointBench, establish, requestOf, responseOf } from '../../support/sip-peer.js';

const it = suite('endpoint: INFO');

function info(caller: Caller, contentType: string | undefined, body: string): string {
  const text = caller.next('INFO', { body });
  return contentType === undefined
    ? text.replace('Content-Type: application/sdp\r\n', '')
    : text.replace('application/sdp', contentType);
}

function talking() {
  const bench = new EndpointBench();
  const caller = new Caller();
  const session = establish(bench, caller);
  return { bench, caller, session };
}

it('tells a key, however it is written', () => {
  const { bench, caller, session } = talking();
  for (const [type, body, key, durationMs] of [
    ['application/dtmf-relay', 'Signal=5\r\nDuration=250\r\n', '5', 250],
    ['application/dtmf-relay', 'Signal= *\r\nDuration= 100\r\n', '*', 100],
    ['application/dtmf-relay', 'Duration=80\nSignal=11', '#', 80],
    ['application/dtmf-relay', 'signal=d', 'D', 160],
    ['application/dtmf', '7', '7', 160],
    ['application/dtmf', ' #\r\n', '#', 160],
    ['Application/DTMF; charset=x', '10', '*', 160],
    ['application/dtmf', 'Signal=3\r\nDuration=1\r\n', '3', 1],
  ] as const) {
    bench.receive(info(caller, type, body));
    assert.equal(bench.takeNames(), ['200 INFO'], body);
    assert.equal(bench.takeEvents(), [{ type: 'info-digit', session, key, durationMs }], body);
  }
});

it('that comes again is one key', () => {
  const { bench, caller } = talking();
  const text = info(caller, 'application/dtmf', '7');
  bench.receive(text);
  bench.receive(text);
  assert.equal(bench.takeNames(), ['200 INFO', '200 INFO']);
  assert.is(bench.takeEvents().length, 1);
});

it('without a key is answered with 200, and heard by nobody', () => {
  const { bench, caller } = talking();
  for (const body of ['', 'Signal=16', 'Signal=', 'hello', '99', '\r\n', 'Duration=5']) {
    bench.receive(info(caller, 'application/dtmf-relay', body));
    assert.equal(bench.takeNames(), ['200 INFO'], body);
  }
  assert.equal(bench.takeEvents(), []);
});

it('with a body that is not understood gets 415 with Accept', () => {
  const { bench, caller } = talking();
  for (const type of ['application/media_control+xml', undefined]) {
    bench.receive(info(caller, type, 'x'));
    const response = responseOf(bench.take()[0]);
    assert.is(response.status, 415);
    assert.is(response.headers.first('accept'), 'application/dtmf-relay, application/dtmf');
  }
});

it('outside a dialog gets 481, and before the answer no key is heard', () => {
  const bench = new EndpointBench();
  const caller = new Caller();
  bench.receive(info(caller, 'application/dtmf', '1'));
  assert.equal(bench.takeNames(), ['481 INFO']);
  bench.receive(caller.invite({ cseq: 3 }));
  const [incoming] = bench.takeEvents();
  caller.toTag = incoming?.type === 'incoming' ? incoming.session : undefined;
  bench.take();
  bench.receive(info(caller, 'application/dtmf', '1').replaceAll('CSeq: 3', 'CSeq: 4'));
  assert.equal(bench.takeNames(), ['200 INFO']);
  assert.equal(bench.takeEvents(), []);
});

it('of ours carries its body, and its answer is not told', () => {
  const { bench } = talkingOut();
  const body = 'Signal=5\r\nDuration=160\r\n';
  bench.input({ type: 'info', session: CALL, contentType: 'application/dtmf-relay', body });
  const request = requestOf(bench.take()[0]);
  assert.is(request.method, 'INFO');
  assert.is(request.headers.first('content-type'), 'application/dtmf-relay');
  assert.is(Buffer.from(request.body).toString('latin1'), body);
  bench.receive(answerTo(request, 481));
  assert.equal(bench.takeEvents(), []);
});

it.run();
