import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { NegotiatedAudio } from '../../../src/sdp/local-media.js';
import { applyAnswer, makeOffer, negotiateAnswer } from '../../../src/sdp/negotiate.js';
import { serializeSdp } from '../../../src/sdp/serialize.js';
import { description, LOCAL } from '../../support/sdp.js';

const test = suite('sdp offer');

const C = 'c=IN IP4 192.0.2.1';
const OFFER = makeOffer(LOCAL);

function agreed(...answer: readonly string[]): NegotiatedAudio {
  const result = applyAnswer(OFFER, description(...answer), LOCAL);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const refusal = (...answer: readonly string[]): string | undefined => {
  const result = applyAnswer(OFFER, description(...answer), LOCAL);
  return result.ok ? undefined : result.error.code;
};

test('offers our codecs in their order, with telephone-event', () => {
  assert.equal(serializeSdp(OFFER).split('\r\n').slice(5), [
    'm=audio 20000 RTP/AVP 8 0 101',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=ptime:20',
    'a=sendrecv',
    'a=rtcp-mux',
    '',
  ]);
});

test('each side sends with the numbers of the other', () => {
  const media = agreed(
    C,
    'm=audio 4000 RTP/AVP 110 97',
    'a=rtpmap:110 PCMU/8000',
    'a=rtpmap:97 telephone-event/8000',
  );
  assert.equal(media, {
    remote: { address: '192.0.2.1', port: 4000 },
    codec: 'PCMU',
    sendPayloadType: 110,
    receivePayloadType: 0,
    ptimeMs: 20,
    direction: 'sendrecv',
    sendEventPayloadType: 97,
    receiveEventPayloadType: 101,
  });
});

test('a number answered without rtpmap means what we offered under it', () => {
  assert.is(agreed(C, 'm=audio 4000 RTP/AVP 8 101').sendEventPayloadType, 101);
});

test('a peer that keeps both laws may send either, whichever it names first', () => {
  const muFirst = agreed(C, 'm=audio 4000 RTP/AVP 0 8 101');
  assert.equal([muFirst.codec, muFirst.sendPayloadType, muFirst.receivePayloadType], ['PCMU', 0, 0]);
  assert.is(muFirst.receiveOtherLawPayloadType, 8);
  const aFirst = agreed(C, 'm=audio 4000 RTP/AVP 8 0 101');
  assert.equal([aFirst.codec, aFirst.receivePayloadType, aFirst.receiveOtherLawPayloadType], ['PCMA', 8, 0]);
  const renumbered = agreed(C, 'm=audio 4000 RTP/AVP 0 97', 'a=rtpmap:97 PCMA/8000');
  assert.is(renumbered.receiveOtherLawPayloadType, 8, 'by our number');
  assert.is(agreed(C, 'm=audio 4000 RTP/AVP 8 101').receiveOtherLawPayloadType, undefined);
});

test('an answer without telephone-event leaves both directions without it', () => {
  const media = agreed(C, 'm=audio 4000 RTP/AVP 8');
  assert.is(media.sendEventPayloadType, undefined);
  assert.is(media.receiveEventPayloadType, undefined);
});

test('direction and packet time come from the answer', () => {
  assert.is(agreed(C, 'm=audio 4000 RTP/AVP 8', 'a=sendonly').direction, 'recvonly');
  assert.is(agreed(C, 'm=audio 4000 RTP/AVP 8', 'a=ptime:40').ptimeMs, 40);
  assert.is(agreed('c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 8').remote, undefined);
});

test('an answer that does not fit is refused with its reason', () => {
  assert.is(refusal(C), 'ANSWER_MISMATCH');
  assert.is(refusal(C, 'm=video 4000 RTP/AVP 8'), 'ANSWER_MISMATCH');
  assert.is(refusal(C, 'm=audio 4000 RTP/AVP 8', 'm=video 0 RTP/AVP 31'), 'ANSWER_MISMATCH');
  assert.is(refusal(C, 'm=audio 0 RTP/AVP 8'), 'NO_AUDIO');
  assert.is(refusal(C, 'm=audio 4000 RTP/AVP 18'), 'NO_COMMON_CODEC');
  assert.is(refusal(C, 'm=audio 4000 RTP/SAVP 8'), 'MEDIA_PROTOCOL_UNSUPPORTED');
  assert.is(refusal('m=audio 4000 RTP/AVP 8'), 'MEDIA_ADDRESS_UNUSABLE');
});

test('a later offer keeps the places of the streams and the number of telephone-event', () => {
  const theirs = description(
    C,
    'm=video 5000 RTP/AVP 31',
    'm=audio 4000 RTP/AVP 8 96',
    'a=rtpmap:96 telephone-event/8000',
  );
  const answered = negotiateAnswer(theirs, LOCAL);
  assert.ok(answered.ok);
  if (!answered.ok) return;
  const again = makeOffer({ ...LOCAL, previous: answered.value.answer });
  assert.equal(
    serializeSdp(again)
      .split('\r\n')
      .filter((line) => line.startsWith('m=')),
    ['m=video 0 RTP/AVP 31', 'm=audio 20000 RTP/AVP 8 0 96'],
  );
  assert.is(again.origin.sessionVersion, '2');
});

test('a number that means something else is not given to telephone-event', () => {
  const theirs = description(C, 'm=audio 4000 RTP/AVP 101', 'a=rtpmap:101 PCMA/8000');
  const answered = negotiateAnswer(theirs, LOCAL);
  assert.ok(answered.ok);
  if (!answered.ok) return;
  const again = makeOffer({ ...LOCAL, previous: answered.value.answer });
  assert.ok(serializeSdp(again).includes('a=rtpmap:96 telephone-event/8000\r\n'));
});

test('an offer repeated without a change keeps its version', () => {
  assert.equal(makeOffer({ ...LOCAL, previous: OFFER }), OFFER);
});

test('reports share the port of the audio when the answer agrees', () => {
  assert.is(agreed(C, 'm=audio 4000 RTP/AVP 8', 'a=rtcp-mux').rtcp, 'mux');
  assert.is(agreed(C, 'm=audio 4000 RTP/AVP 8').rtcp, undefined);
  const rtcp = { address: '192.0.2.1', port: 4009 };
  assert.equal(agreed(C, 'm=audio 4000 RTP/AVP 8', 'a=rtcp:4009').rtcp, rtcp);
});

test.run();
