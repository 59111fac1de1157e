import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordingId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';

/** What a link leads to, and until when. */
export interface RecordingLink {
  readonly recording: RecordingId;
  /** 0: the mix; 1 and up: the tracks. */
  readonly file: number;
  readonly expiresMs: number;
}

/** As `recording.file.expires.signature`. Nobody makes one without the secret, or makes one last longer. */
export function signedLink(link: RecordingLink, secret: Uint8Array): string {
  const text = `${link.recording}.${link.file}.${link.expiresMs.toString(36)}`;
  return `${text}.${signatureOf(text, secret).toString('base64url')}`;
}

/** Undefined: not one of ours, changed, or over. */
export function verifiedLink(token: string, secret: Uint8Array, nowMs: UtcMs): RecordingLink | undefined {
  const parts = /^([\w-]{1,50})\.(\d{1,4})\.([0-9a-z]{1,10})\.([\w-]{43})$/.exec(token);
  if (parts === null) return undefined;
  const [, recording = '', file = '', expires = '', signature = ''] = parts;
  const expected = signatureOf(`${recording}.${file}.${expires}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const expiresMs = Number.parseInt(expires, 36);
  if (expiresMs <= nowMs) return undefined;
  return { recording: recording as RecordingId, file: Number(file), expiresMs };
}

const signatureOf = (text: string, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(text).digest();
