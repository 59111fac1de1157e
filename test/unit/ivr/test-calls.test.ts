import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs } from '../../../src/base/units.js';
import type { TestKind } from '../../../src/accounts/service-number.js';
import { DEFAULT_KEY_TIMES } from '../../../src/ivr/digit-collector.js';
import { flowOf } from '../../../src/ivr/flow-of-service.js';
import { PlayNumbers } from '../../../src/ivr/flow.js';
import { PLAY_MS_MAX } from '../../../src/ivr/play-limit.js';
import { FlowScript } from '../../support/flow-script.js';

const call = (test: TestKind, language: 'zh-CN' | 'en' | 'both' = 'zh-CN'): FlowScript =>
  new FlowScript(flowOf({ service: 'test', test, language }, DEFAULT_KEY_TIMES, new PlayNumbers())).start();

const test = suite('test calls');

test('[S38b] echo comes after the introduction; the figures after 10 s and at every key', () => {
  const caller = call('echo').listen();
  assert.equal(caller.heard(), ['hear zh-CN: echo-intro', 'echo true']);
  caller.wait(9_999);
  assert.equal(caller.heard(), []);
  caller.wait(1);
  assert.equal(caller.heard(), ['measure']);
  caller.input({ type: 'measured', roundTripMs: 31.6, bufferMs: 20 }).listen();
  assert.equal(caller.heard(), [
    'hear zh-CN: round-trip number-3 number-shi number-2 milliseconds buffer-depth number-2 number-shi milliseconds',
  ]);
  assert.equal(caller.keys('5').heard(), ['measure']);
});

test('[S38b] a key during the introduction starts the echo at once', () => {
  const caller = call('echo').keys('5');
  assert.equal(caller.heard(), ['hear zh-CN: echo-intro', 'stop', 'echo true', 'measure']);
  caller.input({ type: 'measured', roundTripMs: undefined, bufferMs: undefined }).listen();
  caller.heard();
  assert.equal(caller.wait(60_000).heard(), ['measure'], 'and once more after 10 s');
});

test('[S38b] what cannot be measured is said to be so', () => {
  const caller = call('echo', 'en').listen();
  caller.heard();
  caller.input({ type: 'measured', roundTripMs: undefined, bufferMs: undefined });
  assert.equal(caller.heard(), ['hear en: round-trip cannot-measure buffer-depth cannot-measure']);
});

test('[S38b] the tone has no end, and silence is silent', () => {
  assert.equal(call('tone').wait(599_999).heard(), ['loop en: tone-1004']);
  assert.equal(call('silence').keys('1*#').wait(599_000).heard(), []);
});

for (const kind of ['echo', 'tone', 'silence', 'dtmf', 'loop'] as const) {
  test(`[S38b] ${kind}: after 10 minutes the call is over`, () => {
    const caller = call(kind).wait(599_999);
    caller.heard();
    const over = ['hear zh-CN: goodbye', 'release conference-over'];
    assert.equal(caller.wait(1).keys('1').listen().wait(60_000).heard(), over);
  });
}

test('[S38b] a goodbye whose end is never told ends the call all the same', () => {
  const flow = flowOf(
    { service: 'test', test: 'silence', language: 'en' },
    DEFAULT_KEY_TIMES,
    new PlayNumbers(),
  );
  flow.handle({ type: 'start' }, monotonicMs(0));
  flow.handle({ type: 'timer' }, monotonicMs(600_000));
  assert.equal(flow.handle({ type: 'timer' }, monotonicMs(600_000 + PLAY_MS_MAX)), [
    { type: 'release', reason: 'conference-over' },
  ]);
  assert.is(flow.nextDeadline(), undefined);
});

test('[S38b] a key is read back with its way and its length', () => {
  const caller = call('dtmf').keys('1');
  assert.equal(caller.heard(), ['hear zh-CN: dtmf-intro', 'stop']);
  caller.input({ type: 'key-end', key: '1', durationMs: 102, by: 'rtp-event' });
  caller.input({ type: 'key-end', key: '#', durationMs: 80, by: 'info' });
  caller.input({ type: 'key-end', key: 'D', durationMs: 2, by: 'in-band' });
  assert.equal(caller.heard(), [
    'hear zh-CN: number-yao dtmf-by-event number-1 number-bai number-0 number-2 milliseconds',
    'hear zh-CN: key-pound dtmf-by-info number-8 number-shi milliseconds',
    'hear zh-CN: key-d dtmf-in-band number-liang milliseconds',
  ]);
});

test('[S38b] the loop waits for the next caller, and again when it has gone', () => {
  const caller = call('loop');
  assert.equal(caller.heard(), ['hear zh-CN: loop-waiting', 'pair']);
  assert.equal(caller.input({ type: 'paired' }).heard(), ['hear zh-CN: loop-joined']);
  assert.equal(caller.input({ type: 'unpaired' }).heard(), ['hear zh-CN: loop-waiting', 'pair']);
});

test('a test number in both languages speaks Chinese', () => {
  assert.equal(call('dtmf', 'both').heard(), ['hear zh-CN: dtmf-intro']);
});

test.run();
