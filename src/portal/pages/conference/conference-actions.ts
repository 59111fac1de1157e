import { useCallback, useState } from 'react';
import { useApi } from '../../api/api-context.js';
import { useProblemNotice } from '../../words/problem-notice.js';

export interface ConferenceActions {
  /** Whether an action is under way, by its name like `mute:<participant>`. */
  readonly isPending: (name: string) => boolean;
  readonly mute: (participant: string, muted: boolean) => void;
  readonly hangUp: (participantId: string) => void;
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
    (name: string, act: () => Promise<unknown>) => {
      setPending((names) => new Set(names).add(name));
      void act()
        .catch(showProblem)
        .finally(() => setPending((names) => new Set([...names].filter((other) => other !== name))));
    },
    [showProblem],
  );
  const params = { path: { conferenceId: conference } };
  const of = (participantId: string) => ({ path: { conferenceId: conference, participantId } });
  return {
    isPending: (name) => pending.has(name),
    mute: (id, muted) =>
      run(`mute:${id}`, () =>
        api.POST('/conferences/{conferenceId}/participants/{participantId}/mute', {
          params: of(id),
          body: { muted },
        }),
      ),
    hangUp: (id) =>
      run(`hang-up:${id}`, () =>
        api.POST('/conferences/{conferenceId}/participants/{participantId}/kick', { params: of(id) }),
      ),
    muteAll: (muted) =>
      run('mute-all', () => api.POST('/conferences/{conferenceId}/mute-all', { params, body: { muted } })),
    lock: (locked) =>
      run('lock', () => api.POST('/conferences/{conferenceId}/lock', { params, body: { locked } })),
    allowReentry: () =>
      run('allow-reentry', () => api.POST('/conferences/{conferenceId}/allow-reentry', { params })),
    end: () => run('end', () => api.POST('/conferences/{conferenceId}/end', { params })),
  };
}
