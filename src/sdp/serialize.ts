import type { Attribute, Connection, MediaDescription, SessionDescription } from './session-description.js';

/** The text of a description: lines in the order of RFC 8866 §5, each ended by CRLF. */
export function serializeSdp(session: SessionDescription): string {
  const { username, sessionId, sessionVersion, family, address } = session.origin;
  const lines = [
    'v=0',
    `o=${username} ${sessionId} ${sessionVersion} IN ${family} ${address}`,
    `s=${session.sessionName}`,
    ...connectionLines(session.connection),
    't=0 0',
    ...session.attributes.map(attributeLine),
    ...session.media.flatMap(mediaLines),
  ];
  return lines.join('\r\n') + '\r\n';
}

const mediaLines = (media: MediaDescription): readonly string[] => [
  `m=${media.kind} ${media.port} ${media.protocol} ${media.formats.join(' ')}`,
  ...connectionLines(media.connection),
  ...media.attributes.map(attributeLine),
];

const connectionLines = (connection: Connection | undefined): readonly string[] =>
  connection === undefined ? [] : [`c=IN ${connection.family} ${connection.address}`];

const attributeLine = ({ name, value }: Attribute): string =>
  value === undefined ? `a=${name}` : `a=${name}:${value}`;
