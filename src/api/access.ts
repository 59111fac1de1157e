import { demands } from './door/auth.js';
import { idempotent } from './door/idempotency.js';
import type { Scope } from './door/principal.js';

/**
 * Who may call a route, said once: the middleware enforces it, and the description tells it as `x-scope`, from
 * which the authorisation matrix is tested.
 */
export const access = (scope: Scope) => ({ middleware: [demands(scope)], 'x-scope': scope });

/** The same for what costs or calls: with an Idempotency-Key it is done once, however often it is sent. */
export const accessOnce = (scope: Scope) => ({
  middleware: [demands(scope), idempotent],
  'x-scope': scope,
  'x-idempotent': true,
});

/** For a route that asks for no login. */
export const PUBLIC = { security: [] };
