import { createContext, memo, use, type PropsWithChildren, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../components/elapsed.js';
import { numberText } from '../../components/number-text.js';
import { clockText } from '../../components/time-text.js';
import { BELL, CLOCK, HAND, HANDSET, MICROPHONE_OFF, OFFLINE, PAUSE } from './icons.js';
import type { StateMark, StateWord } from './party-state.js';

const ICONS: Record<StateWord, ReactNode> = {
  connected: HANDSET,
  mutedOwn: MICROPHONE_OFF,
  mutedByChair: MICROPHONE_OFF,
  mutedByRoom: MICROPHONE_OFF,
  waiting: CLOCK,
  onHold: PAUSE,
  consulting: HANDSET,
  withOperator: HANDSET,
  hand: HAND,
  queued: CLOCK,
  dialling: HANDSET,
  ringing: BELL,
  answered: HANDSET,
  givenUp: OFFLINE,
  offline: OFFLINE,
};

/** One word of a state, with its icon. */
export function Mark({ word, tone }: StateMark) {
  const { t } = useTranslation();
  return (
    <span className={`mark mark-${tone}`}>
      {ICONS[word]}
      {t(`live.state.${word}`)}
    </span>
  );
}

interface WhoProps {
  readonly name: string | null;
  readonly number: string | null;
  readonly browser?: boolean;
  readonly badge: 'chair' | 'attendee' | 'host' | 'staff';
}

/** Name and number; a name may be written in any script and direction. */
export const Who = memo(function Who({ name, number, browser = false, badge }: WhoProps) {
  const { t } = useTranslation();
  const shownNumber =
    number === null ? t(browser ? 'live.browser' : 'live.unknownNumber') : numberText(number);
  return (
    <div className="party-who">
      <div className="party-name-line">
        <bdi className={name === null ? 'party-name digits' : 'party-name'}>{name ?? shownNumber}</bdi>
        <span className={`badge badge-${badge}`}>{t(`live.${badge}`)}</span>
      </div>
      {name !== null && badge !== 'staff' && <div className="party-number digits">{shownNumber}</div>}
    </div>
  );
});

const NowContext = createContext(0);

/** One clock for all rows. */
export function RowClock({ children }: PropsWithChildren) {
  return <NowContext value={useNow()}>{children}</NowContext>;
}

export function TimeIn({ fromMs }: { readonly fromMs: number }) {
  const nowMs = use(NowContext);
  return <span className="party-time digits">{clockText((nowMs - fromMs) / 1_000)}</span>;
}

interface RowButtonProps {
  readonly action: string;
  readonly who: string;
  /** Of the keyboard, while its row is chosen. */
  readonly shortcut: string;
  readonly icon: ReactNode;
  readonly busy: boolean;
  readonly reachable: boolean;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

/** A plain button: three hundred rows have several each. */
export function RowButton({ action, who, shortcut, icon, busy, reachable, danger, onClick }: RowButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={danger === true ? 'row-button row-button-danger' : 'row-button'}
      // One row at a time is in the way of the Tab key.
      tabIndex={reachable ? 0 : -1}
      aria-label={t('live.actionFor', { action, who })}
      aria-keyshortcuts={shortcut}
      aria-busy={busy}
      title={action}
      disabled={busy}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
