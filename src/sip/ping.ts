import { token, type Random } from '../base/random.js';
import { hostPortText, MAX_FORWARDS, viaOf } from './dialog.js';
import type { SipTrunk } from './endpoint-api.js';
import { Headers } from './headers.js';
import type { HostPort } from './message.js';
import { serializeMessage } from './serializer.js';
import {
  NO_USER_EFFECTS,
  say,
  type Outcome,
  type TransactionUser,
  type UserEffect,
} from './transaction-user.js';

const TAG_CHARS = 20;

export interface PingParts {
  readonly branch: string;
  readonly via: HostPort;
  readonly target: HostPort;
  readonly userAgent: string;
  readonly random: Random;
}

/** An OPTIONS outside any dialog (§11.1). */
export function pingRequest({ branch, via, target, userAgent, random }: PingParts): Uint8Array {
  const tag = token(random, TAG_CHARS);
  const uri = `sip:${hostPortText(target)}`;
  const fields = [
    viaOf({ branch, via }),
    MAX_FORWARDS,
    { name: 'From', value: `<sip:${hostPortText(via)}>;tag=${tag}` },
    { name: 'To', value: `<${uri}>` },
    { name: 'Call-ID', value: `${token(random, TAG_CHARS)}@${via.host}` },
    { name: 'CSeq', value: '1 OPTIONS' },
    { name: 'Contact', value: `<sip:${hostPortText(via)}>` },
    { name: 'Accept', value: 'application/sdp' },
    { name: 'User-Agent', value: userAgent },
  ];
  return serializeMessage({
    kind: 'request',
    method: 'OPTIONS',
    requestUri: uri,
    version: 'SIP/2.0',
    headers: new Headers(fields),
    body: new Uint8Array(0),
  });
}

/** Whether a trunk's target is up: any final answer but 408 and 503 says so [C14]. */
export class Ping implements TransactionUser {
  readonly session = undefined;
  readonly #trunk: SipTrunk;
  readonly #target: HostPort;

  constructor(trunk: SipTrunk, target: HostPort) {
    this.#trunk = trunk;
    this.#target = target;
  }

  handle(outcome: Outcome): readonly UserEffect[] {
    const status = typeof outcome === 'string' ? undefined : outcome.status;
    if (status !== undefined && status < 200) return NO_USER_EFFECTS;
    const isAnswer = status !== undefined && status !== 408 && status !== 503;
    const up = outcome === 'no-room' ? undefined : isAnswer;
    return [say({ type: 'pinged', trunk: this.#trunk, target: this.#target, up })];
  }
}
