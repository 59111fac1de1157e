import { createHash, randomBytes } from 'node:crypto';
import { getCookie } from 'hono/cookie';
import type { AccountId, ConferenceId } from '../../base/ids.js';
import type { AccountRepository } from '../../store/repositories/account-repository.js';
import type { ApiContext } from '../context.js';
import type { Principal } from '../door/principal.js';
import type { Conferences } from '../services.js';

export const CONTROL_COOKIE = 'huitong_call';

interface Control {
  readonly conference: ConferenceId;
  readonly account: AccountId;
}

const TOKEN_BYTES = 32;

/**
 * Which browser controls a conference that was begun without a login [S34]. A token opens the paths of its
 * own conference and nothing else, which is enforced here alone; it ends with the conference.
 */
export class ControlTokens {
  readonly #accounts: Pick<AccountRepository, 'find'>;
  readonly #byDigest = new Map<string, Control>();
  readonly #byConference = new Map<ConferenceId, string>();
  readonly #unwatch: () => void;

  constructor(conferences: Conferences, accounts: Pick<AccountRepository, 'find'>) {
    this.#accounts = accounts;
    this.#unwatch = conferences.watch(({ conference, fact }) => {
      if (fact.type === 'closed') this.#forget(conference);
    });
  }

  /** The token is known to the client alone; a conference has one. */
  issue(conference: ConferenceId, account: AccountId): string {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    this.#byDigest.set(digest(token), { conference, account });
    this.#byConference.set(conference, digest(token));
    return token;
  }

  /** Undefined: the request shows no token, or asks for something else than the token's conference. */
  async principalOf(c: ApiContext): Promise<Principal | undefined> {
    const token = getCookie(c, CONTROL_COOKIE);
    const control = token === undefined ? undefined : this.#byDigest.get(digest(token));
    if (control === undefined || !isAbout(c, control.conference)) return undefined;
    const account = await this.#accounts.find(control.account);
    if (account?.status !== 'active') return undefined;
    const scopes = ['conferences:read', 'conferences:write'];
    const { conference } = control;
    const actor = { kind: 'unknown', id: conference, name: CONTROL_COOKIE } as const;
    return { account, role: 'customer', scopes, actor, session: undefined, conference };
  }

  close(): void {
    this.#unwatch();
  }

  #forget(conference: ConferenceId): void {
    const known = this.#byConference.get(conference);
    if (known === undefined) return;
    this.#byConference.delete(conference);
    this.#byDigest.delete(known);
  }
}

/** `/conferences/ID`, what is below it, and the events of that conference. */
function isAbout(c: ApiContext, conference: ConferenceId): boolean {
  const [, resource, id] = /^\/api\/v1\/([a-z-]+)(?:\/([^/]+))?/.exec(c.req.path) ?? [];
  if (resource === 'conferences') return id === conference;
  return resource === 'events' && c.req.query('conference') === conference;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');
