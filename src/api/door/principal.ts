import { OPERATOR_ROLES, type Account, type AccountRole } from '../../accounts/account.js';
import type { User } from '../../accounts/user.js';
import type { AccountId, ConferenceId } from '../../base/ids.js';
import type { AuditActorKind } from '../../accounts/audit-log-entry.js';
import { Problem } from '../problem.js';
import type { Session } from './session-store.js';

/** What a key may be allowed to do; which roles can have it stands in ROLES_OF_SCOPE. */
export const SCOPES = [
  'account:read',
  'account:write',
  'rooms:read',
  'rooms:write',
  'conferences:read',
  'conferences:write',
  'contacts:read',
  'contacts:write',
  'records:read',
  'recordings:read',
  'recordings:write',
  'billing:read',
  'webhooks:read',
  'webhooks:write',
  /** The help queue, and bookings for customers [S44]. */
  'operator',
  /** Recharges, as a payment gateway books them [S43]. */
  'payments',
  /** What only administrators see; their keys need it too. */
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Scopes that only some roles can use; every other scope is about the own account and open to all. */
export const ROLES_OF_SCOPE: Readonly<Partial<Record<Scope, readonly AccountRole[]>>> = {
  operator: OPERATOR_ROLES,
  payments: ['operator', 'admin'],
  admin: ['admin'],
};

export const ALL_SCOPES = '*';

/** Who asks, on behalf of an account. */
export interface Principal {
  readonly account: Account;
  readonly role: AccountRole;
  /** Of an API key; a person who has logged in has all that the role allows. */
  readonly scopes: readonly string[];
  /** Whom the audit log names: the person or the key. */
  readonly actor: { readonly kind: AuditActorKind; readonly id: string; readonly name: string };
  /** Undefined for an API key. */
  readonly session: Session | undefined;
  /** Whose session it is. */
  readonly user?: User;
  /** Of who has started one conference without a login: only that one [S34]; ControlTokens sees to it. */
  readonly conference?: ConferenceId;
}

/** Roles and scopes are enforced here and nowhere else [S53]. */
export function demandScope(principal: Principal, scope: Scope): void {
  if (!hasScope(principal, scope)) throw new Problem('SCOPE_MISSING', { detail: `scope ${scope} is needed` });
  const roles = ROLES_OF_SCOPE[scope];
  if (roles !== undefined && !roles.includes(principal.role)) {
    throw new Problem(scope === 'admin' ? 'ADMIN_ONLY' : 'ROLE_MISSING');
  }
}

export const isAdmin = (principal: Principal): boolean =>
  principal.role === 'admin' && hasScope(principal, 'admin');

/** Takes requests of the help queue [S44]. */
export const isOperator = (principal: Principal): boolean =>
  ROLES_OF_SCOPE.operator?.includes(principal.role) === true && hasScope(principal, 'operator');

/** A conference of another account does not exist for anybody but an administrator. */
export const maySee = (principal: Principal, account: AccountId | undefined): boolean =>
  isOwner(principal, account) || isAdmin(principal);

export const isOwner = (principal: Principal, account: AccountId | undefined): boolean =>
  principal.account.id === account;

const hasScope = ({ scopes }: Principal, scope: Scope): boolean =>
  scopes.includes(ALL_SCOPES) || scopes.includes(scope);
