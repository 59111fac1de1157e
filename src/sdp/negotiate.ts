import { isIPv4, isIPv6 } from 'node:net';
import { fail, ok, type Result } from '../base/result.js';
import {
  audioFormatOf,
  audioFormats,
  codecOf,
  eventFormat,
  eventFormatFor,
  sendPtimeMs,
  STATIC_PAYLOAD_TYPE,
  type AudioCodec,
  type AudioFormat,
} from './audio-formats.js';
import {
  describeLocal,
  localAudio,
  refusedMedia,
  type LocalMedia,
  type NegotiatedAudio,
} from './local-media.js';
import { hasRtcpMux, rtcpOf } from './rtcp-attributes.js';
import {
  directionOf,
  reversed,
  type AddressFamily,
  type MediaDescription,
  type SessionDescription,
} from './session-description.js';

export type NegotiationError =
  /** No audio stream, or only refused ones. */
  | { readonly code: 'NO_AUDIO' }
  /** Audio only over a transport we do not speak, such as RTP/SAVP. */
  | { readonly code: 'MEDIA_PROTOCOL_UNSUPPORTED'; readonly protocol: string }
  | { readonly code: 'NO_COMMON_CODEC' }
  /** No c=, a name instead of an address, or the other address family. */
  | { readonly code: 'MEDIA_ADDRESS_UNUSABLE'; readonly address: string | undefined }
  /** The streams of an answer are not those of the offer (RFC 3264 §6). */
  | { readonly code: 'ANSWER_MISMATCH' };

export interface NegotiatedAnswer {
  readonly answer: SessionDescription;
  readonly media: NegotiatedAudio;
}

const PROTOCOLS: readonly string[] = ['RTP/AVP', 'RTP/AVPF'];
const OFFERED_PROTOCOL = 'RTP/AVP';
const EVENT_PAYLOAD_TYPE = 101;
const DYNAMIC_PAYLOAD_TYPES = Array.from({ length: 32 }, (_, index) => 96 + index);

/** Answers an offer, the first of a dialog or a later one (RFC 3264 §6). Answers one codec: the peer's first that we have. */
export function negotiateAnswer(
  offer: SessionDescription,
  local: LocalMedia,
): Result<NegotiatedAnswer, NegotiationError> {
  const found = findAudio(offer, local.previous);
  if (!found.ok) return found;
  const audio = found.value;
  const formats = audioFormats(audio);
  const chosen = firstCommon(formats, local.codecs);
  if (chosen === undefined) return fail({ code: 'NO_COMMON_CODEC' });
  const remote = remoteOf(offer, audio, local.family);
  if (!remote.ok) return remote;
  const { codec, format } = chosen;
  const events = eventFormat(formats, codec);
  const ptimeMs = sendPtimeMs(offer, audio, local.ptimeMs);
  const direction = reversed(directionOf(offer, audio));
  const muxed = hasRtcpMux(audio);
  // The numbers of the offer, then for both directions (RFC 3264 §6.1).
  const own = localAudio(local, audio.protocol, [format], events, ptimeMs, direction, muxed);
  const answer = describeLocal(
    local,
    offer.media.map((media) => (media === audio ? own : refusedMedia(media))),
  );
  const media: NegotiatedAudio = {
    remote: remote.value,
    codec,
    sendPayloadType: format.payloadType,
    receivePayloadType: format.payloadType,
    ptimeMs,
    direction,
    ...eventPayloadTypes(events?.payloadType, events?.payloadType),
    ...rtcpOf(audio, remote.value, muxed),
  };
  return ok({ answer, media });
}

/** Our offer: into the answer to an INVITE without one, or into an INVITE of ours (RFC 3264 §5 and §8). */
export function makeOffer(local: LocalMedia): SessionDescription {
  const formats = local.codecs.map((codec) => audioFormatOf(codec, STATIC_PAYLOAD_TYPE[codec]));
  const before = local.previous?.media ?? [];
  // A stream keeps its place for the life of the dialog; those once refused stay, with port 0 (§8).
  const place = Math.max(0, before.findIndex(isUsableAudio));
  const events = eventFormatFor(local.codecs[0]!, offeredEventPayloadType(before[place]));
  const own = localAudio(local, OFFERED_PROTOCOL, formats, events, local.ptimeMs, 'sendrecv', true);
  const media =
    before.length === 0 ? [own] : before.map((old, index) => (index === place ? own : refusedMedia(old)));
  return describeLocal(local, media);
}

