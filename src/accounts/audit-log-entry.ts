import { createHash } from 'node:crypto';
import type { AccountId, Id } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

export type AuditEntryId = Id<'AuditEntryId'>;

/** Who did it: a person, a program with a key, or somebody who is not known, as at a failed login. */
export type AuditActorKind = 'user' | 'key' | 'unknown';

/** What is told of a deed beyond its route and its objects. No secrets. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** What somebody did through the API [S53a]: never a secret. */
export interface AuditFacts {
  readonly id: AuditEntryId;
  readonly utcMs: UtcMs;
  /** On whose behalf. */
  readonly account: AccountId | undefined;
  readonly actorKind: AuditActorKind;
  readonly actor: string | undefined;
  /** The login or the label of the key, as it was then. */
  readonly actorName: string;
  /** Method and route, as `DELETE /rooms/{roomId}`. */
  readonly action: string;
  /** JSON: what it was done to, by the names in the route. */
  readonly objects: string;
  /** JSON: what the route tells beyond that. */
  readonly detail: string;
  readonly address: string;
  /** The request id, which is in the log as well. */
  readonly request: string;
}

/** A link of the chain: who changes or removes one breaks all that follow. */
export interface AuditEntry extends AuditFacts {
  /** Counts from 1. */
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** Where the chain ends. */
export type AuditHead = Pick<AuditEntry, 'sequence' | 'hash'>;
export const FIRST_HEAD: AuditHead = { sequence: 0, hash: '' };

/** The next link. */
export function chained(facts: AuditFacts, { sequence, hash }: AuditHead): AuditEntry {
  const entry = { ...storable(facts), sequence: sequence + 1, previousHash: hash };
  return { ...entry, hash: hashOf(entry) };
}

/** SHA-256 over the hash before and every field, in an order that never changes. */
function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const content = JSON.stringify([
    entry.previousHash,
    entry.sequence,
    entry.id,
    entry.utcMs,
    entry.account ?? null,
    entry.actorKind,
    entry.actor ?? null,
    entry.actorName,
    entry.action,
    entry.objects,
    entry.detail,
    entry.address,
    entry.request,
  ]);
  return createHash('sha256').update(content).digest('hex');
}

/** What a database gives back as it was written: no NUL, no half of a surrogate pair. */
function storable(facts: AuditFacts): AuditFacts {
  const clean = (text: string): string => Buffer.from(text.replaceAll('\0', '\uFFFD')).toString();
  const { actorName, action, objects, detail, address, request } = facts;
  return {
    ...facts,
    actorName: clean(actorName),
    action: clean(action),
    objects: clean(objects),
    detail: clean(detail),
    address: clean(address),
    request: clean(request),
  };
}

/** Follows a chain link by link. */
export class AuditChain {
  #head: AuditHead | undefined;
  #entries = 0;

  get entries(): number {
    return this.#entries;
  }

  /**
   * False at the first link that is changed, missing or out of its place. The first one that is given is
   * believed to follow what was removed for its age.
   */
  follows(entry: AuditEntry): boolean {
    const head = this.#head ?? { sequence: entry.sequence - 1, hash: entry.previousHash };
    if (entry.sequence !== head.sequence + 1 || entry.previousHash !== head.hash) return false;
    if (entry.sequence === 1 && entry.previousHash !== FIRST_HEAD.hash) return false;
    if (hashOf(entry) !== entry.hash) return false;
    this.#head = entry;
    this.#entries += 1;
    return true;
  }
}
