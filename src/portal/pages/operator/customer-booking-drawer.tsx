import { Alert, App, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../client/index.js';
import { FormDrawer } from '../../components/form-drawer.js';
import { RejectedParties } from '../../components/rejected-parties.js';
import { timeTextIn } from '../../components/time-text.js';
import {
  customerBookingOf,
  customerFieldOf,
  personWithoutNumber,
  proposedCustomerBooking,
  type CustomerBookingValues,
} from './customer-values.js';
import { useBookForCustomer } from './operator-queries.js';

interface CustomerDrawerProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

const FIELD_OF_CODE = {
  BOOKING_TOO_SOON: 'start',
  BOOKING_TOO_FAR: 'start',
  LINES_FULL: 'start',
  TOO_MANY_PARTIES: 'others',
  NOBODY_TO_CALL: 'others',
};

/** 人工预约: at its time the customer's host is called first. */
export function CustomerBookingDrawer({ customer, onClose }: CustomerDrawerProps) {
  const { t, i18n } = useTranslation();
  const { message, notification } = App.useApp();
  const book = useBookForCustomer(customer.id);
  const { timeZone } = customer;
  const save = async (values: CustomerBookingValues) => {
    const { booking, rejected } = await book.mutateAsync(customerBookingOf(values, timeZone));
    const time = timeTextIn(i18n.language, timeZone).windowText(booking.startMs, booking.startMs);
    void message.success(t('operator.booked', { time }));
    if (rejected.length > 0) {
      const description = <RejectedParties rejected={rejected} />;
      notification.warning({ title: t('party.rejected'), description, duration: 0 });
    }
  };
  return (
    <FormDrawer<CustomerBookingValues>
      title={t('operator.bookFor', { name: customer.name })}
      submitText={t('operator.book')}
      initial={proposedCustomerBooking(customer, Date.now())}
      fieldOf={customerFieldOf}
      fieldOfCode={FIELD_OF_CODE}
      save={save}
      onClose={onClose}
    >
      <Alert className="form-notice" type="info" showIcon title={t('operator.bookingHint')} />
      <Form.Item name="name" label={t('operator.subject')}>
        <Input maxLength={60} />
      </Form.Item>
      <StartField timeZone={timeZone} />
      <Form.Item name="host" label={t('operator.host')} extra={t('operator.hostHint')}>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <OthersField />
    </FormDrawer>
  );
}

export function StartField({ timeZone }: Pick<Customer, 'timeZone'>) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="start"
      label={t('operator.start')}
      extra={t('operator.startHint', { timeZone })}
      rules={[{ required: true, message: t('problem.required') }]}
    >
      <Input type="datetime-local" />
    </Form.Item>
  );
}

function OthersField() {
  const { t } = useTranslation();
  const validator = (_: unknown, others: string) => {
    const entry = personWithoutNumber(others);
    return entry === undefined
      ? Promise.resolve()
      : Promise.reject(new Error(t('operator.othersWrong', { entry })));
  };
  return (
    <Form.Item
      name="others"
      label={t('operator.others')}
      extra={t('operator.othersHint')}
      rules={[{ required: true, whitespace: true, message: t('problem.required') }, { validator }]}
    >
      <Input.TextArea rows={6} placeholder={'张三 13800138000\n010-62341000'} />
    </Form.Item>
  );
}
