import { useCallback, useEffect, useRef, useState } from 'react';
import { InputLevel } from './input-level.js';
import { microphones, openMicrophone, type MicrophoneFailure } from './microphone.js';

interface OpenMicrophone {
  readonly kind: 'open';
  readonly stream: MediaStream;
  readonly level: InputLevel;
}

export type MicrophoneState =
  /** The browser asks its user. */
  | { readonly kind: 'asking' }
  | OpenMicrophone
  | { readonly kind: 'failed'; readonly failure: MicrophoneFailure };

const ASKING: MicrophoneState = { kind: 'asking' };

/** A microphone that is open as long as the component stands, unless it is handed over before. */
export function useMicrophone() {
  const [state, setState] = useState(ASKING);
  /** Anew with every choice, and with every try of the same. */
  const [wish, setWish] = useState<{ readonly deviceId?: string }>({});
  const handedOver = useRef<MediaStream>(undefined);
  useEffect(() => {
    let opened: OpenMicrophone | undefined;
    let isOver = false;
    const close = (stream: MediaStream): void => {
      if (stream === handedOver.current) return;
      for (const track of stream.getTracks()) track.stop();
    };
    const begin = async (): Promise<void> => {
      const answer = await openMicrophone(wish.deviceId);
      if (typeof answer === 'string') {
        if (!isOver) setState({ kind: 'failed', failure: answer });
      } else if (isOver) close(answer);
      else {
        opened = { kind: 'open', stream: answer, level: new InputLevel(answer) };
        setState(opened);
      }
    };
    void begin();
    return () => {
      isOver = true;
      opened?.level.close();
      if (opened !== undefined) close(opened.stream);
    };
  }, [wish]);
  const open = useCallback((deviceId?: string) => {
    setState(ASKING);
    setWish(deviceId === undefined ? {} : { deviceId });
  }, []);
  const handOver = useCallback((stream: MediaStream) => {
    handedOver.current = stream;
  }, []);
  return { microphone: state, devices: useDevices(state.kind === 'open'), open, handOver };
}

/** Those that are plugged in; they have names once one of them is open. */
function useDevices(named: boolean): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!named) return undefined;
    const refresh = (): void => void microphones().then(setDevices);
    refresh();
    navigator.mediaDevices.addEventListener('devicechange', refresh);
    return () => navigator.mediaDevices.removeEventListener('devicechange', refresh);
  }, [named]);
  return devices;
}
