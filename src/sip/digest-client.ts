import { token, type Random } from '../base/random.js';
import { chooseChallenge, formatCredentials, parseChallenges, type DigestChallenge } from './digest-auth.js';
import type { DigestCredentials } from './endpoint-api.js';
import type { HeaderField } from './headers.js';
import type { SipResponse } from './message.js';

const CNONCE_CHARS = 20;
/** Answers to challenges of one request, however many proxies stand on the way. */
const ANSWERS_MAX = 4;

/** The credentials of one call: counts the uses of a nonce over all of its requests (RFC 7616 §3.4). */
export class DigestClient {
  readonly credentials: DigestCredentials;
  readonly #random: Random;
  #nonce = '';
  #nonceCount = 0;

  constructor(credentials: DigestCredentials, random: Random) {
    this.credentials = credentials;
    this.#random = random;
  }

  answer(challenge: DigestChallenge, method: string, uri: string): string {
    if (challenge.nonce !== this.#nonce) this.#nonceCount = 0;
    this.#nonce = challenge.nonce;
    this.#nonceCount += 1;
    const cnonce = token(this.#random, CNONCE_CHARS);
    const request = { method, uri, nonceCount: this.#nonceCount, cnonce };
    return formatCredentials(challenge, this.credentials, request);
  }
}

/** The challenges to one request of ours, and what it carries to answer them (RFC 3261 §22.2, §22.3). */
export class ChallengedRequest {
  readonly #client: DigestClient | undefined;
  /** By header name and realm: a proxy and the peer may both ask. */
  readonly #answered = new Map<string, { readonly name: string; readonly challenge: DigestChallenge }>();
  #answers = 0;

  constructor(client: DigestClient | undefined) {
    this.#client = client;
  }

  /** Whether the response is a challenge that is worth sending the request again for. */
  takes(response: SipResponse): boolean {
    const kind = KINDS.get(response.status);
    if (this.#client === undefined || kind === undefined || this.#answers === ANSWERS_MAX) return false;
    const challenges = parseChallenges(response.headers.lines(kind.challenge));
    const challenge = chooseChallenge(challenges, this.#client.credentials);
    if (challenge === undefined) return false;
    const key = `${kind.answer} ${challenge.realm}`;
    const before = this.#answered.get(key)?.challenge;
    // Asked again, the password was wrong, unless the nonce alone had expired: then once more, with another.
    const isFresh = challenge.stale && before?.stale !== true && before?.nonce !== challenge.nonce;
    if (before !== undefined && !isFresh) return false;
    this.#answered.set(key, { name: kind.answer, challenge });
    this.#answers += 1;
    return true;
  }

  /** For each time that the request is sent. */
  headers(method: string, uri: string): HeaderField[] {
    const client = this.#client;
    if (client === undefined) return [];
    return [...this.#answered.values()].map(({ name, challenge }) => ({
      name,
      value: client.answer(challenge, method, uri),
    }));
  }
}

const KINDS: ReadonlyMap<number, { readonly challenge: string; readonly answer: string }> = new Map([
  [401, { challenge: 'www-authenticate', answer: 'Authorization' }],
  [407, { challenge: 'proxy-authenticate', answer: 'Proxy-Authorization' }],
]);
