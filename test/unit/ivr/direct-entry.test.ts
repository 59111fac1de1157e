import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fail, ok } from '../../../src/base/result.js';
import { DEFAULT_KEY_TIMES } from '../../../src/ivr/digit-collector.js';
import { PlayNumbers } from '../../../src/ivr/flow.js';
import { DirectEntry } from '../../../src/ivr/flows/direct-entry.js';
import { PLAY_MS_MAX } from '../../../src/ivr/play-limit.js';
import { FlowScript } from '../../support/flow-script.js';

const call = (): FlowScript =>
  new FlowScript(
    new DirectEntry({
      roomNumber: '42',
      language: 'zh-CN',
      keyTimes: DEFAULT_KEY_TIMES,
      plays: new PlayNumbers(),
    }),
  ).start();

const test = suite('direct entry');

test('[S38a] leads straight in, without a word and without keys', () => {
  const caller = call().keys('1#');
  caller.input({ type: 'admission', result: ok({ role: 'attendee', announced: false }), waitMs: 0 });
  assert.equal(caller.wait(14_999).heard(), ['admit 42/no password', 'enter 42 as attendee']);
});

test('[S3] who is announced in the room says a name first', () => {
  const caller = call();
  caller.input({ type: 'admission', result: ok({ role: 'attendee', announced: true }), waitMs: 0 }).listen();
  assert.equal(caller.heard().slice(1), ['hear zh-CN: ask-name', 'record-name 5000']);
});

test('[S38a] a refusal is said, then the call ends', () => {
  const caller = call();
  caller.input({ type: 'admission', result: fail({ code: 'CONFERENCE_LOCKED' }), waitMs: 0 }).listen();
  assert.equal(caller.heard().slice(1), ['hear zh-CN: conference-locked', 'release entry-failed']);
});

test('[S38a] an entry refused at the last moment is said too', () => {
  const caller = call();
  caller.input({ type: 'admission', result: ok({ role: 'attendee', announced: false }), waitMs: 0 });
  caller.input({ type: 'admission', result: fail({ code: 'CONFERENCE_FULL' }), waitMs: 0 }).listen();
  assert.equal(caller.heard().slice(-2), ['hear zh-CN: conference-full', 'release entry-failed']);
});

test('a door that never answers, and a prompt that never ends, do not hold the call', () => {
  const caller = call().wait(15_000).listen();
  assert.equal(caller.heard().slice(1), ['hear zh-CN: cannot-connect', 'release entry-failed']);
  const flow = new DirectEntry({
    roomNumber: '42',
    language: 'zh-CN',
    keyTimes: DEFAULT_KEY_TIMES,
    plays: new PlayNumbers(),
  });
  const script = new FlowScript(flow).start();
  flow.handle({ type: 'admission', result: fail({ code: 'ROOM_UNKNOWN' }), waitMs: 0 }, script.nowMs);
  assert.is(script.wait(PLAY_MS_MAX).heard().at(-1), 'release entry-failed');
});

test.run();
