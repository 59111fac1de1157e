import { App } from 'antd';
import {
  createContext,
  use,
  useCallback,
  useMemo,
  useState,
  type ComponentType,
  type PropsWithChildren,
} from 'react';
import { useTranslation } from 'react-i18next';
import { addWords } from '../words/words.js';
import type { SeatDeskProps, SeatStatus } from './seat-status.js';

interface SeatContextValue {
  readonly Desk: ComponentType<SeatDeskProps> | undefined;
  readonly status: SeatStatus;
  readonly setStatus: (status: SeatStatus) => void;
  readonly open: () => void;
  readonly close: () => void;
}

const SeatContext = createContext<SeatContextValue | undefined>(undefined);

/** The phone of an operator [S44], beside all pages so that it rings on each; fetched when it is first wanted. */
export function SeatProvider({ children }: PropsWithChildren) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [Desk, setDesk] = useState<ComponentType<SeatDeskProps>>();
  const [status, setStatus] = useState<SeatStatus>('off');
  const open = useCallback(() => {
    const load = async (): Promise<void> => {
      setStatus('setting-up');
      try {
        const module = await import('../pages/operator/seat-desk.js');
        addWords(i18n, module.words);
        addWords(i18n, module.phoneWords);
        setDesk(() => module.default);
      } catch {
        setStatus('off');
        void message.error(t('problem.network'));
      }
    };
    void load();
  }, [i18n, message, t]);
  const close = useCallback(() => {
    setDesk(undefined);
    setStatus('off');
  }, []);
  const value = useMemo(() => ({ Desk, status, setStatus, open, close }), [Desk, status, open, close]);
  return <SeatContext value={value}>{children}</SeatContext>;
}

export function useSeat(): SeatContextValue {
  const value = use(SeatContext);
  if (value === undefined) throw new Error('useSeat is used outside of SeatProvider');
  return value;
}

/** Where it is seen on every page. */
export function SeatDock() {
  const { Desk, setStatus, close } = useSeat();
  return Desk !== undefined && <Desk onStatus={setStatus} onClose={close} />;
}
