import { App, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Booking } from '../../../client/index.js';
import { numberText } from '../../components/number-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useCancelBooking } from './booking-queries.js';

const COLOUR = {
  booked: 'cyan',
  ringing: 'gold',
  running: 'green',
  held: 'default',
  cancelled: 'default',
  'host-unreachable': 'volcano',
  missed: 'volcano',
  'account-closed': 'volcano',
  'host-not-own': 'volcano',
} as const satisfies Record<Booking['state'], string>;

const NAMES_SHOWN_MAX = 4;

/** One booking: when, who is called, how it stands. */
export function BookingCard({ booking }: { readonly booking: Booking }) {
  const { t } = useTranslation();
  const { dayText, timeOfDayText } = useTimeText();
  const { name, startMs, state, host, parties } = booking;
  return (
    <article className="booking">
      <div className="booking-time digits">
        <strong>{timeOfDayText(startMs)}</strong>
        <span>{dayText(startMs)}</span>
      </div>
      <div className="booking-what">
        <div className="booking-head">
          <span className="room-name">
            <bdi>{name === '' ? t('booking.unnamed') : name}</bdi>
          </span>
          <Tag color={COLOUR[state]}>{t(`booking.state.${state}`)}</Tag>
        </div>
        <div className="soft">
          {t('booking.hostIs')} <span className="digits">{numberText(host.number, host.extension)}</span>
        </div>
        <div className="soft booking-parties">
          {t('booking.others', { count: parties.length })}{' '}
          <bdi>{parties.slice(0, NAMES_SHOWN_MAX).map(whoText).join(t('booking.comma'))}</bdi>
          {parties.length > NAMES_SHOWN_MAX && ' …'}
        </div>
      </div>
      <BookingActions booking={booking} />
    </article>
  );
}

const whoText = ({ name, number, extension }: Booking['parties'][number]): string =>
  name ?? numberText(number, extension);

function BookingActions({ booking: { id, state, startMs, conference } }: { readonly booking: Booking }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const { dateText } = useTimeText();
  const showProblem = useProblemNotice();
  const cancel = useCancelBooking();
  const confirmCancel = () =>
    void modal.confirm({
      title: t('booking.cancelTitle', { date: dateText(startMs) }),
      content: t('booking.cancelText'),
      okText: t('booking.cancel'),
      okButtonProps: { danger: true },
      cancelText: t('booking.keep'),
      onOk: async () => {
        try {
          await cancel.mutateAsync(id);
          void message.success(t('booking.cancelled'));
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
  if ((state === 'running' || state === 'ringing') && conference !== null) {
    return (
      <span className="room-card-actions">
        <Button type="primary" onClick={() => void navigate(`/conferences/${conference}`)}>
          {t('booking.toLive')}
        </Button>
      </span>
    );
  }
  if (state !== 'booked') return null;
  return (
    <span className="room-card-actions">
      <Button onClick={() => void navigate(`/bookings/${id}/edit`)}>{t('booking.edit')}</Button>
      <Button danger onClick={confirmCancel}>
        {t('booking.cancel')}
      </Button>
    </span>
  );
}
