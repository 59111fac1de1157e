import { createHash } from 'node:crypto';
import type { DigestCredentials } from './endpoint-api.js';
import { quote, splitTopLevel, trimBlanks, unquote } from './grammar.js';
import { byteString } from './headers.js';
import { parseParams } from './params.js';

/** Digest access authentication as a client: RFC 7616, with the algorithms that RFC 8760 names for SIP [C15]. */

/** As written in headers, with OpenSSL's name; the strongest first. */
const ALGORITHMS = [
  ['SHA-512-256', 'sha512-256'],
  ['SHA-256', 'sha256'],
  ['MD5', 'md5'],
] as const;

export type DigestAlgorithm = (typeof ALGORITHMS)[number][0];

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: DigestAlgorithm;
  /** Whether qop=auth is offered; without any qop the response is that of RFC 2069. */
  readonly qop: boolean;
  /** The nonce has expired; the password was not wrong. */
  readonly stale: boolean;
}

/** What a response is computed over. */
export interface DigestRequest {
  readonly method: string;
  readonly uri: string;
  /** How often this nonce was used, this time included. */
  readonly nonceCount: number;
  readonly cnonce: string;
}

/**
 * The challenges that can be answered, of the lines of WWW-Authenticate or Proxy-Authenticate. Other
 * schemes, unknown algorithms and qop without `auth` are left out.
 */
export function parseChallenges(lines: readonly string[]): DigestChallenge[] {
  return lines
    .flatMap(splitChallenges)
    .map(readChallenge)
    .filter((challenge) => challenge !== undefined);
}

/** The strongest one of a realm that the credentials are for (RFC 8760 §2.4). */
export function chooseChallenge(
  challenges: readonly DigestChallenge[],
  { realm }: DigestCredentials,
): DigestChallenge | undefined {
  const ours = challenges.filter((challenge) => realm === undefined || challenge.realm === realm);
  for (const [name] of ALGORITHMS) {
    const found = ours.find(({ algorithm }) => algorithm === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** RFC 7616 §3.4.1. All texts are byte strings. */
export function digestResponse(
  challenge: DigestChallenge,
  { username, password }: { readonly username: string; readonly password: string },
  { method, uri, nonceCount, cnonce }: DigestRequest,
): string {
  const { algorithm, realm, nonce, qop } = challenge;
  const hash = (text: string): string =>
    createHash(opensslName(algorithm)).update(text, 'latin1').digest('hex');
  const secret = hash(`${username}:${realm}:${password}`);
  const request = hash(`${method}:${uri}`);
  const middle = qop ? `${nonce}:${hex8(nonceCount)}:${cnonce}:auth` : nonce;
  return hash(`${secret}:${middle}:${request}`);
}

/** The value of Authorization or Proxy-Authorization. */
export function formatCredentials(
  challenge: DigestChallenge,
  credentials: DigestCredentials,
  request: DigestRequest,
): string {
  const username = byteString(credentials.username);
  const password = byteString(credentials.password);
  const { realm, nonce, opaque, algorithm, qop } = challenge;
  const params = [
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(request.uri)}`,
    `response="${digestResponse(challenge, { username, password }, request)}"`,
    `algorithm=${algorithm}`,
    ...(qop ? ['qop=auth', `nc=${hex8(request.nonceCount)}`, `cnonce=${quote(request.cnonce)}`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ];
  return `Digest ${params.join(', ')}`;
}

const hex8 = (count: number): string => count.toString(16).padStart(8, '0');

const opensslName = (algorithm: DigestAlgorithm): string =>
  ALGORITHMS.find(([name]) => name === algorithm)![1];

/** Where a scheme and its first parameter begin a challenge. */
const CHALLENGE_START = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]+[^ \t=]+[ \t]*=/;

/** One line may hold several challenges (RFC 7235 §4.1): both they and their parameters stand between commas. */
function splitChallenges(line: string): string[][] {
  const challenges: string[][] = [];
  for (const part of splitTopLevel(line, ',')) {
    if (CHALLENGE_START.test(part)) challenges.push([part]);
    else challenges.at(-1)?.push(part);
  }
  return challenges;
}

function readChallenge([first = '', ...others]: readonly string[]): DigestChallenge | undefined {
  const blank = first.search(/[ \t]/);
  if (first.slice(0, blank).toLowerCase() !== 'digest') return undefined;
  const texts = [trimBlanks(first.slice(blank)), ...others].filter((text) => text !== '');
  const params = parseParams(texts.map((text) => `;${text}`).join(''));
  const realm = params?.get('realm');
  const nonce = params?.get('nonce');
  if (params === undefined || realm === undefined || nonce === undefined) return undefined;
  const wanted = unquote(params.get('algorithm') ?? 'MD5').toUpperCase();
  const algorithm = ALGORITHMS.find(([name]) => name === wanted)?.[0];
  const qop = params.get('qop');
  const offersAuth = qop !== undefined && /(?:^|,)\s*auth\s*(?:,|$)/i.test(unquote(qop));
  if (algorithm === undefined || (qop !== undefined && !offersAuth)) return undefined;
  const opaque = params.get('opaque');
  return {
    realm: unquote(realm),
    nonce: unquote(nonce),
    opaque: opaque === undefined ? undefined : unquote(opaque),
    algorithm,
    qop: offersAuth,
    stale: unquote(params.get('stale') ?? '').toLowerCase() === 'true',
  };
}
