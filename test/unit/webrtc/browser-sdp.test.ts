import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseSdp } from '../../../src/sdp/parse.js';
import { attributeValue } from '../../../src/sdp/session-description.js';
import type { OpenedPeer } from '../../../src/webrtc/browser-media.js';
import {
  browserAnswer,
  browserOffer,
  plainDescription,
  readBrowserAnswer,
  readBrowserOffer,
  type BrowserDescription,
} from '../../../src/webrtc/browser-sdp.js';
import { CHROMIUM_OFFER } from '../../support/browser-offer.js';

const test = suite('the session description of a browser');

const OPENED: OpenedPeer = {
  local: { ufrag: 'ours', password: 'a-password-of-24-characters' },
  fingerprint: { algorithm: 'sha-256', value: 'AA:BB' },
  inside: { address: '127.0.0.1', port: 41_000 },
};
const OUTSIDE = { address: '203.0.113.1', port: 20_002 };
const PLAIN_ANSWER = [
  'v=0',
  'o=- 7 1 IN IP4 203.0.113.1',
  's=-',
  'c=IN IP4 203.0.113.1',
  't=0 0',
  'm=audio 20010 RTP/AVP 0 126',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:126 telephone-event/8000',
  'a=fmtp:126 0-15',
  'a=ptime:20',
  'a=sendrecv',
  'a=rtcp-mux',
  '',
].join('\r\n');

function offerOf(text = CHROMIUM_OFFER): BrowserDescription {
  const offer = readBrowserOffer(text);
  if (!offer.ok) throw new Error(offer.error.code);
  return offer.value;
}

const refusalOf = (text: string): string | undefined => {
  const offer = readBrowserOffer(text);
  return offer.ok ? undefined : offer.error.code;
};

const IN_G711 = CHROMIUM_OFFER.replace(/a=rtpmap:111.*\r\n/, '');

test('the plain offer has the formats of the browser, and nothing of its network', () => {
  const text = plainDescription(offerOf(IN_G711), OPENED.inside);
  const parsed = parseSdp(text);
  const audio = parsed.ok ? parsed.value.media[0] : undefined;
  assert.is(audio?.protocol, 'RTP/AVP');
  assert.equal(audio?.formats, ['111', '63', '9', '0', '8', '13', '110', '126']);
  assert.equal([audio?.connection?.address, audio?.port], ['127.0.0.1', 41_000]);
  assert.ok(text.includes('a=rtpmap:126 telephone-event/8000'));
  assert.not.ok(/candidate|ice-|fingerprint|setup|192\.168/.test(text));
});

test('the answer says where we are, who we are, and what was agreed', () => {
  const answer = browserAnswer(offerOf(IN_G711), PLAIN_ANSWER, OPENED, OUTSIDE);
  assert.is(answer?.mixerPort, 20_010);
  const parsed = parseSdp(answer?.sdp ?? '');
  assert.ok(parsed.ok);
  const { attributes, media } = parsed.value;
  const [audio] = media;
  const said = (name: string): string | undefined => attributeValue(audio!.attributes, name);
  assert.ok(attributes.some(({ name }) => name === 'ice-lite'));
  assert.equal(
    [audio!.protocol, audio!.port, ...audio!.formats],
    ['UDP/TLS/RTP/SAVPF', OUTSIDE.port, '0', '126'],
  );
  assert.equal(
    [said('ice-ufrag'), said('ice-pwd'), said('fingerprint'), said('setup'), said('mid')],
    ['ours', OPENED.local.password, 'sha-256 AA:BB', 'active', '0'],
  );
  assert.is(said('candidate'), '1 1 udp 2130706431 203.0.113.1 20002 typ host');
});

test('of a browser that speaks Opus the rest of the server hears PCMU', () => {
  const offer = offerOf();
  assert.match(plainDescription(offer, OPENED.inside), /m=audio 41000 RTP\/AVP 0 101\r\n/);
  const answer = browserAnswer(offer, PLAIN_ANSWER, OPENED, OUTSIDE)?.sdp ?? '';
  assert.match(answer, /m=audio 20002 UDP\/TLS\/RTP\/SAVPF 111 110\r\n/);
  assert.not.match(answer, /PCMU/);
  assert.match(browserOffer(PLAIN_ANSWER, true, OPENED, OUTSIDE)?.sdp ?? '', /SAVPF 111 110 0 126\r\n/);
});

