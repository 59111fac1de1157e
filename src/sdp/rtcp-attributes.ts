import { attributeValue, type Attribute, type MediaDescription } from './session-description.js';

export interface MediaTarget {
  readonly address: string;
  readonly port: number;
}

/** RFC 5761 §5.1.1: reports and audio on one port. */
export const RTCP_MUX: Attribute = { name: 'rtcp-mux' };

export const hasRtcpMux = (media: MediaDescription): boolean =>
  media.attributes.some(({ name }) => name === RTCP_MUX.name);

/** Where the peer wants our reports; nothing is said when that is the port behind its audio. */
export function rtcpOf(
  media: MediaDescription,
  remote: MediaTarget | undefined,
  muxed: boolean,
): { readonly rtcp?: MediaTarget | 'mux' } {
  if (muxed) return { rtcp: 'mux' };
  const value = attributeValue(media.attributes, 'rtcp');
  if (value === undefined || remote === undefined) return {};
  const port = rtcpPort(value, remote.address);
  return port === undefined ? {} : { rtcp: { address: remote.address, port } };
}

/**
 * `<port> [IN IP4|IP6 <address>]`, RFC 3605 §2.1. Another address than the audio's is not followed: nobody
 * names a host for us to send to by the way [C29].
 */
function rtcpPort(value: string, audioAddress: string): number | undefined {
  const match = /^(\d{1,5})(?:\s+IN\s+IP[46]\s+(\S+))?$/i.exec(value);
  if (match === null) return undefined;
  const port = Number(match[1]);
  const address = match[2] ?? audioAddress;
  return port > 0 && port <= 65_535 && address.toLowerCase() === audioAddress.toLowerCase()
    ? port
    : undefined;
}
