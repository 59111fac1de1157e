import { useCallback, useState } from 'react';
import { useApi } from '../api/api-context.js';
import { useProblemNotice } from '../components/problem-notice.js';

export interface ConferenceActions {
  /** Whether an action is under way, by its name like `mute:<participant>`. */
  readonly isPending: (name: string) => boolean;
  readonly mute: (participant: string, muted: boolean) => void;
  readonly hangUp: (participant: string) => void;
  readonly muteAll: (muted: boolean) => void;
  readonly lock: (locked: boolean) => void;
  readonly allowReentry: () => void;
  readonly end: () => void;
}

/** The buttons of the live page. What comes of them arrives over the event stream, as with any other browser. */
export function useConferenceActions(conference: string): ConferenceActions {
  const api = useApi();
  const showProblem = useProblemNotice();
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const run = useCallback(
    (name: string, path: string, body?: unknown) => {
      setPending((names) => new Set(names).add(name));
      void api
        .post(`/conferences/${conference}${path}`, body)
        .catch(showProblem)
        .finally(() => setPending((names) => new Set([...names].filter((other) => other !== name))));
    },
    [api, conference, showProblem],
  );
  return {
    isPending: (name) => pending.has(name),
    mute: (id, muted) => run(`mute:${id}`, `/participants/${id}/mute`, { muted }),
    hangUp: (id) => run(`hang-up:${id}`, `/participants/${id}/kick`),
    muteAll: (muted) => run('mute-all', '/mute-all', { muted }),
    lock: (locked) => run('lock', '/lock', { locked }),
    allowReentry: () => run('allow-reentry', '/allow-reentry'),
    end: () => run('end', '/end'),
  };
}
