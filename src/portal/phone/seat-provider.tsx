import {
  createContext,
  use,
  useCallback,
  useMemo,
  useState,
  type ComponentType,
  type PropsWithChildren,
} from 'react';
import type { SeatDeskProps, SeatStatus } from './seat-status.js';
import { useDeskFetch } from './use-desk-fetch.js';

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
  const fetchDesk = useDeskFetch();
  const [Desk, setDesk] = useState<ComponentType<SeatDeskProps>>();
  const [status, setStatus] = useState<SeatStatus>('off');
  const open = useCallback(() => {
    const load = async (): Promise<void> => {
      setStatus('setting-up');
      const fetched = await fetchDesk(
        () => import('../pages/operator/seat-desk.js'),
        ({ words, phoneWords }) => [words, phoneWords],
      );
      if (fetched === undefined) setStatus('off');
      else setDesk(() => fetched.default);
    };
    void load();
  }, [fetchDesk]);
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
