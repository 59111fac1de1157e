import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { words as roomWords } from '../rooms/words.js';
import { BookingCard } from './booking-card.js';
import { useBookings, type BookingsWanted } from './booking-queries.js';
import { words as bookingWords } from './booking-words.js';
import './instant.css';

export const words = [bookingWords, roomWords];

const WANTED = ['planned', 'over'] as const satisfies readonly BookingsWanted[];

/** 预约会议 and their 取消 [S37]. */
export default function BookingsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const shown = WANTED.find((wanted) => wanted === params.get('are')) ?? 'planned';
  return (
    <>
      <div className="page-head">
        <h1>{t('booking.title')}</h1>
        <Book />
      </div>
      <Segmented<BookingsWanted>
        className="rooms-windows"
        aria-label={t('booking.which')}
        value={shown}
        options={WANTED.map((value) => ({ value, label: t(`booking.${value}`) }))}
        onChange={(are) => setParams({ are }, { replace: true })}
      />
      <Bookings key={shown} are={shown} />
    </>
  );
}

function Bookings({ are }: { readonly are: BookingsWanted }) {
  const { t } = useTranslation();
  const bookings = useBookings(are);
  if (bookings.isPending) return <PageLoading />;
  if (bookings.isLoadingError)
    return <LoadFailure error={bookings.error} onRetry={() => void bookings.refetch()} />;
  const items = bookings.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyList text={t(are === 'planned' ? 'booking.none' : 'booking.noneOver')}>
        <p className="soft empty-hint">{t('booking.hint')}</p>
        {are === 'planned' && <Book />}
      </EmptyList>
    );
  }
  return (
    <>
      <div className="room-cards">
        {items.map((booking) => (
          <BookingCard key={booking.id} booking={booking} />
        ))}
      </div>
      <MoreButton list={bookings} />
    </>
  );
}

function Book() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/bookings/new')}>
      {t('booking.add')}
    </Button>
  );
}
