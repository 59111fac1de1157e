import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegMedia } from '../../../src/mixer/mixer.js';
import { isHeldByPeer, type LocalMedia, type NegotiatedAudio } from '../../../src/sdp/local-media.js';
import { negotiateAnswer, type NegotiatedAnswer } from '../../../src/sdp/negotiate.js';
import { serializeSdp } from '../../../src/sdp/serialize.js';
import type { SessionDescription } from '../../../src/sdp/session-description.js';
import { description, LOCAL } from '../../support/sdp.js';

const test = suite('sdp answer');

function answered(offer: SessionDescription, local: LocalMedia = LOCAL): NegotiatedAnswer {
  const result = negotiateAnswer(offer, local);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const refusal = (offer: SessionDescription): string | undefined => {
  const result = negotiateAnswer(offer, LOCAL);
  return result.ok ? undefined : result.error.code;
};
const again = (offer: SessionDescription, before: NegotiatedAnswer): NegotiatedAnswer =>
  answered(offer, { ...LOCAL, previous: before.answer });

const C = 'c=IN IP4 192.0.2.1';

test('a common offer gets one codec and telephone-event, under the numbers of the offer', () => {
  const offer = description(
    C,
    'm=audio 4000 RTP/AVP 18 8 0 96',
    'a=rtpmap:18 G729/8000',
    'a=rtpmap:96 telephone-event/8000',
    'a=fmtp:96 0-15',
  );
  const { answer, media } = answered(offer);
  assert.equal(serializeSdp(answer).split('\r\n'), [
    'v=0',
    'o=- 4711 1 IN IP4 198.51.100.5',
    's=-',
    'c=IN IP4 198.51.100.5',
    't=0 0',
    'm=audio 20000 RTP/AVP 8 96',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:96 telephone-event/8000',
    'a=fmtp:96 0-15',
    'a=ptime:20',
    'a=sendrecv',
    '',
  ]);
  const legMedia: LegMedia = media;
  assert.equal(legMedia, {
    remote: { address: '192.0.2.1', port: 4000 },
    codec: 'PCMA',
    sendPayloadType: 8,
    receivePayloadType: 8,
    ptimeMs: 20,
    direction: 'sendrecv',
    sendEventPayloadType: 96,
    receiveEventPayloadType: 96,
  });
});

test('the order of the offer decides, and static types need no rtpmap', () => {
  assert.is(answered(description(C, 'm=audio 4000 RTP/AVP 0 8')).media.codec, 'PCMU');
  assert.is(answered(description(C, 'm=audio 4000 RTP/AVP 8 0')).media.codec, 'PCMA');
});

test('an rtpmap decides over the number', () => {
  const { media } = answered(
    description(C, 'm=audio 4000 RTP/AVP 0 100', 'a=rtpmap:0 X/8000', 'a=rtpmap:100 pcma/8000/1'),
  );
  assert.is(media.codec, 'PCMA');
  assert.is(media.sendPayloadType, 100);
});

test('a codec at another clock rate or with two channels is another codec', () => {
  const offer = description(
    C,
    'm=audio 4000 RTP/AVP 96 97',
    'a=rtpmap:96 PCMU/16000',
    'a=rtpmap:97 PCMA/8000/2',
  );
  assert.is(refusal(offer), 'NO_COMMON_CODEC');
});

test('telephone-event counts only at the clock rate of the codec', () => {
  const events48 = ['a=rtpmap:101 telephone-event/48000'];
  const wide = answered(description(C, 'm=audio 4000 RTP/AVP 8 101', ...events48));
  assert.is(wide.media.sendEventPayloadType, undefined);
  assert.not.ok(serializeSdp(wide.answer).includes('telephone-event'));
  const both = answered(
    description(C, 'm=audio 4000 RTP/AVP 8 101 102', ...events48, 'a=rtpmap:102 telephone-event/8000'),
  );
  assert.is(both.media.receiveEventPayloadType, 102);
});

test('other streams are refused in their places with their formats', () => {
  const offer = description(
    C,
    'm=video 5000 RTP/AVP 31 34',
    'm=audio 0 RTP/AVP 8',
    'm=audio 4000 RTP/AVP 8',
    'm=audio 4002 RTP/AVP 8',
    'm=image 6000 udptl t38',
  );
  const lines = serializeSdp(answered(offer).answer)
    .split('\r\n')
    .filter((line) => line.startsWith('m='));
  assert.equal(lines, [
    'm=video 0 RTP/AVP 31 34',
    'm=audio 0 RTP/AVP 8',
    'm=audio 20000 RTP/AVP 8',
    'm=audio 0 RTP/AVP 8',
    'm=image 0 UDPTL t38',
  ]);
});

test('the stream in use stays in use when an earlier one becomes usable', () => {
  const before = answered(description(C, 'm=audio 0 RTP/AVP 8', 'm=audio 4000 RTP/AVP 8'));
  const after = again(description(C, 'm=audio 5000 RTP/AVP 8', 'm=audio 4000 RTP/AVP 8'), before);
  assert.is(after.media.remote?.port, 4000);
});

test('what cannot be taken is refused with its reason', () => {
  assert.is(refusal(description(C)), 'NO_AUDIO');
  assert.is(refusal(description(C, 'm=audio 0 RTP/AVP 8')), 'NO_AUDIO');
  assert.is(refusal(description(C, 'm=video 4000 RTP/AVP 8')), 'NO_AUDIO');
  assert.is(refusal(description(C, 'm=audio 4000 RTP/SAVP 8')), 'MEDIA_PROTOCOL_UNSUPPORTED');
  assert.is(refusal(description(C, 'm=audio 4000 RTP/AVP 18 101')), 'NO_COMMON_CODEC');
  assert.is(refusal(description('m=audio 4000 RTP/AVP 8')), 'MEDIA_ADDRESS_UNUSABLE');
  assert.is(
    refusal(description('c=IN IP4 host.example', 'm=audio 4000 RTP/AVP 8')),
    'MEDIA_ADDRESS_UNUSABLE',
  );
  assert.is(refusal(description('c=IN IP6 2001:db8::1', 'm=audio 4000 RTP/AVP 8')), 'MEDIA_ADDRESS_UNUSABLE');
});

test('plain RTP is taken where SRTP is offered beside it', () => {
  const offer = description(C, 'm=audio 4000 RTP/SAVP 8', 'm=audio 4002 RTP/AVP 8');
  assert.is(answered(offer).media.remote?.port, 4002);
});

test('the address of the stream counts before that of the session', () => {
  const offer = description(C, 'm=audio 4000 RTP/AVP 8', 'c=IN IP4 203.0.113.7');
  assert.equal(answered(offer).media.remote, { address: '203.0.113.7', port: 4000 });
});

test('IPv6 is negotiated as IPv4 is', () => {
  const local: LocalMedia = { ...LOCAL, family: 'IP6', address: '2001:db8::5' };
  const { answer, media } = answered(description('c=IN IP6 2001:db8::1', 'm=audio 4000 RTP/AVP 8'), local);
  assert.equal(media.remote, { address: '2001:db8::1', port: 4000 });
  assert.ok(serializeSdp(answer).includes('c=IN IP6 2001:db8::5\r\n'));
});

test('hold in each of its ways, and resume', () => {
  const stream = 'm=audio 4000 RTP/AVP 8';
  const cases: readonly (readonly [lines: readonly string[], NegotiatedAudio['direction'], held: boolean])[] =
    [
      [[C, stream], 'sendrecv', false],
      [[C, stream, 'a=sendrecv'], 'sendrecv', false],
      [[C, stream, 'a=sendonly'], 'recvonly', true],
      [[C, 'a=sendonly', stream], 'recvonly', true],
      [[C, 'a=sendonly', stream, 'a=sendrecv'], 'sendrecv', false],
      [[C, stream, 'a=inactive'], 'inactive', true],
      [[C, stream, 'a=recvonly'], 'sendonly', false],
      [['c=IN IP4 0.0.0.0', stream], 'sendrecv', true],
      [[C, stream, 'c=IN IP4 0.0.0.0', 'a=sendonly'], 'recvonly', true],
    ];
  for (const [lines, direction, held] of cases) {
    const { answer, media } = answered(description(...lines));
    assert.is(media.direction, direction, lines.join(' '));
    assert.is(isHeldByPeer(media), held, lines.join(' '));
    assert.ok(serializeSdp(answer).includes(`a=${direction}\r\n`), lines.join(' '));
  }
  assert.is(answered(description('c=IN IP4 0.0.0.0', stream)).media.remote, undefined);
});

test('the packet time is what the peer asks for, in tens from 10 to 60 within its maximum', () => {
  const ptime = (...lines: readonly string[]): number =>
    answered(description(C, 'm=audio 4000 RTP/AVP 8', ...lines)).media.ptimeMs;
  assert.is(ptime(), 20);
  assert.is(ptime('a=ptime:30'), 30);
  assert.is(ptime('a=ptime:25'), 20);
  assert.is(ptime('a=ptime:5'), 10);
  assert.is(ptime('a=ptime:120'), 60);
  assert.is(ptime('a=ptime:0'), 20);
  assert.is(ptime('a=ptime:x'), 20);
  assert.is(ptime('a=maxptime:10'), 10);
  assert.is(ptime('a=ptime:40', 'a=maxptime:30'), 30);
});

test('the version of the origin rises only when something has changed', () => {
  const stream = 'm=audio 4000 RTP/AVP 8';
  const first = answered(description(C, stream));
  const same = again(description(C, stream), first);
  const moved = again(description('c=IN IP4 192.0.2.2', stream), same);
  const held = again(description(C, stream, 'a=sendonly'), moved);
  const resumed = again(description(C, stream), held);
  const versions = [first, same, moved, held, resumed].map(({ answer }) => answer.origin.sessionVersion);
  assert.equal(versions, ['1', '1', '1', '2', '3']);
  assert.equal(moved.media.remote, { address: '192.0.2.2', port: 4000 });
});

test('a later offer may change codec and packet time', () => {
  const first = answered(description(C, 'm=audio 4000 RTP/AVP 8'));
  const { media } = again(description(C, 'm=audio 4000 RTP/AVP 0', 'a=ptime:30'), first);
  assert.is(media.codec, 'PCMU');
  assert.is(media.ptimeMs, 30);
});

test('rtcp-mux is answered only where it was offered', () => {
  const muxed = answered(description(C, 'm=audio 4000 RTP/AVP 8', 'a=rtcp-mux', 'a=rtcp:4009'));
  assert.is(muxed.media.rtcp, 'mux');
  assert.ok(serializeSdp(muxed.answer).includes('\r\na=rtcp-mux\r\n'));
  const plain = answered(description(C, 'm=audio 4000 RTP/AVP 8'));
  assert.is(plain.media.rtcp, undefined);
  assert.not.ok(serializeSdp(plain.answer).includes('rtcp'));
});

test('a=rtcp names the port of the reports, but no other host', () => {
  const rtcp = (value: string): LegMedia['rtcp'] =>
    answered(description(C, 'm=audio 4000 RTP/AVP 8', `a=rtcp:${value}`)).media.rtcp;
  assert.equal(rtcp('4009'), { address: '192.0.2.1', port: 4009 });
  assert.equal(rtcp('4009 IN IP4 192.0.2.1'), { address: '192.0.2.1', port: 4009 });
  assert.is(rtcp('4009 IN IP4 203.0.113.9'), undefined);
  for (const odd of ['0', '70000', 'x', '', '4009 IN', '4009 TN RFC2543 +1-201-406-4090']) {
    assert.is(rtcp(odd), undefined, odd);
  }
});

test('on hold without an address there is nowhere for reports', () => {
  const held = answered(description('c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 8', 'a=rtcp:4009'));
  assert.is(held.media.rtcp, undefined);
});

test.run();
