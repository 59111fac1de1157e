import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../../client/index.js';
import { openMicrophone, type MicrophoneFailure } from '../../phone/microphone.js';
import { SeatPhone, type SeatPhoneFailure, type SeatPhoneState } from '../../phone/seat-phone.js';
import { useIssueSeatToken } from './operator-queries.js';

export interface SeatCall {
  readonly state: SeatPhoneState;
  /** Of the last call, until the next one or until it is put away. */
  readonly failure: SeatPhoneFailure | MicrophoneFailure | undefined;
  readonly talkingMs: number | undefined;
  readonly muted: boolean;
}

const NO_CALL: SeatCall = { state: 'connecting', failure: undefined, talkingMs: undefined, muted: false };
/** A server that is started anew is back by then. */
const AGAIN_MS = 3_000;
/** Logged out, no operator, or switched off; everything else may pass, as when the server cannot be reached. */
const FINAL: readonly number[] = [401, 403, 404, 409];

interface SeatPhoneOptions {
  /** Undefined: the browser's own choice. */
  readonly deviceId: string | undefined;
  /** There is no phone for this user, or not any more. */
  readonly onRefused: (problem: ProblemError) => void;
}

/** The phone of this page: connected as long as the component stands, anew whenever the connection is lost. */
export function useSeatPhone({ deviceId, onRefused }: SeatPhoneOptions) {
  const issueToken = useIssueSeatToken();
  const [call, setCall] = useState(NO_CALL);
  const current = useRef<SeatPhone>(undefined);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      if (!isOver) timer = setTimeout(() => void begin(), AGAIN_MS);
    };
    const begin = async (): Promise<void> => {
      const phone = new SeatPhone({
        onState: (state, failure) => {
          if (isOver) return;
          setCall((known) => after(known, state, failure));
          if (state === 'lost') again();
        },
      });
      try {
        const token = await issueToken();
        if (isOver) return;
        current.current = phone;
        await phone.connect(token);
      } catch (thrown) {
        if (isOver) return;
        if (thrown instanceof ProblemError && FINAL.includes(thrown.status)) onRefused(thrown);
        else again();
      }
    };
    void begin();
    return () => {
      isOver = true;
      clearTimeout(timer);
      void current.current?.close();
    };
  }, [issueToken, onRefused]);
  const answer = useCallback(async () => {
    const microphone = await openMicrophone(deviceId);
    if (typeof microphone === 'string') {
      // Somebody waits: the next operator is called instead.
      current.current?.decline();
      setCall((known) => ({ ...known, failure: microphone }));
    } else await current.current?.answer({ microphone, speaker: new Audio() });
  }, [deviceId]);
  const mute = useCallback((muted: boolean) => {
    current.current?.mute(muted);
    setCall((known) => ({ ...known, muted }));
  }, []);
  return {
    call,
    answer,
    mute,
    decline: useCallback(() => current.current?.decline(), []),
    hangUp: useCallback(() => current.current?.hangUp(), []),
    level: useCallback(() => current.current?.level ?? 0, []),
    forgetFailure: useCallback(() => setCall((known) => ({ ...known, failure: undefined })), []),
  };
}

function after(known: SeatCall, state: SeatPhoneState, failure: SeatPhoneFailure | undefined): SeatCall {
  const isNew = state === 'ringing';
  return {
    state,
    failure: isNew ? undefined : (failure ?? known.failure),
    talkingMs: state === 'talking' ? Date.now() : undefined,
    muted: isNew ? false : known.muted,
  };
}
