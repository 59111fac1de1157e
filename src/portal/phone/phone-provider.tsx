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
import type { PhoneDeskProps, PhoneRoom } from './phone-room.js';

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
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [desk, setDesk] = useState<PhoneDeskInUse>();
  const [isLoading, setLoading] = useState(false);
  const open = useCallback(
    (room: PhoneRoom) => {
      const load = async (): Promise<void> => {
        setLoading(true);
        try {
          const module = await import('./phone-desk.js');
          addWords(i18n, module.words);
          setDesk({ room, Desk: module.default });
        } catch {
          void message.error(t('problem.network'));
        }
        setLoading(false);
      };
      void load();
    },
    [i18n, message, t],
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
