import { Alert, Button, Card, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Booking } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { DraftNotice } from '../../components/draft-notice.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { RecurrenceFields, type FirstWindow } from '../../components/recurrence-fields.js';
import { recurrenceOf } from '../../components/recurrence-values.js';
import { recurrenceWords } from '../../components/recurrence-words.js';
import { msOfDateField } from '../../components/time-text.js';
import { useDraft } from '../../components/use-draft.js';
import {
  bookingChangeOf,
  bookingOf,
  bookingValuesOf,
  proposedBooking,
  type BookingFormValues,
} from './booking-form-values.js';
import { useBook, useBooking, useChangeBooking } from './booking-queries.js';
import { words as bookingWords } from './booking-words.js';
import { CallFields } from './call-fields.js';
import { NoHost } from './no-host.js';
import { useNumbers } from './number-queries.js';
import { words as numberWords } from './number-words.js';
import { hostNumbers, type OwnNumber } from './own-numbers.js';
import { useBookingSubmit, type SavedBookings } from './use-booking-submit.js';
import { words as instantWords } from './words.js';
import './instant.css';

export const words = [bookingWords, instantWords, numberWords, partyWords, recurrenceWords];

const NAME_CHARS_MAX = 60;
/** Between the starts of two bookings of one rule; how long a call will last nobody says. */
const NOMINAL_MS = 60_000;

/** 预约会议 [S37]: at its time the platform calls the host first. */
export default function BookingFormPage() {
  const { booking: id } = useParams();
  const numbers = useNumbers();
  if (numbers.isPending) return <PageLoading />;
  if (numbers.isLoadingError)
    return <LoadFailure error={numbers.error} onRetry={() => void numbers.refetch()} />;
  const hosts = hostNumbers(numbers.data);
  if (hosts.length === 0) return <NoHost />;
  return id === undefined ? <NewBooking hosts={hosts} /> : <ExistingBooking id={id} hosts={hosts} />;
}

interface Hosts {
  readonly hosts: readonly OwnNumber[];
}

function NewBooking({ hosts }: Hosts) {
  const { timeZone } = useSession().session.account;
  const book = useBook();
  const save = async (values: BookingFormValues): Promise<SavedBookings> => {
    const startMs = msOfDateField(values.start, timeZone);
    const recurrence = recurrenceOf(values.recurrence);
    const { booked, refused } = await book.mutateAsync({
      booking: bookingOf(values, startMs),
      rule: recurrence === null ? undefined : { startMs, durationMs: NOMINAL_MS, recurrence },
    });
    return { count: booked.length, rejected: booked[0]?.rejected ?? [], refused };
  };
  return (
    <BookingForm
      hosts={hosts}
      booking={undefined}
      initial={proposedBooking(hosts[0]?.number, Date.now(), timeZone)}
      save={save}
    />
  );
}

function ExistingBooking({ id, hosts }: Hosts & { readonly id: string }) {
  const { timeZone } = useSession().session.account;
  const { data: booking, error, refetch } = useBooking(id);
  const change = useChangeBooking(id);
  if (booking === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  const save = async (values: BookingFormValues): Promise<SavedBookings> => {
    const { rejected } = await change.mutateAsync(bookingChangeOf(values, booking, timeZone));
    return { count: 1, rejected, refused: [] };
  };
  return (
    <BookingForm
      // A newer version is a new form.
      key={booking.version}
      hosts={hosts}
      booking={booking}
      initial={bookingValuesOf(booking, timeZone)}
      save={save}
    />
  );
}

interface BookingFormProps extends Hosts {
  readonly booking: Booking | undefined;
  readonly initial: BookingFormValues;
  readonly save: (values: BookingFormValues) => Promise<SavedBookings>;
}

function BookingForm({ hosts, booking, initial, save }: BookingFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<BookingFormValues>();
  const draft = useDraft(form, { initial, basis: booking?.version });
  const { submit, saving } = useBookingSubmit(form, draft, save);
  return (
    <Form
      form={form}
      layout="vertical"
      className="room-form"
      initialValues={initial}
      onValuesChange={draft.keep}
      onFinish={(values) => void submit(values)}
      scrollToFirstError={{ block: 'center' }}
    >
      <div className="page-head">
        <h1>{t(booking === undefined ? 'booking.add' : 'booking.editTitle')}</h1>
      </div>
      <DraftNotice draft={draft} />
      <Card className="form-section" title={t('booking.when')}>
        <BookingTime repeats={booking === undefined} />
      </Card>
      <Card className="form-section" title={t('booking.who')}>
        <Alert className="form-notice" type="info" showIcon title={t('booking.calledAtStart')} />
        <CallFields hosts={hosts} />
      </Card>
      <div className="form-actions">
        <Button
          size="large"
          onClick={() => {
            draft.clear();
            void navigate('/bookings');
          }}
        >
          {t('app.cancel')}
        </Button>
        <Button size="large" type="primary" htmlType="submit" loading={saving}>
          {t(booking === undefined ? 'booking.book' : 'booking.save')}
        </Button>
      </div>
    </Form>
  );
}

/** `repeats`: one that stands already is one date of its own. */
function BookingTime({ repeats }: { readonly repeats: boolean }) {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const start = Form.useWatch<string | undefined>('start') ?? '';
  const startMs = msOfDateField(start, timeZone);
  const window: FirstWindow | undefined = Number.isNaN(startMs)
    ? undefined
    : { startMs, durationMs: NOMINAL_MS };
  return (
    <>
      <div className="form-columns">
        <Form.Item name="name" label={t('booking.name')}>
          <Input maxLength={NAME_CHARS_MAX} placeholder={t('booking.namePlaceholder')} />
        </Form.Item>
        <Form.Item
          name="start"
          label={t('booking.start')}
          extra={t('booking.startHint', { timeZone })}
          rules={[{ required: true, message: t('booking.startRequired') }]}
        >
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      {repeats && <RecurrenceFields window={window} startsOnly />}
    </>
  );
}
