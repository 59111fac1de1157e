import { useCallback, useEffect, useRef, useState } from 'react';
import { BrowserPhone, type BrowserPhoneFailure, type BrowserPhoneState } from './browser-phone.js';
import { useLeaveWarning } from './leave-warning.js';
import type { BrowserPhoneToken } from './user-agent.js';

/** All that a call needs. */
export interface ReadyToCall {
  readonly token: BrowserPhoneToken;
  readonly participantId: string;
  readonly microphone: MediaStream;
  readonly name: string;
}

export interface PhoneCall {
  readonly phone: BrowserPhone;
  /** Who it is in the conference, as soon as it is in. */
  readonly participantId: string;
  readonly state: BrowserPhoneState;
  readonly failure: BrowserPhoneFailure | undefined;
  readonly joinedMs: number | undefined;
  readonly muted: boolean;
  /** Unplugged in the middle of the call. */
  readonly microphoneLost: boolean;
  readonly mute: (on: boolean) => void;
}

/** The call of this page; undefined: none was begun, or it is forgotten. */
export function usePhoneCall() {
  const [call, setCall] = useState<PhoneCall>();
  const current = useRef<BrowserPhone>(undefined);
  const change = useCallback(
    (changes: Partial<PhoneCall>) => setCall((known) => known && { ...known, ...changes }),
    [],
  );
  const begin = useCallback(
    ({ token, participantId, microphone }: ReadyToCall) => {
      const phone = new BrowserPhone({
        onState: (state, failure) =>
          change({ state, failure, ...(state === 'joined' ? { joinedMs: Date.now() } : {}) }),
      });
      const mute = (muted: boolean): void => {
        phone.mute(muted);
        change({ muted });
      };
      current.current = phone;
      setCall({
        phone,
        participantId,
        mute,
        state: 'connecting',
        failure: undefined,
        joinedMs: undefined,
        muted: false,
        microphoneLost: false,
      });
      for (const track of microphone.getAudioTracks())
        track.addEventListener('ended', () => change({ microphoneLost: true }));
      void phone.join(token, { microphone, speaker: new Audio() });
    },
    [change],
  );
  const forget = useCallback(() => setCall(undefined), []);
  // Whoever logs out has left.
  useEffect(() => () => void current.current?.hangUp(), []);
  useLeaveWarning(call !== undefined && call.state !== 'ended');
  return { call, begin, forget };
}
