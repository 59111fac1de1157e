import { fail, ok, type Result } from '../base/result.js';
import type {
  Attribute,
  Connection,
  MediaDescription,
  Origin,
  SessionDescription,
} from './session-description.js';

export type SdpParseError =
  /** It does not begin with v=0. */
  | { readonly code: 'SDP_NOT_A_DESCRIPTION' }
  /** A line that the answer depends on cannot be read; `line` counts from 1. */
  | { readonly code: 'SDP_MALFORMED'; readonly line: number }
  /** More than LINES_MAX lines or MEDIA_MAX streams. */
  | { readonly code: 'SDP_TOO_LARGE' };

export const LINES_MAX = 1_000;
export const MEDIA_MAX = 32;

const UNKNOWN_ORIGIN: Origin = {
  username: '-',
  sessionId: '0',
  sessionVersion: '0',
  family: 'IP4',
  address: '0.0.0.0',
};

/** A part while its lines are being read. */
interface OpenPart {
  connection?: Connection;
  readonly attributes: Attribute[];
}
interface OpenSession extends OpenPart {
  origin: Origin;
  sessionName: string;
  readonly media: (MediaDescription & OpenPart)[];
}

/**
 * Reads what peers really send: lines may end in LF alone, the last one not at all; unknown lines, lines
 * without '=' and a missing or odd o= are passed over. m= and c= must be sound, as the media depend on them.
 */
export function parseSdp(text: string): Result<SessionDescription, SdpParseError> {
  const lines = text.split(/\r\n|\n|\r/, LINES_MAX + 1);
  if (lines.length > LINES_MAX) return fail({ code: 'SDP_TOO_LARGE' });
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || !/^v=0\s*$/.test(lines[first]!)) return fail({ code: 'SDP_NOT_A_DESCRIPTION' });
  const session: OpenSession = { origin: UNKNOWN_ORIGIN, sessionName: '-', attributes: [], media: [] };
  for (let index = first + 1; index < lines.length; index++) {
    if (!readLine(session, lines[index]!)) return fail({ code: 'SDP_MALFORMED', line: index + 1 });
    if (session.media.length > MEDIA_MAX) return fail({ code: 'SDP_TOO_LARGE' });
  }
  return ok(session);
}

/** False if the line is one that matters and cannot be read. */
function readLine(session: OpenSession, line: string): boolean {
  if (line[1] !== '=') return true;
  const value = line.slice(2).trim();
  const part: OpenPart = session.media.at(-1) ?? session;
  switch (line[0]) {
    case 'o':
      session.origin = parseOrigin(value) ?? session.origin;
      return true;
    case 's':
      session.sessionName = value;
      return true;
    case 'c': {
      const connection = parseConnection(value);
      if (connection === undefined) return false;
      // Several c= lines on one stream are layers of a multicast (RFC 8866 §5.7): the first is the base.
      part.connection ??= connection;
      return true;
    }
    case 'a':
      part.attributes.push(parseAttribute(value));
      return true;
    case 'm': {
      const media = parseMedia(value);
      if (media !== undefined) session.media.push(media);
      return media !== undefined;
    }
    default:
      return true;
  }
}

function parseOrigin(value: string): Origin | undefined {
  const [username, sessionId, sessionVersion, net, family, address] = value.split(/\s+/);
  if (username === undefined || sessionId === undefined || sessionVersion === undefined) return undefined;
  if (net?.toUpperCase() !== 'IN' || address === undefined) return undefined;
  return { username, sessionId, sessionVersion, family: familyOf(family) ?? 'IP4', address };
}

function parseConnection(value: string): Connection | undefined {
  const [net, type, target] = value.split(/\s+/);
  const family = familyOf(type);
  const address = target?.split('/')[0];
  if (net?.toUpperCase() !== 'IN' || family === undefined || !address) return undefined;
  return { family, address };
}

function familyOf(type: string | undefined): 'IP4' | 'IP6' | undefined {
  const upper = type?.toUpperCase();
  return upper === 'IP4' || upper === 'IP6' ? upper : undefined;
}

function parseAttribute(value: string): Attribute {
  const colon = value.indexOf(':');
  // Names are case-sensitive tokens, but some peers capitalise a=Sendrecv and none means anything else by it.
  if (colon < 0) return { name: value.toLowerCase() };
  return { name: value.slice(0, colon).trim().toLowerCase(), value: value.slice(colon + 1).trim() };
}

function parseMedia(value: string): (MediaDescription & OpenPart) | undefined {
  const [kind, ports, protocol, ...formats] = value.split(/\s+/);
  if (!kind || ports === undefined || protocol === undefined || formats.length === 0) return undefined;
  const port = /^(\d{1,5})(\/\d{1,5})?$/.exec(ports)?.[1];
  if (port === undefined || Number(port) > 65_535) return undefined;
  return {
    kind: kind.toLowerCase(),
    port: Number(port),
    protocol: protocol.toUpperCase(),
    formats,
    attributes: [],
  };
}
