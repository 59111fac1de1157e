import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { AuditDetail } from '../accounts/audit-log-entry.js';
import type { Principal } from './door/principal.js';

/** Where a request comes from. */
export interface Client {
  readonly address: string;
  /** On its whole way to us, or to the proxy in front that we trust. */
  readonly encrypted: boolean;
}

/** Does what a request with this Idempotency-Key asks for, unless it was done before: then it gives that answer. */
export interface OnceOnly {
  once(c: ApiContext, key: string, next: () => Promise<void>): Promise<Response | undefined>;
}

/** What middleware leaves for the routes, and what the HTTP server leaves for both. */
export interface ApiEnv {
  readonly Variables: {
    requestId: string;
    client: Client;
    principal: Principal;
    idempotency: OnceOnly;
    /** Counts this request by its address, once; throws when the address has had enough. */
    countAddress: () => Promise<void>;
    /** What the audit log tells of this request beyond its route; a read that sets it is recorded as well. */
    auditDetail: AuditDetail | undefined;
    /** For styles that scripts write into the page; another one with each answer. */
    secureHeadersNonce?: string;
  };
  /** Absent when a test calls the app without a socket. */
  readonly Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse };
}

export type ApiContext = Context<ApiEnv>;

/** The client's address, as far as it can be trusted. */
export const addressOf = (c: ApiContext): string => c.get('client').address;
