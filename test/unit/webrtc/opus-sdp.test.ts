import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AudioFormat } from '../../../src/sdp/audio-formats.js';
import { parseSdp } from '../../../src/sdp/parse.js';
import type { MediaDescription } from '../../../src/sdp/session-description.js';
import { inOpus, offeredOpus, opusFirst, withoutOpus } from '../../../src/webrtc/opus-sdp.js';
import { CHROMIUM_OFFER } from '../../support/browser-offer.js';

const test = suite('Opus in the session description of a browser');

function audioOf(text: string): MediaDescription {
  const parsed = parseSdp(text);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value.media[0]!;
}
const offered = (from: RegExp | string = '', to = ''): ReturnType<typeof offeredOpus> =>
  offeredOpus(audioOf(CHROMIUM_OFFER.replace(from, to)));

const keysAt = (payloadType: number, clockRate: number): AudioFormat => ({
  payloadType,
  encoding: 'TELEPHONE-EVENT',
  clockRate,
});
const FORMATS = { opus: 111, events: keysAt(110, 48_000) };
const linesOf = ({ attributes }: Pick<MediaDescription, 'attributes'>): readonly string[] =>
  attributes.map(({ name, value }) => (value === undefined ? name : `${name}:${value}`));

test('Chromium offers it first, with keys at its clock', () => {
  assert.equal(offered(), FORMATS);
});

test('keys at 8 kHz are taken when there are no others, as with Firefox, or none', () => {
  assert.equal(offered(/a=rtpmap:110.*\r\n/), { opus: 111, events: keysAt(126, 8_000) });
  assert.equal(offered(/a=rtpmap:110.*\r\na=rtpmap:126.*\r\n/), { opus: 111, events: undefined });
});

test('who likes G.711 better, or has another Opus than RFC 7587, speaks G.711', () => {
  assert.is(offered('111 63 9 0 8', '63 9 8 111 0'), undefined);
  assert.is(offered('opus/48000/2', 'opus/16000'), undefined);
  assert.is(offered('111 63', '63'), undefined);
  assert.is(offered(/111/g, '128'), undefined);
});

const AUDIO = audioOf(CHROMIUM_OFFER);
const PLAIN: MediaDescription = {
  ...AUDIO,
  formats: ['0', '101'],
  attributes: [
    { name: 'rtpmap', value: '0 PCMU/8000' },
    { name: 'rtpmap', value: '101 telephone-event/8000' },
    { name: 'ptime', value: '40' },
    { name: 'sendonly' },
  ],
};
const IN_OPUS = [
  'rtpmap:111 opus/48000/2',
  'rtpmap:110 telephone-event/48000',
  'fmtp:110 0-15',
  'ptime:20',
  'fmtp:111 maxplaybackrate=8000;sprop-maxcapturerate=8000;maxaveragebitrate=24000;stereo=0;useinbandfec=1;usedtx=0',
];

test('inside it is PCMU with keys at 8 kHz, in packets of 20 ms', () => {
  const plain = withoutOpus(AUDIO, FORMATS);
  assert.equal(plain.formats, ['0', '101']);
  assert.equal(linesOf(plain), [
    'rtpmap:0 PCMU/8000',
    'rtpmap:101 telephone-event/8000',
    'fmtp:101 0-15',
    'ptime:20',
    'sendrecv',
  ]);
  assert.equal(withoutOpus(AUDIO, { opus: 111, events: undefined }).formats, ['0']);
});

test('the browser is asked for narrowband in mono, with redundancy and without pauses', () => {
  const answered = inOpus(PLAIN, FORMATS);
  assert.equal(answered.formats, ['111', '110']);
  assert.equal(linesOf(answered), [...IN_OPUS, 'sendonly']);
});

test('what we offer begins with it, and an answer that takes it is understood', () => {
  const offer = opusFirst(PLAIN);
  assert.equal(offer.formats, ['111', '110', '0', '101']);
  assert.equal(linesOf(offer), [
    ...IN_OPUS,
    'rtpmap:0 PCMU/8000',
    'rtpmap:101 telephone-event/8000',
    'sendonly',
  ]);
  assert.equal(offeredOpus({ ...offer, formats: ['111', '110'] }), FORMATS);
  assert.is(offeredOpus({ ...offer, formats: ['0', '101'] }), undefined);
});

test.run();
