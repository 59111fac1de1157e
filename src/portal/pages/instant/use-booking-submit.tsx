import { App, type FormInstance } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { RejectedParty } from '../../../client/index.js';
import type { FormDraft } from '../../components/use-draft.js';
import { RejectedParties } from '../../components/rejected-parties.js';
import { useTimeText } from '../../components/use-time-text.js';
import { BOOKINGS_AT_ONCE_MAX, TooManyDates, type BookedDates } from './book-each.js';
import type { BookingFormValues } from './booking-form-values.js';
import { useCallProblems } from './call-problems.js';
import { RefusedDates } from './refused-dates.js';

export interface SavedBookings {
  readonly count: number;
  readonly rejected: readonly RejectedParty[];
  readonly refused: BookedDates<unknown>['refused'];
}

/** Saves, and says on the list what was booked and what was not: the form is not sent a second time for the rest. */
export function useBookingSubmit(
  form: FormInstance<BookingFormValues>,
  draft: Pick<FormDraft, 'keep' | 'clear'>,
  save: (values: BookingFormValues) => Promise<SavedBookings>,
) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message, notification } = App.useApp();
  const { dateText } = useTimeText();
  const showProblems = useCallProblems(form);
  const [saving, setSaving] = useState(false);
  const tell = ({ count, rejected, refused }: SavedBookings) => {
    void message.success(t('booking.booked', { count }));
    const left = [
      {
        items: refused.length,
        title: t('booking.refusedDates'),
        text: <RefusedDates {...{ refused, dateText }} />,
      },
      { items: rejected.length, title: t('party.rejected'), text: <RejectedParties rejected={rejected} /> },
    ];
    for (const { items, title, text } of left) {
      if (items > 0) notification.warning({ title, description: text, duration: 0 });
    }
  };
  const submit = async (values: BookingFormValues) => {
    setSaving(true);
    draft.keep();
    try {
      tell(await save(values));
      draft.clear();
      void navigate('/bookings');
    } catch (thrown) {
      if (thrown instanceof TooManyDates) {
        const errors = [t('booking.tooManyDates', { max: BOOKINGS_AT_ONCE_MAX })];
        form.setFields([{ name: ['recurrence', 'every'], errors }]);
      } else showProblems(thrown);
    } finally {
      setSaving(false);
    }
  };
  return { submit, saving };
}
