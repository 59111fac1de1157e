import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorHours } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { Loaded } from '../../../components/loaded.js';
import { SwitchField } from '../components/switch-field.js';
import { useChangeHours, useOperatorHours } from './operator-queries.js';

/** 服务时间 of the operators. */
export function OpeningHours() {
  const { t } = useTranslation();
  const hours = useOperatorHours();
  const [editing, setEditing] = useState(false);
  return (
    <section className="block">
      <Loaded query={hours}>
        {(found) => (
          <>
            <div className="block-head">
              <h2>{t('seats.hours')}</h2>
              <Button onClick={() => setEditing(true)}>{t('admin.edit')}</Button>
            </div>
            <p className="digits">
              {found.hours === null
                ? t('seats.always')
                : `${t('seats.range', { hours: found.hours })} · ${found.timeZone}`}
            </p>
            <p className="soft">{t('seats.hoursHint')}</p>
            {editing && <HoursDrawer hours={found} onClose={() => setEditing(false)} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

interface HoursValues {
  readonly always: boolean;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

interface HoursDrawerProps {
  readonly hours: OperatorHours;
  readonly onClose: () => void;
}

const OFFICE_DAY = ['09:00', '18:00'] as const;

function HoursDrawer({ hours, onClose }: HoursDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const change = useChangeHours();
  const [from = '', to = ''] = hours.hours?.split('-') ?? OFFICE_DAY;
  const save = async (values: HoursValues) => {
    await change.mutateAsync({
      hours: values.always ? null : `${values.from}-${values.to}`,
      timeZone: values.timeZone.trim(),
    });
    void message.success(t('seats.hoursSaved'));
  };
  return (
    <FormDrawer<HoursValues>
      title={t('seats.hours')}
      submitText={t('admin.save')}
      initial={{ always: hours.hours === null, from, to, timeZone: hours.timeZone }}
      fieldOf={(field) => [field === 'hours' ? 'from' : field]}
      save={save}
      onClose={onClose}
    >
      <HoursFields />
    </FormDrawer>
  );
}

function HoursFields() {
  const { t } = useTranslation();
  const always = Form.useWatch<boolean | undefined>('always') ?? false;
  const required = { required: !always, message: t('problem.required') };
  return (
    <>
      <SwitchField name="always" label={t('seats.alwaysField')} />
      <div className="form-columns">
        <Form.Item name="from" label={t('seats.from')} rules={[required]}>
          <Input type="time" disabled={always} />
        </Form.Item>
        <Form.Item name="to" label={t('seats.to')} rules={[required]}>
          <Input type="time" disabled={always} />
        </Form.Item>
      </div>
      <Form.Item name="timeZone" label={t('seats.timeZone')} rules={[{ ...required, required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
    </>
  );
}
