import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { done } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { useLiveOf } from '../live/live-provider.js';
import { useProblemNotice } from '../words/problem-notice.js';
import { isTold, voiceOf, type OwnVoice } from './own-voice.js';
import type { PhoneCall } from './use-phone-call.js';

/**
 * The mute button of a call. The microphone is closed here, at once: whatever becomes of the network, nothing leaves
 * this page, and nobody else can open it again. The server is told as well, so that all others see it, and says in
 * turn when the chair mutes or lifts.
 */
export function useOwnMute({ participantId, muted: closed, mute: close }: PhoneCall) {
  const showProblem = useProblemNotice();
  const conferenceId = useLiveOf(
    ({ conferences }) => conferences.find(({ participants }) => participants.some(isSelf(participantId)))?.id,
  );
  const mutes = useLiveOf(
    ({ conferences }) =>
      conferences.find(({ id }) => id === conferenceId)?.participants.find(isSelf(participantId))?.mutes,
  );
  const [pressed, setPressed] = useState<boolean>();
  const { mutate, isPending } = useTelling(participantId);
  useEffect(() => {
    if (pressed === undefined || conferenceId === undefined || mutes === undefined || isPending) return;
    if (isTold(pressed, mutes)) return setPressed(undefined);
    mutate(
      { conferenceId, muted: pressed },
      {
        onError: (thrown) => {
          setPressed(undefined);
          if (pressed) return;
          // Nobody hears it all the same: so it says, and stays closed until it is pressed again.
          close(true);
          showProblem(thrown);
        },
      },
    );
  }, [pressed, conferenceId, mutes, isPending, mutate, close, showProblem]);
  const press = useCallback(
    (on: boolean) => {
      close(on);
      setPressed(on);
    },
    [close],
  );
  const voice: OwnVoice = voiceOf({ closed, pressed, mutes });
  return { voice, press };
}

const isSelf =
  (participantId: string) =>
  ({ id }: { readonly id: string }): boolean =>
    id === participantId;

function useTelling(participantId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: ({ conferenceId, muted }: { readonly conferenceId: string; readonly muted: boolean }) =>
      done(
        api.POST('/conferences/{conferenceId}/participants/{participantId}/mute', {
          params: { path: { conferenceId, participantId } },
          body: { muted, own: true },
        }),
      ),
  });
}
