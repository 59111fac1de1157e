import { fail, ok, type Result } from '../base/result.js';
import { refusedMedia } from '../sdp/local-media.js';
import { parseSdp, type SdpParseError } from '../sdp/parse.js';
import { hasRtcpMux } from '../sdp/rtcp-attributes.js';
import { serializeSdp } from '../sdp/serialize.js';
import {
  attributeValue,
  type Attribute,
  type MediaDescription,
  type SessionDescription,
} from '../sdp/session-description.js';
import type { OpenedPeer } from './browser-media.js';
import { inOpus, offeredOpus, opusFirst, withoutOpus } from './opus-sdp.js';
import { knowsFingerprint, type Fingerprint } from './peer-certificate.js';
import type { RemotePeer } from './thread-messages.js';

/**
 * A browser's session description, and the plain one of the same call that the rest of the server negotiates: formats
 * pass as they are but for Opus, ICE and DTLS end here (RFC 8839, RFC 8842, RFC 5763).
 */

/** An offer of a browser, or its answer to ours. */
export interface BrowserDescription {
  readonly description: SessionDescription;
  readonly audio: MediaDescription;
  readonly remote: RemotePeer;
}

export type BrowserDescriptionError =
  | SdpParseError
  /** No audio over DTLS-SRTP. */
  | { readonly code: 'BROWSER_AUDIO_MISSING' }
  /** Without ICE, a fingerprint that we can check, rtcp-mux, or the wish that we be the DTLS client. */
  | { readonly code: 'BROWSER_TRANSPORT_UNSUPPORTED' };

type DescriptionResult = Result<BrowserDescription, BrowserDescriptionError>;

const PROTOCOLS: readonly string[] = ['UDP/TLS/RTP/SAVPF', 'UDP/TLS/RTP/SAVP'];
/** What is said of the audio itself; everything else is of the way it goes. */
const OF_THE_AUDIO: ReadonlySet<string> = new Set([
  'rtpmap',
  'fmtp',
  'ptime',
  'maxptime',
  'sendrecv',
  'sendonly',
  'recvonly',
  'inactive',
]);
/** RFC 8445 §5.1.2.1, of the only candidate there is. */
const HOST_PRIORITY = 2_130_706_431;
/** Of the one stream that we offer. */
const OFFERED_MID = '0';

/** RFC 5763 §5: of a browser that would be the client we should have to be the server. */
export const readBrowserOffer = (text: string): DescriptionResult =>
  read(text, (setup) => setup !== 'active');

/** To our offer to be the client. */
export const readBrowserAnswer = (text: string): DescriptionResult =>
  read(text, (setup) => setup === 'passive');

function read(text: string, isServer: (setup: string | undefined) => boolean): DescriptionResult {
  const parsed = parseSdp(text);
  if (!parsed.ok) return parsed;
  const description = parsed.value;
  const audio = description.media.find(
    ({ kind, port, protocol }) => kind === 'audio' && port !== 0 && PROTOCOLS.includes(protocol),
  );
  if (audio === undefined) return fail({ code: 'BROWSER_AUDIO_MISSING' });
  const said = (name: string): string | undefined =>
    attributeValue(audio.attributes, name) ?? attributeValue(description.attributes, name);
  const ufrag = said('ice-ufrag');
  const fingerprint = fingerprintOf([...audio.attributes, ...description.attributes]);
  if (ufrag === undefined || fingerprint === undefined || !isServer(said('setup')) || !hasRtcpMux(audio)) {
    return fail({ code: 'BROWSER_TRANSPORT_UNSUPPORTED' });
  }
  return ok({ description, audio, remote: { ufrag, fingerprint, opus: offeredOpus(audio) } });
}

/** The same as if it came from where the browser's packets come out unsealed. */
export function plainDescription(
  { description, audio, remote }: BrowserDescription,
  inside: OpenedPeer['inside'],
): string {
  const { address, port } = inside;
  const heard = remote.opus === undefined ? audio : withoutOpus(audio, remote.opus);
  const plain: MediaDescription = {
    kind: 'audio',
    port,
    protocol: 'RTP/AVP',
    formats: heard.formats,
    connection: { family: 'IP4', address },
    attributes: [...ofTheAudio(heard), { name: 'rtcp-mux' }],
  };
  return serializeSdp({
    ...description,
    attributes: [],
    media: description.media.map((media) => (media === audio ? plain : refusedMedia(media))),
  });
}

