import { useMemo } from 'react';
import { once, ProblemError } from '../../client/index.js';

/**
 * For what costs or calls: the same request keeps its key until the server has answered, so that whoever presses
 * the button again after a lost connection does nothing twice.
 */
export function useOnce() {
  return useMemo(() => {
    let open: { readonly request: string; readonly headers: ReturnType<typeof once> } | undefined;
    return async <Answer>(body: object, send: (headers: ReturnType<typeof once>) => Promise<Answer>) => {
      const request = JSON.stringify(body);
      if (open?.request !== request) open = { request, headers: once() };
      try {
        const answer = await send(open.headers);
        open = undefined;
        return answer;
      } catch (thrown) {
        if (!(thrown instanceof ProblemError && thrown.status === 0)) open = undefined;
        throw thrown;
      }
    };
  }, []);
}
