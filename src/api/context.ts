import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { Idempotency } from './door/idempotency.js';
import type { Principal } from './door/principal.js';

/** What middleware leaves for the routes, and what the HTTP server leaves for both. */
export interface ApiEnv {
  readonly Variables: { requestId: string; principal: Principal; idempotency: Idempotency };
  /** Absent when a test calls the app without a socket. */
  readonly Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse };
}

export type ApiContext = Context<ApiEnv>;

/** The peer's address; a proxy in front is one peer to us. */
export const addressOf = (c: ApiContext): string => c.env?.incoming?.socket.remoteAddress ?? 'local';
