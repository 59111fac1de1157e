import { createClient, ProblemError, type HuitongClient } from '../../client/index.js';

const SESSION = '/api/v1/session';

/**
 * The API with the session's cookie. Rejects with a `ProblemError` alone: status 0 and code UNREACHABLE when there
 * was no answer. `onSessionOver` is called when the server no longer knows the session.
 */
export function createPortalClient(onSessionOver: () => void): HuitongClient {
  return createClient({
    baseUrl: location.origin,
    fetch: async (request) => {
      const response = await fetch(request).catch((thrown: unknown) => {
        if (request.signal.aborted) throw thrown;
        throw new ProblemError(Response.error(), { code: 'UNREACHABLE' });
      });
      // A refused login is no session that was lost, and asking for the session tells by itself.
      if (response.status === 401 && new URL(request.url).pathname !== SESSION) onSessionOver();
      return response;
    },
  });
}