/** What an answer to `offer`, which makeOffer made from `local`, agrees on. */
export function applyAnswer(
  offer: SessionDescription,
  answer: SessionDescription,
  local: LocalMedia,
): Result<NegotiatedAudio, NegotiationError> {
  const sameStreams =
    offer.media.length === answer.media.length &&
    offer.media.every(({ kind }, index) => kind === answer.media[index]!.kind);
  if (!sameStreams) return fail({ code: 'ANSWER_MISMATCH' });
  const place = offer.media.findIndex(isUsableAudio);
  const offered = offer.media[place];
  const audio = answer.media[place];
  if (offered === undefined || audio === undefined || audio.port === 0) return fail({ code: 'NO_AUDIO' });
  if (!PROTOCOLS.includes(audio.protocol)) {
    return fail({ code: 'MEDIA_PROTOCOL_UNSUPPORTED', protocol: audio.protocol });
  }
  const ours = audioFormats(offered);
  const theirs = withFormatsOf(offered, audio);
  const chosen = firstCommon(theirs, local.codecs);
  if (chosen === undefined) return fail({ code: 'NO_COMMON_CODEC' });
  const remote = remoteOf(answer, audio, local.family);
  if (!remote.ok) return remote;
  const { codec, format } = chosen;
  const theirEvents = eventFormat(theirs, codec)?.payloadType;
  return ok({
    remote: remote.value,
    codec,
    // Each side sends with the numbers of the other's description (RFC 3264 §5.1).
    sendPayloadType: format.payloadType,
    receivePayloadType: firstCommon(ours, [codec])?.format.payloadType ?? format.payloadType,
    ...otherLaw(ours, theirs, local.codecs, codec),
    ptimeMs: sendPtimeMs(answer, audio, local.ptimeMs),
    direction: reversed(directionOf(answer, audio)),
    ...eventPayloadTypes(
      theirEvents,
      theirEvents === undefined ? undefined : eventFormat(ours, codec)?.payloadType,
    ),
    ...rtcpOf(audio, remote.value, hasRtcpMux(offered) && hasRtcpMux(audio)),
  });
}

const isUsableAudio = ({ kind, port, protocol }: MediaDescription): boolean =>
  kind === 'audio' && port !== 0 && PROTOCOLS.includes(protocol);

/** The stream in the place we used before, or else the first that can be used. */
function findAudio(
  offer: SessionDescription,
  previous: SessionDescription | undefined,
): Result<MediaDescription, NegotiationError> {
  const before = offer.media[previous?.media.findIndex(isUsableAudio) ?? -1];
  const audio = before !== undefined && isUsableAudio(before) ? before : offer.media.find(isUsableAudio);
  if (audio !== undefined) return ok(audio);
  const foreign = offer.media.find(({ kind, port }) => kind === 'audio' && port !== 0);
  if (foreign === undefined) return fail({ code: 'NO_AUDIO' });
  return fail({ code: 'MEDIA_PROTOCOL_UNSUPPORTED', protocol: foreign.protocol });
}

function firstCommon(
  formats: readonly AudioFormat[],
  codecs: readonly AudioCodec[],
): { readonly codec: AudioCodec; readonly format: AudioFormat } | undefined {
  for (const format of formats) {
    const codec = codecOf(format, codecs);
    if (codec !== undefined) return { codec, format };
  }
  return undefined;
}

/** The peer may send whatever of our offer it kept, and change between them (RFC 3264 §6.1), whichever it names first. */
function otherLaw(
  ours: readonly AudioFormat[],
  theirs: readonly AudioFormat[],
  codecs: readonly AudioCodec[],
  chosen: AudioCodec,
): Pick<NegotiatedAudio, 'receiveOtherLawPayloadType'> {
  const kept = firstCommon(
    theirs,
    codecs.filter((codec) => codec !== chosen),
  );
  const offered = kept && firstCommon(ours, [kept.codec]);
  return offered === undefined ? {} : { receiveOtherLawPayloadType: offered.format.payloadType };
}

/** The peer's own c= counts; the stream's before the session's (RFC 8866 §5.7). */
function remoteOf(
  session: SessionDescription,
  media: MediaDescription,
  family: AddressFamily,
): Result<NegotiatedAudio['remote'], NegotiationError> {
  const connection = media.connection ?? session.connection;
  if (connection === undefined) return fail({ code: 'MEDIA_ADDRESS_UNUSABLE', address: undefined });
  const { address } = connection;
  if (isHoldAddress(address)) return ok(undefined);
  const usable = family === 'IP4' ? isIPv4(address) : isIPv6(address);
  if (!usable || connection.family !== family) return fail({ code: 'MEDIA_ADDRESS_UNUSABLE', address });
  return ok({ address, port: media.port });
}

/** Hold as RFC 2543 had it (RFC 3264 §8.4), and for IPv6 the unspecified address or a name in .invalid (RFC 6157 §5.1). */
const isHoldAddress = (address: string): boolean =>
  address === '0.0.0.0' || /^[0:]+$/.test(address) || /\.invalid\.?$/i.test(address);

/** Some peers answer a dynamic type by its number alone: then it is what we offered under that number. */
function withFormatsOf(offered: MediaDescription, answered: MediaDescription): readonly AudioFormat[] {
  const ours = offered.attributes.filter(({ name }) => name === 'rtpmap');
  return audioFormats({ ...answered, attributes: [...ours, ...answered.attributes] });
}

/** A number keeps its meaning for the life of the dialog (RFC 3264 §8.3.2). */
function offeredEventPayloadType(before: MediaDescription | undefined): number {
  if (before === undefined) return EVENT_PAYLOAD_TYPE;
  const formats = audioFormats(before);
  const taken = new Set(formats.map(({ payloadType }) => payloadType));
  const same = formats.find(({ encoding }) => encoding === 'TELEPHONE-EVENT');
  if (same !== undefined) return same.payloadType;
  return [EVENT_PAYLOAD_TYPE, ...DYNAMIC_PAYLOAD_TYPES].find((number) => !taken.has(number))!;
}

function eventPayloadTypes(
  send: number | undefined,
  receive: number | undefined,
): Pick<NegotiatedAudio, 'sendEventPayloadType' | 'receiveEventPayloadType'> {
  return {
    ...(send === undefined ? {} : { sendEventPayloadType: send }),
    ...(receive === undefined ? {} : { receiveEventPayloadType: receive }),
  };
}
