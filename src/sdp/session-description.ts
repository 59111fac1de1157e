/** A session description, RFC 8866 (and RFC 4566), as far as a telephone call needs it. Read only. */
export interface SessionDescription {
  readonly origin: Origin;
  readonly sessionName: string;
  readonly connection?: Connection;
  readonly attributes: readonly Attribute[];
  /** In the order of the m= lines; the order is what offer and answer are matched by. */
  readonly media: readonly MediaDescription[];
}

export type AddressFamily = 'IP4' | 'IP6';

/** o= (RFC 8866 §5.2). Id and version have up to 64 bits and are kept as digits. */
export interface Origin {
  readonly username: string;
  readonly sessionId: string;
  readonly sessionVersion: string;
  readonly family: AddressFamily;
  readonly address: string;
}

/** c= (RFC 8866 §5.7), without TTL and number of addresses. */
export interface Connection {
  readonly family: AddressFamily;
  readonly address: string;
}

/** a=name or a=name:value; the value verbatim. */
export interface Attribute {
  readonly name: string;
  readonly value?: string;
}

export interface MediaDescription {
  /** audio, video, image, … in lower case. */
  readonly kind: string;
  /** 0: refused or disabled. */
  readonly port: number;
  /** Such as RTP/AVP, in upper case. */
  readonly protocol: string;
  readonly formats: readonly string[];
  readonly connection?: Connection;
  readonly attributes: readonly Attribute[];
}

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
const DIRECTIONS: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] satisfies Direction[];

export const attributeValue = (attributes: readonly Attribute[], name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name)?.value;

/** On the media or else on the session; sendrecv if neither says (RFC 8866 §6.7). */
export function directionOf(session: SessionDescription, media: MediaDescription): Direction {
  const isDirection = ({ name }: Attribute): boolean => DIRECTIONS.includes(name);
  const said = media.attributes.find(isDirection) ?? session.attributes.find(isDirection);
  return (said?.name ?? 'sendrecv') as Direction;
}

/** The same stream as the other side sees it (RFC 3264 §6.1). */
export function reversed(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  if (direction === 'recvonly') return 'sendonly';
  return direction;
}
