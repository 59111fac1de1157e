import { useCallback, useMemo, useState } from 'react';
import { once } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useProblemNotice } from '../../words/problem-notice.js';

/** What concerns the whole conference is kept under this name in place of a participant's. */
export const ALL = 'all';

type Act = 'mute' | 'hold' | 'hang-up' | 'redial' | 'hand' | 'lock' | 'record' | 'extend' | 'reentry' | 'end';

/** What is under way: the last thing that was asked for each participant. */
export type Pending = ReadonlyMap<string, Act>;

/**
 * What the buttons do. What comes of it arrives over the event stream, as with any other browser; a promise is
 * true when the server has done it.
 */
export interface ConferenceActions {
  readonly mute: (participantId: string, muted: boolean) => Promise<boolean>;
  readonly hold: (participantId: string, on: boolean) => Promise<boolean>;
  /** `barred`: its number stays out until re-entry is allowed [S17]. */
  readonly hangUp: (participantId: string, barred: boolean) => Promise<boolean>;
  readonly redial: (participantId: string) => Promise<boolean>;
  readonly redialAll: () => Promise<boolean>;
  readonly lowerHand: (participantId: string) => Promise<boolean>;
  readonly placeHand: (participantId: string, before: string | null) => Promise<boolean>;
  /** Unmutes who has raised a hand, and takes it down. */
  readonly giveFloor: (participantId: string) => Promise<boolean>;
  readonly muteAll: (muted: boolean) => Promise<boolean>;
  readonly lock: (locked: boolean) => Promise<boolean>;
  readonly record: (on: boolean) => Promise<boolean>;
  readonly extend: () => Promise<boolean>;
  readonly allowReentry: () => Promise<boolean>;
  readonly end: () => Promise<boolean>;
}

const HALF_HOUR_MS = 1_800_000;
const PARTICIPANT = '/conferences/{conferenceId}/participants/{participantId}';

/** `actions` stay the same object, so that rows need not be drawn anew. */
export function useConferenceActions(conferenceId: string): {
  readonly actions: ConferenceActions;
  readonly pending: Pending;
} {
  const api = useApi();
  const showProblem = useProblemNotice();
  const [pending, setPending] = useState<Pending>(new Map());
  const run = useCallback(
    async (whom: string, act: Act, ask: () => Promise<unknown>): Promise<boolean> => {
      setPending((known) => new Map(known).set(whom, act));
      try {
        await ask();
        return true;
      } catch (thrown) {
        showProblem(thrown);
        return false;
      } finally {
        setPending((known) => new Map([...known].filter(([name]) => name !== whom)));
      }
    },
    [showProblem],
  );
  const actions = useMemo((): ConferenceActions => {
    const params = { path: { conferenceId } };
    const of = (participantId: string) => ({ path: { conferenceId, participantId } });
    const mute = (id: string, muted: boolean) =>
      api.POST(`${PARTICIPANT}/mute`, { params: of(id), body: { muted } });
    const lowerHand = (id: string) =>
      api.POST(`${PARTICIPANT}/hand`, { params: of(id), body: { raised: false } });
    return {
      mute: (id, muted) => run(id, 'mute', () => mute(id, muted)),
      hold: (id, on) =>
        run(id, 'hold', () => api.POST(`${PARTICIPANT}/hold`, { params: of(id), body: { on } })),
      hangUp: (id, barred) =>
        run(id, 'hang-up', () =>
          barred
            ? api.POST(`${PARTICIPANT}/kick`, { params: of(id) })
            : api.POST(`${PARTICIPANT}/hang-up`, { params: of(id) }),
        ),
      redial: (id) =>
        run(id, 'redial', () => api.POST(`${PARTICIPANT}/redial`, { params: of(id), headers: once() })),
      redialAll: () =>
        run(ALL, 'redial', () => api.POST('/conferences/{conferenceId}/redial', { params, headers: once() })),
      lowerHand: (id) => run(id, 'hand', () => lowerHand(id)),
      placeHand: (id, before) =>
        run(id, 'hand', () => api.POST(`${PARTICIPANT}/hand-place`, { params: of(id), body: { before } })),
      giveFloor: (id) => run(id, 'hand', () => Promise.all([mute(id, false), lowerHand(id)])),
      muteAll: (muted) =>
        run(ALL, 'mute', () => api.POST('/conferences/{conferenceId}/mute-all', { params, body: { muted } })),
      lock: (locked) =>
        run(ALL, 'lock', () => api.POST('/conferences/{conferenceId}/lock', { params, body: { locked } })),
      record: (on) =>
        run(ALL, 'record', () => api.POST('/conferences/{conferenceId}/record', { params, body: { on } })),
      extend: () =>
        run(ALL, 'extend', () =>
          api.POST('/conferences/{conferenceId}/extend', { params, body: { byMs: HALF_HOUR_MS } }),
        ),
      allowReentry: () =>
        run(ALL, 'reentry', () => api.POST('/conferences/{conferenceId}/allow-reentry', { params })),
      end: () => run(ALL, 'end', () => api.POST('/conferences/{conferenceId}/end', { params })),
    };
  }, [api, conferenceId, run]);
  return { actions, pending };
}
