import {
  createContext,
  use,
  useCallback,
  useMemo,
  useState,
  type ComponentType,
  type PropsWithChildren,
} from 'react';
import type { PhoneDeskProps, PhoneRoom } from './phone-room.js';
import { useDeskFetch } from './use-desk-fetch.js';

interface PhoneDeskInUse {
  readonly room: PhoneRoom;
  readonly Desk: ComponentType<PhoneDeskProps>;
}

interface BrowserPhoneContextValue {
  readonly desk: PhoneDeskInUse | undefined;
  readonly isLoading: boolean;
  readonly open: (room: PhoneRoom) => void;
  readonly close: () => void;
}

const BrowserPhoneContext = createContext<BrowserPhoneContextValue | undefined>(undefined);

/** The browser phone, beside all pages so that its call outlives them; fetched when it is first wanted. */
export function BrowserPhoneProvider({ children }: PropsWithChildren) {
  const fetchDesk = useDeskFetch();
  const [desk, setDesk] = useState<PhoneDeskInUse>();
  const [isLoading, setLoading] = useState(false);
  const open = useCallback(
    (room: PhoneRoom) => {
      const load = async (): Promise<void> => {
        setLoading(true);
        const fetched = await fetchDesk(
          () => import('./phone-desk.js'),
          ({ words }) => [words],
        );
        if (fetched !== undefined) setDesk({ room, Desk: fetched.default });
        setLoading(false);
      };
      void load();
    },
    [fetchDesk],
  );
  const close = useCallback(() => setDesk(undefined), []);
  const value = useMemo(() => ({ desk, isLoading, open, close }), [desk, isLoading, open, close]);
  return <BrowserPhoneContext value={value}>{children}</BrowserPhoneContext>;
}

export function useBrowserPhone(): BrowserPhoneContextValue {
  const value = use(BrowserPhoneContext);
  if (value === undefined) throw new Error('useBrowserPhone is used outside of BrowserPhoneProvider');
  return value;
}

/** Where the phone is seen on every page. */
export function PhoneDock() {
  const { desk, close } = useBrowserPhone();
  return desk !== undefined && <desk.Desk key={desk.room.id} room={desk.room} onClose={close} />;
}
