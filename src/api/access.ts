import { demands } from './door/auth.js';
import { idempotent } from './door/idempotency.js';
import type { Scope } from './door/principal.js';
import { countedByAddress } from './door/request-limits.js';

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

/** For a route that asks for no login: whatever a request brings opens nothing there, so its address is counted. */
export const PUBLIC = { security: [], middleware: [countedByAddress] };
