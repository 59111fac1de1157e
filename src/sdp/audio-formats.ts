import { attributeValue, type MediaDescription, type SessionDescription } from './session-description.js';

/** What we can send and receive; the names of RFC 3551, as in the mixer's contract. */
export type AudioCodec = 'PCMA' | 'PCMU';

export interface AudioFormat {
  readonly payloadType: number;
  /** In upper case. */
  readonly encoding: string;
  readonly clockRate: number;
}

const CLOCK_RATE: Readonly<Record<AudioCodec, number>> = { PCMA: 8000, PCMU: 8000 };
const TELEPHONE_EVENT = 'TELEPHONE-EVENT';

/** RFC 3551 §6: these payload types need no rtpmap. */
const STATIC_FORMATS: ReadonlyMap<number, AudioFormat> = new Map([
  [0, { payloadType: 0, encoding: 'PCMU', clockRate: 8000 }],
  [8, { payloadType: 8, encoding: 'PCMA', clockRate: 8000 }],
]);
export const STATIC_PAYLOAD_TYPE: Readonly<Record<AudioCodec, number>> = { PCMA: 8, PCMU: 0 };

/** The formats of an RTP stream in the order of its m= line; those nobody says anything about are left out. */
export function audioFormats(media: MediaDescription): readonly AudioFormat[] {
  const mapped = new Map<number, AudioFormat>();
  for (const { name, value } of media.attributes) {
    if (name !== 'rtpmap' || value === undefined) continue;
    const format = parseRtpmap(value);
    if (format !== undefined) mapped.set(format.payloadType, format);
  }
  return media.formats.flatMap((format) => {
    const payloadType = payloadTypeOf(format);
    return mapped.get(payloadType) ?? STATIC_FORMATS.get(payloadType) ?? [];
  });
}

const payloadTypeOf = (format: string): number => (/^\d{1,3}$/.test(format) ? Number(format) : -1);

/** `<payload type> <encoding>/<clock rate>[/<channels>]`, RFC 8866 §6.6. We have no use for two channels. */
function parseRtpmap(value: string): AudioFormat | undefined {
  const match = /^(\d{1,3})\s+([^/\s]+)\/(\d{1,6})(?:\/1)?$/.exec(value);
  if (match === null || Number(match[1]) > 127) return undefined;
  return { payloadType: Number(match[1]), encoding: match[2]!.toUpperCase(), clockRate: Number(match[3]) };
}

/** The codec that a format stands for, if we have it. */
export const codecOf = (format: AudioFormat, codecs: readonly AudioCodec[]): AudioCodec | undefined =>
  codecs.find((codec) => codec === format.encoding && CLOCK_RATE[codec] === format.clockRate);

/** telephone-event only counts at the clock rate of the codec: both share one timestamp (RFC 4733 §2.6). */
export const eventFormat = (formats: readonly AudioFormat[], codec: AudioCodec): AudioFormat | undefined =>
  formats.find(({ encoding, clockRate }) => encoding === TELEPHONE_EVENT && clockRate === CLOCK_RATE[codec]);

export const rtpmap = ({ payloadType, encoding, clockRate }: AudioFormat): string =>
  `${payloadType} ${encoding === TELEPHONE_EVENT ? 'telephone-event' : encoding}/${clockRate}`;

export const audioFormatOf = (codec: AudioCodec, payloadType: number): AudioFormat => ({
  payloadType,
  encoding: codec,
  clockRate: CLOCK_RATE[codec],
});

export const eventFormatFor = (codec: AudioCodec, payloadType: number): AudioFormat => ({
  payloadType,
  encoding: TELEPHONE_EVENT,
  clockRate: CLOCK_RATE[codec],
});

const PTIME_MS_MIN = 10;
const PTIME_MS_MAX = 60;

/** The packet time to send with: what the peer asks for in whole tens, within its maxptime and our 10–60 ms. */
export function sendPtimeMs(session: SessionDescription, media: MediaDescription, ownMs: number): number {
  const said = (name: string): number => {
    const value = attributeValue(media.attributes, name) ?? attributeValue(session.attributes, name);
    return Number(/^\d{1,4}/.exec(value ?? '')?.[0] ?? 0);
  };
  const wantedMs = Math.min(said('ptime') || ownMs, said('maxptime') || PTIME_MS_MAX, PTIME_MS_MAX);
  return Math.max(PTIME_MS_MIN, wantedMs - (wantedMs % 10));
}