test('our offer says the same, and wants a browser that is the DTLS server', () => {
  const offer = browserOffer(PLAIN_ANSWER, false, OPENED, OUTSIDE);
  assert.is(offer?.mixerPort, 20_010);
  const parsed = parseSdp(offer?.sdp ?? '');
  assert.ok(parsed.ok);
  const [audio] = parsed.value.media;
  const said = (name: string): string | undefined => attributeValue(audio!.attributes, name);
  assert.equal(
    [audio!.protocol, audio!.port, ...audio!.formats],
    ['UDP/TLS/RTP/SAVPF', OUTSIDE.port, '0', '126'],
  );
  assert.equal([said('mid'), said('ice-ufrag'), said('setup'), said('ptime')], ['0', 'ours', 'active', '20']);
  assert.equal(attributeValue(parsed.value.attributes, 'group'), 'BUNDLE 0');
  for (const [setup, code] of [
    ['passive', undefined],
    ['actpass', 'BROWSER_TRANSPORT_UNSUPPORTED'],
    ['active', 'BROWSER_TRANSPORT_UNSUPPORTED'],
  ] as const) {
    const answer = readBrowserAnswer(CHROMIUM_OFFER.replace('setup:actpass', `setup:${setup}`));
    assert.is(answer.ok ? undefined : answer.error.code, code, setup);
  }
});

test('of a browser that also offers its camera only the microphone is taken, in its place', () => {
  const camera = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'c=IN IP4 0.0.0.0', 'a=mid:1', ''].join('\r\n');
  const both = CHROMIUM_OFFER.replace('m=audio', `${camera}m=audio`);
  const offer = offerOf(both);
  const plain = parseSdp(plainDescription(offer, OPENED.inside));
  assert.equal(plain.ok && plain.value.media.map(({ kind, port }) => [kind, port]), [
    ['video', 0],
    ['audio', 41_000],
  ]);
  const answered = PLAIN_ANSWER.replace('m=audio', 'm=video 0 UDP/TLS/RTP/SAVPF 96\r\nm=audio');
  const answer = parseSdp(browserAnswer(offer, answered, OPENED, OUTSIDE)?.sdp ?? '');
  assert.equal(answer.ok && answer.value.media.map(({ kind, port }) => [kind, port]), [
    ['video', 0],
    ['audio', OUTSIDE.port],
  ]);
});

test('what could not be carried is refused with a code', () => {
  assert.is(refusalOf(''), 'SDP_NOT_A_DESCRIPTION');
  assert.is(refusalOf(PLAIN_ANSWER), 'BROWSER_AUDIO_MISSING');
  for (const line of [/a=ice-ufrag:.*\r\n/, /a=fingerprint:.*\r\n/, /a=rtcp-mux\r\n/])
    assert.is(refusalOf(CHROMIUM_OFFER.replace(line, '')), 'BROWSER_TRANSPORT_UNSUPPORTED');
  assert.is(
    refusalOf(CHROMIUM_OFFER.replace('setup:actpass', 'setup:active')),
    'BROWSER_TRANSPORT_UNSUPPORTED',
  );
  assert.is(refusalOf(CHROMIUM_OFFER.replace('sha-256 ', 'sha-1 ')), 'BROWSER_TRANSPORT_UNSUPPORTED');
});

test('what stands on the session counts for the audio', () => {
  const lines = CHROMIUM_OFFER.match(/a=(ice-ufrag|ice-pwd|fingerprint|setup):.*\r\n/g)!.join('');
  const moved = CHROMIUM_OFFER.replaceAll(/a=(ice-ufrag|ice-pwd|fingerprint|setup):.*\r\n/g, '').replace(
    'm=audio',
    `${lines}m=audio`,
  );
  const { remote } = offerOf(moved);
  assert.is(remote.ufrag, 'qGpV');
  assert.is(remote.fingerprint.algorithm, 'sha-256');
});

test.run();
