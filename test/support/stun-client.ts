import { createHmac } from 'node:crypto';

const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const USE_CANDIDATE = 0x0025;

export interface Check {
  readonly username: string;
  readonly password: string;
  readonly useCandidate: boolean;
}

/** A check as a browser sends it (RFC 8445 §7.2), without its FINGERPRINT. */
export function bindingRequest({ username, password, useCandidate }: Check): Buffer {
  const attributes = [
    attribute(USERNAME, Buffer.from(username)),
    ...(useCandidate ? [attribute(USE_CANDIDATE, Buffer.alloc(0))] : []),
  ];
  const body = Buffer.concat(attributes);
  const header = Buffer.from('000100002112a442000102030405060708090a0b', 'hex');
  header.writeUInt16BE(body.length + 24, 2);
  const signed = Buffer.concat([header, body]);
  const signature = createHmac('sha1', password).update(signed).digest();
  return Buffer.concat([signed, attribute(MESSAGE_INTEGRITY, signature)]);
}

function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}
