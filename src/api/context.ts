import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { AuditDetail } from './door/audit-log.js';
import type { Client } from './door/client.js';
import type { Idempotency } from './door/idempotency.js';
import type { Principal } from './door/principal.js';

/** What middleware leaves for the routes, and what the HTTP server leaves for both. */
export interface ApiEnv {
  readonly Variables: {
    requestId: string;
    client: Client;
    principal: Principal;
    idempotency: Idempotency;
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
