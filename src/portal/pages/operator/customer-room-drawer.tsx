import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, CustomerRoom } from '../../../client/index.js';
import { useServiceNumbers } from '../../api/service-numbers.js';
import { CopyButton } from '../../components/copy-button.js';
import { FormDrawer } from '../../components/form-drawer.js';
import { timeTextIn } from '../../components/time-text.js';
import { StartField } from './customer-booking-drawer.js';
import {
  customerFieldOf,
  customerRoomOf,
  proposedCustomerRoom,
  type CustomerRoomValues,
} from './customer-values.js';
import { useRoomForCustomer } from './operator-queries.js';

interface CustomerRoomDrawerProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

/** A room of the customer's; what it is told stands at the end. */
export function CustomerRoomDrawer({ customer, onClose }: CustomerRoomDrawerProps) {
  const [made, setMade] = useState<CustomerRoom>();
  if (made !== undefined) return <RoomTold room={made} timeZone={customer.timeZone} onClose={onClose} />;
  return <RoomFormDrawer customer={customer} onMade={setMade} onClose={onClose} />;
}

interface RoomFormDrawerProps extends CustomerRoomDrawerProps {
  readonly onMade: (room: CustomerRoom) => void;
}

function RoomFormDrawer({ customer, onMade, onClose }: RoomFormDrawerProps) {
  const { t } = useTranslation();
  const create = useRoomForCustomer(customer.id);
  const [initial] = useState(() => proposedCustomerRoom(customer, Date.now(), Math.random));
  const required = { required: true, whitespace: true, message: t('problem.required') };
  return (
    <FormDrawer<CustomerRoomValues>
      title={t('operator.roomFor', { name: customer.name })}
      submitText={t('operator.save')}
      initial={initial}
      fieldOf={customerFieldOf}
      save={async (values) => onMade(await create.mutateAsync(customerRoomOf(values, customer)))}
      // What was made is shown instead.
      closesWhenSaved={false}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('operator.subject')} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <StartField timeZone={customer.timeZone} />
      <Form.Item name="durationHours" label={t('operator.duration')}>
        <InputNumber className="wide" min={0.25} step={0.5} />
      </Form.Item>
      <div className="form-columns">
        <Form.Item
          name="chairPassword"
          label={t('operator.chairPassword')}
          extra={t('operator.chairHint')}
          rules={[required]}
        >
          <Input maxLength={12} inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="attendeePassword"
          label={t('operator.attendeePassword')}
          extra={t('operator.attendeeHint')}
        >
          <Input maxLength={12} inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}

interface RoomToldProps {
  readonly room: CustomerRoom;
  readonly timeZone: string;
  readonly onClose: () => void;
}

function RoomTold({ room, timeZone, onClose }: RoomToldProps) {
  const { t, i18n } = useTranslation();
  const numbers = useServiceNumbers().data ?? [];
  const { name, number, chairPassword, attendeePassword, startMs, durationMs } = room;
  const text = t('operator.roomText', {
    name,
    numbers: numbers.join(' / '),
    number,
    chair: chairPassword,
    attendee:
      attendeePassword === ''
        ? t('operator.noPassword')
        : t('operator.passwordText', { password: attendeePassword }),
    time: timeTextIn(i18n.language, timeZone).windowText(startMs, startMs + durationMs),
  });
  return (
    <Modal
      open
      title={t('operator.roomMade')}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('operator.close')}</Button>}
    >
      <pre className="room-told">{text}</pre>
      <CopyButton type="primary" text={text}>
        {t('operator.copy')}
      </CopyButton>
    </Modal>
  );
}
