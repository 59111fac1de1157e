import { audioFormats, eventFormatFor, rtpmap, type AudioFormat } from '../sdp/audio-formats.js';
import type { Attribute, MediaDescription } from '../sdp/session-description.js';

/** Opus in a browser's session description (RFC 7587), and the plain formats that stand for it inside. */
export interface OpusFormats {
  readonly opus: number;
  /** Of its keys (RFC 4733). */
  readonly events: AudioFormat | undefined;
}

/** The mixer's rate: more than narrowband would be thrown away. */
export const PLAIN_RATE = 8_000;
/** RFC 7587 §4.1: the clock of Opus, whatever was coded. */
export const OPUS_RATE = 48_000;
/** Twice what narrowband speech needs (RFC 7587 §3.1.1: 8–12 kbit/s), so that FEC has room too. */
export const OPUS_BITRATE = 24_000;
export const PLAIN_PCMU = 0;
export const PLAIN_EVENTS = 101;

/** RFC 3551 §6: the static payload types of PCMU and PCMA. */
const G711: readonly string[] = ['0', '8'];
const PAYLOAD_TYPE_MAX = 127;
const PTIME_MS = 20;
const TELEPHONE_KEYS = '0-15';
const DIRECTIONS: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
/** What browsers themselves offer under these numbers. */
const OFFERED: OpusFormats = {
  opus: 111,
  events: { payloadType: 110, encoding: 'TELEPHONE-EVENT', clockRate: OPUS_RATE },
};
const AS_NARROWBAND = `maxplaybackrate=${PLAIN_RATE};sprop-maxcapturerate=${PLAIN_RATE};maxaveragebitrate=${OPUS_BITRATE};stereo=0;useinbandfec=1;usedtx=0`;

/** Undefined: the browser has no Opus, or likes G.711 better. */
export function offeredOpus(audio: MediaDescription): OpusFormats | undefined {
  const mapped = audio.attributes
    .filter(({ name }) => name === 'rtpmap')
    .map(({ value = '' }) => /^(\d{1,3})\s+opus\/48000\/2$/i.exec(value)?.[1]);
  const [first] = audio.formats.filter((format) => mapped.includes(format) || G711.includes(format));
  if (first === undefined || G711.includes(first) || Number(first) > PAYLOAD_TYPE_MAX) return undefined;
  const events = audioFormats(audio).filter(({ encoding }) => encoding === 'TELEPHONE-EVENT');
  // Firefox has them at 8 kHz alone.
  return {
    opus: Number(first),
    events: events.find(({ clockRate }) => clockRate === OPUS_RATE) ?? events[0],
  };
}

/** A browser's audio as the rest of the server is told of it: PCMU in the place of Opus. */
export function withoutOpus(audio: MediaDescription, { events }: OpusFormats): MediaDescription {
  const formats = formatsOf(
    `${PLAIN_PCMU} PCMU/${PLAIN_RATE}`,
    events && eventFormatFor('PCMU', PLAIN_EVENTS),
  );
  return { ...audio, ...formats, attributes: [...formats.attributes, ...directionOf(audio)] };
}

/** The answer to a browser: Opus in the place of PCMU. */
export function inOpus(plain: MediaDescription, agreed: OpusFormats): MediaDescription {
  const formats = opusFormats(agreed);
  return { ...plain, ...formats, attributes: [...formats.attributes, ...directionOf(plain)] };
}

/** An offer to a browser: Opus before all else. */
export function opusFirst(plain: MediaDescription): MediaDescription {
  const { formats, attributes } = opusFormats(OFFERED);
  const others = plain.attributes.filter(({ name }) => name !== 'ptime');
  return { ...plain, formats: [...formats, ...plain.formats], attributes: [...attributes, ...others] };
}

type Formats = Pick<MediaDescription, 'formats' | 'attributes'>;

function opusFormats({ opus, events }: OpusFormats): Formats {
  const { formats, attributes } = formatsOf(`${opus} opus/${OPUS_RATE}/2`, events);
  return { formats, attributes: [...attributes, { name: 'fmtp', value: `${opus} ${AS_NARROWBAND}` }] };
}

function formatsOf(audio: string, events: AudioFormat | undefined): Formats {
  const maps = events === undefined ? [audio] : [audio, rtpmap(events)];
  const keys: readonly Attribute[] =
    events === undefined ? [] : [{ name: 'fmtp', value: `${events.payloadType} ${TELEPHONE_KEYS}` }];
  return {
    formats: maps.map((map) => map.split(' ', 1)[0]!),
    attributes: [
      ...maps.map((value) => ({ name: 'rtpmap', value })),
      ...keys,
      { name: 'ptime', value: String(PTIME_MS) },
    ],
  };
}

const directionOf = ({ attributes }: MediaDescription): readonly Attribute[] =>
  attributes.filter(({ name }) => DIRECTIONS.includes(name));
