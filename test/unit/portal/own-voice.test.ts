import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isTold, voiceOf } from '../../../src/portal/phone/own-voice.js';

const test = suite('whether a browser phone is heard');

const HEARD = { own: false, byChair: false, byRoom: false, waiting: false };

test('a microphone that is closed here is muted at once, and whatever the server says', () => {
  for (const mutes of [undefined, HEARD, { ...HEARD, own: true }])
    assert.is(voiceOf({ closed: true, pressed: true, mutes }), 'muted');
  assert.is(voiceOf({ closed: true, pressed: undefined, mutes: HEARD }), 'muted');
});

test('a mute by *1 is shown as well, and what was pressed before the server has followed', () => {
  const mutes = { ...HEARD, own: true };
  assert.is(voiceOf({ closed: false, pressed: undefined, mutes }), 'muted');
  assert.is(voiceOf({ closed: false, pressed: false, mutes }), 'joined');
  assert.is(voiceOf({ closed: false, pressed: undefined, mutes: undefined }), 'joined');
});

test('who is muted by the chair, with all, or until the chair comes sees that', () => {
  for (const by of ['byChair', 'byRoom', 'waiting'] as const) {
    const mutes = { ...HEARD, [by]: true };
    assert.is(voiceOf({ closed: false, pressed: undefined, mutes }), 'silenced');
    assert.is(voiceOf({ closed: true, pressed: true, mutes }), 'silenced');
  }
});

test('the server is told until it has what was pressed; to be heard takes that nobody else mutes', () => {
  assert.is(isTold(true, HEARD), false);
  assert.is(isTold(true, { ...HEARD, own: true }), true);
  assert.is(isTold(false, { ...HEARD, own: true }), false);
  assert.is(isTold(false, { ...HEARD, byRoom: true }), false, '*1 of a chair lifts it');
  assert.is(isTold(false, HEARD), true);
});

test.run();