/** Where browsers reach us. */
export interface OutsideAddress {
  readonly address: string;
  readonly port: number;
}

/** What a browser is told, and where the mixer is that the plain description named. */
export interface DescriptionToBrowser {
  readonly sdp: string;
  readonly mixerPort: number;
}

/** The answer to the browser, from the plain one. Undefined: that one has no audio. */
export function browserAnswer(
  offer: BrowserDescription,
  plainAnswer: string,
  peer: OpenedPeer,
  outside: OutsideAddress,
): DescriptionToBrowser | undefined {
  const parsed = parseSdp(plainAnswer);
  const answered = parsed.ok ? parsed.value.media[offer.description.media.indexOf(offer.audio)] : undefined;
  if (!parsed.ok || answered === undefined || answered.port === 0) return undefined;
  const mid = attributeValue(offer.audio.attributes, 'mid');
  const { opus } = offer.remote;
  const plain = opus === undefined ? answered : inOpus(answered, opus);
  const audio = audioToBrowser({ plain, protocol: offer.audio.protocol, mid, peer, outside });
  const media = offer.description.media.map((one) => (one === offer.audio ? audio : refusedMedia(one)));
  return { sdp: sessionToBrowser(parsed.value, mid, media), mixerPort: answered.port };
}

/** The offer to a browser, from a plain one that has nothing but audio. Undefined: it has none. */
export function browserOffer(
  plainOffer: string,
  withOpus: boolean,
  peer: OpenedPeer,
  outside: OutsideAddress,
): DescriptionToBrowser | undefined {
  const parsed = parseSdp(plainOffer);
  const offered = parsed.ok ? parsed.value.media[0] : undefined;
  if (!parsed.ok || offered === undefined) return undefined;
  const plain = withOpus ? opusFirst(offered) : offered;
  const audio = audioToBrowser({ plain, protocol: PROTOCOLS[0]!, mid: OFFERED_MID, peer, outside });
  return { sdp: sessionToBrowser(parsed.value, OFFERED_MID, [audio]), mixerPort: offered.port };
}

interface AudioParts {
  readonly plain: MediaDescription;
  readonly protocol: string;
  readonly mid: string | undefined;
  readonly peer: OpenedPeer;
  readonly outside: OutsideAddress;
}

function audioToBrowser({ plain, protocol, mid, peer, outside }: AudioParts): MediaDescription {
  const { address, port } = outside;
  const { local, fingerprint } = peer;
  return {
    kind: 'audio',
    port,
    protocol,
    formats: plain.formats,
    connection: { family: 'IP4', address },
    attributes: [
      ...(mid === undefined ? [] : [{ name: 'mid', value: mid }]),
      ...ofTheAudio(plain),
      { name: 'rtcp-mux' },
      { name: 'ice-ufrag', value: local.ufrag },
      { name: 'ice-pwd', value: local.password },
      { name: 'fingerprint', value: `${fingerprint.algorithm} ${fingerprint.value}` },
      { name: 'setup', value: 'active' },
      { name: 'candidate', value: `1 1 udp ${HOST_PRIORITY} ${address} ${port} typ host` },
      { name: 'end-of-candidates' },
    ],
  };
}

const sessionToBrowser = (
  { origin }: SessionDescription,
  mid: string | undefined,
  media: readonly MediaDescription[],
): string =>
  serializeSdp({
    origin,
    sessionName: '-',
    attributes: [
      ...(mid === undefined ? [] : [{ name: 'group', value: `BUNDLE ${mid}` }]),
      { name: 'ice-lite' },
    ],
    media,
  });

const ofTheAudio = ({ attributes }: MediaDescription): readonly Attribute[] =>
  attributes.filter(({ name }) => OF_THE_AUDIO.has(name));

/** RFC 8122 §5: the first of those that we can check. */
function fingerprintOf(attributes: readonly Attribute[]): Fingerprint | undefined {
  const all = attributes
    .filter(({ name }) => name === 'fingerprint')
    .map(({ value = '' }) => {
      const [algorithm = '', digits = ''] = value.trim().split(/\s+/);
      return { algorithm: algorithm.toLowerCase(), value: digits.toUpperCase() };
    });
  return all.find(knowsFingerprint);
}
