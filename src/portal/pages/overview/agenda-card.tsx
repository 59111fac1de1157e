import { RightOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../app/session.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { dateFieldOf, msOfDateField } from '../../components/time-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useBookings } from '../instant/booking-queries.js';
import { useRooms } from '../rooms/room-queries.js';
import { agendaOf, type Appointment } from './agenda.js';

const SHOWN_MAX = 6;
const DAY_MS = 86_400_000;

/** Today's and the next conferences of rooms and bookings. */
export function Agenda() {
  const { t } = useTranslation();
  return (
    <section className="overview-section">
      <div className="overview-section-head">
        <h2>{t('overview.agenda')}</h2>
        <span className="overview-links">
          <Link to="/rooms?window=planned">{t('overview.allRooms')}</Link>
          <Link to="/bookings">{t('overview.allBookings')}</Link>
        </span>
      </div>
      <Appointments />
    </section>
  );
}

function Appointments() {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const lists = [useRooms('current'), useRooms('planned')] as const;
  const bookings = useBookings('planned');
  const failed = [...lists, bookings].find(({ isLoadingError }) => isLoadingError);
  if (failed !== undefined) {
    return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (bookings.data === undefined || lists.some(({ data }) => data === undefined)) return <PageLoading />;
  const rooms = lists.flatMap(({ data }) => data?.pages.flatMap(({ items }) => items) ?? []);
  const nowMs = Date.now();
  const shown = agendaOf(
    rooms,
    bookings.data.pages.flatMap(({ items }) => items),
    {
      sinceMs: msOfDateField(`${dayOf(nowMs, timeZone)}T00:00`, timeZone),
      nowMs,
    },
  ).slice(0, SHOWN_MAX);
  if (shown.length === 0) {
    return (
      <div className="panel overview-none">
        <strong>{t('overview.agendaNone')}</strong>
        <p className="soft">{t('overview.agendaNoneHint')}</p>
      </div>
    );
  }
  return (
    <ul className="panel overview-list">
      {shown.map((appointment) => (
        <li key={appointment.key}>
          <AppointmentRow appointment={appointment} nowMs={nowMs} />
        </li>
      ))}
    </ul>
  );
}

interface AppointmentRowProps {
  readonly appointment: Appointment;
  readonly nowMs: number;
}

function AppointmentRow({ appointment, nowMs }: AppointmentRowProps) {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const { dayText, timeOfDayText } = useTimeText();
  const { kind, name, startMs, endMs, isRunning, path } = appointment;
  const day = dayOf(startMs, timeZone);
  return (
    <Link className="overview-row" to={path}>
      <span className="agenda-time digits">
        <strong>
          {timeOfDayText(startMs)}
          {endMs === null ? '' : `–${timeOfDayText(endMs)}`}
        </strong>
        <small className="soft">
          {day === dayOf(nowMs, timeZone)
            ? t('overview.dayToday')
            : day === dayOf(nowMs + DAY_MS, timeZone)
              ? t('overview.dayTomorrow')
              : dayText(startMs)}
        </small>
      </span>
      <span className="overview-row-what">
        <strong>
          <bdi>{name === '' ? t('overview.bookingUnnamed') : name}</bdi>
        </strong>
        <small className="soft">{t(`overview.kind.${kind}`)}</small>
      </span>
      {isRunning && <Tag color="green">{t('overview.running')}</Tag>}
      <RightOutlined className="overview-row-go" aria-hidden="true" />
    </Link>
  );
}

/** Like "2026-10-01", in the zone of the account. */
const dayOf = (ms: number, timeZone: string): string => dateFieldOf(ms, timeZone).slice(0, 10);
