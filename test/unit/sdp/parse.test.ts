import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import { LINES_MAX, MEDIA_MAX, parseSdp } from '../../../src/sdp/parse.js';
import { serializeSdp } from '../../../src/sdp/serialize.js';
import { directionOf } from '../../../src/sdp/session-description.js';
import { parsed } from '../../support/sdp.js';

const test = suite('sdp parse');

const FULL = [
  'v=0',
  'o=alice 2890844526 2890842807 IN IP4 192.0.2.10',
  's=a call',
  'i=unused',
  'c=IN IP4 192.0.2.1/127',
  'b=AS:64',
  't=0 0',
  'a=recvonly',
  'm=audio 49170/2 rtp/avp 0 8 97',
  'a=rtpmap:97 iLBC/8000',
  'a=SendOnly',
  'm=video 51372 RTP/AVP 31',
  'c=IN IP6 2001:db8::1',
];

test('reads session and media level apart', () => {
  const session = parsed(FULL.join('\r\n') + '\r\n');
  assert.equal(session.origin, {
    username: 'alice',
    sessionId: '2890844526',
    sessionVersion: '2890842807',
    family: 'IP4',
    address: '192.0.2.10',
  });
  assert.equal(session.connection, { family: 'IP4', address: '192.0.2.1' });
  const [audio, video] = session.media;
  assert.equal(audio?.port, 49170);
  assert.equal(audio?.protocol, 'RTP/AVP');
  assert.equal(audio?.formats, ['0', '8', '97']);
  assert.is(audio?.connection, undefined);
  assert.equal(video?.connection, { family: 'IP6', address: '2001:db8::1' });
  assert.is(directionOf(session, audio!), 'sendonly');
  assert.is(directionOf(session, video!), 'recvonly');
});

test('line ends and the end of the last line do not matter', () => {
  const expected = parsed(FULL.join('\r\n') + '\r\n');
  assert.equal(parsed(FULL.join('\n')), expected);
  assert.equal(parsed('\r\n' + FULL.join('\r\n')), expected);
});

test('unknown lines, junk and an odd origin are passed over', () => {
  const noisy = [
    'v=0',
    'o=- junk',
    'this is no line',
    'x=unknown',
    '',
    'c=IN IP4 192.0.2.1',
    'a=',
    'm=audio 4000 RTP/AVP 8',
    '=',
    'a=ptime:20 ',
  ];
  const session = parsed(noisy.join('\n'));
  assert.is(session.media.length, 1);
  assert.equal(session.media[0]?.attributes, [{ name: 'ptime', value: '20' }]);
  assert.is(session.origin.sessionId, '0');
});

test('what the answer depends on must be sound', () => {
  const withLine = (line: string) => parseSdp(`v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\n${line}\n`);
  for (const line of [
    'm=audio',
    'm=audio x RTP/AVP 0',
    'm=audio 70000 RTP/AVP 0',
    'm=audio 1 RTP/AVP',
    'c=IN',
    'c=IN IP5 x',
  ]) {
    assert.equal(withLine(line), { ok: false, error: { code: 'SDP_MALFORMED', line: 4 } }, line);
  }
});

test('text that is no description says so', () => {
  for (const text of ['', '\n\n', 'hello', 'v=1\nm=audio 1 RTP/AVP 0', 'm=audio 1 RTP/AVP 0']) {
    assert.equal(parseSdp(text), { ok: false, error: { code: 'SDP_NOT_A_DESCRIPTION' } }, text);
  }
});

test('lines and streams are bounded', () => {
  const tooLarge = { ok: false, error: { code: 'SDP_TOO_LARGE' } };
  assert.equal(parseSdp('v=0\n' + 'a=x\n'.repeat(LINES_MAX)), tooLarge);
  assert.equal(parseSdp('v=0\n' + 'm=audio 1 RTP/AVP 0\n'.repeat(MEDIA_MAX + 1)), tooLarge);
  assert.ok(parseSdp('v=0\n' + 'm=audio 1 RTP/AVP 0\n'.repeat(MEDIA_MAX)).ok);
});

test('what was written is read back the same', () => {
  const session = parsed(FULL.join('\r\n'));
  assert.equal(parsed(serializeSdp(session)), session);
});

test('no damaged description makes it throw', () => {
  const random = seededRandom(3);
  const text = FULL.join('\r\n');
  for (let round = 0; round < 3_000; round++) {
    const at = below(random, text.length);
    const damaged =
      text.slice(0, at) + String.fromCharCode(below(random, 256)) + text.slice(at + below(random, 6));
    const result = parseSdp(damaged);
    if (result.ok) assert.ok(parseSdp(serializeSdp(result.value)).ok);
  }
});

test.run();
