import { CalendarOutlined, PhoneOutlined, PlusOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../app/session.js';
import { useTimeText } from '../../components/use-time-text.js';
import { Agenda } from './agenda-card.js';
import { BalanceCard } from './balance-card.js';
import { LastMonthCard } from './last-month-card.js';
import { LiveNow } from './live-now.js';
import { words as overviewWords } from './words.js';
import './overview.css';

export const words = overviewWords;

/** 控制台: what goes on, what comes next, what is left, and the ways to begin. */
export default function OverviewPage() {
  const { t } = useTranslation();
  const { session } = useSession();
  const { dayText } = useTimeText();
  return (
    <>
      <div className="page-head">
        <div>
          <h1>
            <bdi>{t('overview.hello', { name: session.account.name })}</bdi>
          </h1>
          <p className="soft">{dayText(Date.now())}</p>
        </div>
      </div>
      <div className="quick-start">
        <QuickStart
          to="/instant"
          icon={<PhoneOutlined />}
          title={t('overview.instant')}
          text={t('overview.instantText')}
        />
        <QuickStart
          to="/rooms/new"
          icon={<PlusOutlined />}
          title={t('overview.addRoom')}
          text={t('overview.addRoomText')}
        />
        <QuickStart
          to="/bookings/new"
          icon={<CalendarOutlined />}
          title={t('overview.book')}
          text={t('overview.bookText')}
        />
      </div>
      <div className="overview">
        <div className="overview-main">
          <LiveNow />
          <Agenda />
        </div>
        <div className="overview-aside">
          <BalanceCard />
          <LastMonthCard />
        </div>
      </div>
    </>
  );
}

interface QuickStartProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
}

const QuickStart = ({ to, icon, title, text }: QuickStartProps) => (
  <Link className="panel quick-start-way" to={to}>
    <span className="quick-start-icon">{icon}</span>
    <span>
      <strong>{title}</strong>
      <small>{text}</small>
    </span>
  </Link>
);
