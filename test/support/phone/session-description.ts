import type { HostPort } from './sip-call.js';

export const EVENT_PAYLOAD_TYPE = 101;

/** What a test phone offers and answers: one G.711 law and its keys. */
export function sessionDescription(options: {
  readonly media: HostPort;
  readonly codec: 'PCMA' | 'PCMU';
  readonly direction: 'sendrecv' | 'sendonly' | 'inactive';
  readonly version: number;
}): string {
  const { media, codec, direction, version } = options;
  const payloadType = codec === 'PCMU' ? 0 : 8;
  return [
    'v=0',
    `o=phone 1 ${version} IN IP4 ${media.host}`,
    's=-',
    `c=IN IP4 ${media.host}`,
    't=0 0',
    `m=audio ${media.port} RTP/AVP ${payloadType} ${EVENT_PAYLOAD_TYPE}`,
    `a=rtpmap:${EVENT_PAYLOAD_TYPE} telephone-event/8000`,
    `a=fmtp:${EVENT_PAYLOAD_TYPE} 0-15`,
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n');
}
