import { rtpmap, type AudioCodec, type AudioFormat } from './audio-formats.js';
import { RTCP_MUX, type MediaTarget } from './rtcp-attributes.js';
import { serializeSdp } from './serialize.js';
import type {
  AddressFamily,
  Direction,
  MediaDescription,
  SessionDescription,
} from './session-description.js';

/** What we bring into an offer or an answer. */
export interface LocalMedia {
  /** Where we receive: a numeric address without brackets, as the peer reaches it. */
  readonly address: string;
  readonly family: AddressFamily;
  readonly port: number;
  /** In the order we offer them. */
  readonly codecs: readonly AudioCodec[];
  readonly ptimeMs: number;
  /** o= session id: decimal digits, unique among our dialogs (RFC 8866 §5.2). */
  readonly sessionId: string;
  /** What we sent last in this dialog, offer or answer; undefined for the first. */
  readonly previous: SessionDescription | undefined;
}

/** Agreed for one leg; assignable to the mixer's LegMedia, where the fields are explained. */
export interface NegotiatedAudio {
  readonly remote: MediaTarget | undefined;
  readonly codec: AudioCodec;
  readonly sendPayloadType: number;
  readonly receivePayloadType: number;
  readonly receiveOtherLawPayloadType?: number;
  readonly ptimeMs: number;
  readonly sendEventPayloadType?: number;
  readonly receiveEventPayloadType?: number;
  readonly direction: Direction;
  readonly rtcp?: MediaTarget | 'mux';
}

/** Whether the peer has put us on hold, in any of the three ways: what it hears does not matter then. */
export const isHeldByPeer = (audio: NegotiatedAudio): boolean =>
  audio.remote === undefined || audio.direction === 'recvonly' || audio.direction === 'inactive';

/** All sixteen telephone keys, RFC 4733 §2.4.1. */
const TELEPHONE_KEYS = '0-15';

/** Our one audio stream. */
export function localAudio(
  local: LocalMedia,
  protocol: string,
  formats: readonly AudioFormat[],
  events: AudioFormat | undefined,
  ptimeMs: number,
  direction: Direction,
  rtcpMux: boolean,
): MediaDescription {
  const all = events === undefined ? formats : [...formats, events];
  return {
    kind: 'audio',
    port: local.port,
    protocol,
    formats: all.map(({ payloadType }) => String(payloadType)),
    attributes: [
      ...all.map((format) => ({ name: 'rtpmap', value: rtpmap(format) })),
      ...(events === undefined ? [] : [{ name: 'fmtp', value: `${events.payloadType} ${TELEPHONE_KEYS}` }]),
      { name: 'ptime', value: String(ptimeMs) },
      { name: direction },
      ...(rtcpMux ? [RTCP_MUX] : []),
    ],
  };
}

/** A stream we do not take: port 0, in its place, with its formats (RFC 3264 §6). */
export const refusedMedia = ({ kind, protocol, formats }: MediaDescription): MediaDescription => ({
  kind,
  port: 0,
  protocol,
  formats,
  attributes: [],
});

/** Our description; the version of o= rises by one when anything but itself has changed (RFC 3264 §8). */
export function describeLocal(local: LocalMedia, media: readonly MediaDescription[]): SessionDescription {
  const { address, family, previous } = local;
  const build = (sessionId: string, sessionVersion: string): SessionDescription => ({
    origin: { username: '-', sessionId, sessionVersion, family, address },
    sessionName: '-',
    connection: { family, address },
    attributes: [],
    media,
  });
  if (previous === undefined) return build(local.sessionId, '1');
  const { sessionId, sessionVersion } = previous.origin;
  const unchanged = build(sessionId, sessionVersion);
  if (serializeSdp(unchanged) === serializeSdp(previous)) return unchanged;
  return build(sessionId, String(BigInt(sessionVersion) + 1n));
}
