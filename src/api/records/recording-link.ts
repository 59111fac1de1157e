import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordingId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import type { RecordingShareId } from '../../store/repositories/recording-share-repository.js';

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
  if (!isSignature(signature, signatureOf(`${recording}.${file}.${expires}`, secret))) return undefined;
  const expiresMs = Number.parseInt(expires, 36);
  if (expiresMs <= nowMs) return undefined;
  return { recording: recording as RecordingId, file: Number(file), expiresMs };
}

/** As `share.signature`: what it leads to, and until when, stands in the database, so it can be taken back. */
export const shareToken = (share: RecordingShareId, secret: Uint8Array): string =>
  `${share}.${shareSignatureOf(share, secret).toString('base64url')}`;

/** Undefined: not one of ours, or changed. */
export function verifiedShare(token: string, secret: Uint8Array): RecordingShareId | undefined {
  const [, share = '', signature = ''] = /^([\w-]{1,50})\.([\w-]{43})$/.exec(token) ?? [];
  return isSignature(signature, shareSignatureOf(share, secret)) ? (share as RecordingShareId) : undefined;
}

function isSignature(text: string, expected: Buffer): boolean {
  const given = Buffer.from(text, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const shareSignatureOf = (share: string, secret: Uint8Array): Buffer => signatureOf(`share ${share}`, secret);

const signatureOf = (text: string, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(text).digest();
