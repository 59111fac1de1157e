import { Alert, Card, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { RecurrenceFields, type FirstWindow } from '../../components/recurrence-fields.js';
import { dateFieldOf, msOfDateField, msOfHours } from '../../components/time-text.js';
import { exceptionsOf, keepsDates, type RoomFormValues } from './room-form-values.js';
import { useHoursRules } from './use-hours-rules.js';

/** When, how long, how often and for how many [S2] [S7] [S8]. */
export function ScheduleFields({ room }: { readonly room: Room | undefined }) {
  const { t } = useTranslation();
  const { tier, timeZone } = useSession().session.account;
  return (
    <Card className="form-section" title={t('form.schedule')}>
      <div className="form-columns form-columns-three">
        <Form.Item name="start" label={t('form.start')} extra={t('form.startHint', { timeZone })}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item
          name="hours"
          label={t('form.duration')}
          extra={t('form.durationHint')}
          rules={useHoursRules()}
          validateFirst
        >
          <InputNumber className="wide" step={1} />
        </Form.Item>
        <Form.Item
          name={['options', 'partiesMax']}
          label={t('form.partiesMax')}
          extra={t(`form.partiesMaxHint.${tier}`)}
        >
          <InputNumber className="wide" step={1} />
        </Form.Item>
      </div>
      <RecurrenceFields window={useFirstWindow(room, timeZone)} />
      <LostDates room={room} timeZone={timeZone} />
    </Card>
  );
}

/** Of the room as it stands in the form. */
function useFirstWindow(room: Room | undefined, timeZone: string): FirstWindow | undefined {
  const start = Form.useWatch<string | undefined>('start') ?? '';
  const hours = Form.useWatch<number | null | undefined>('hours') ?? null;
  if (hours === null || hours <= 0) return undefined;
  const startMs = firstStartMs(start, room, timeZone);
  return Number.isNaN(startMs) ? undefined : { startMs, durationMs: msOfHours(hours) };
}

/** Empty: now, to the minute, so that the preview does not change with every second. */
function firstStartMs(start: string, room: Room | undefined, timeZone: string): number {
  if (room !== undefined && start === dateFieldOf(room.startMs, timeZone)) return room.startMs;
  return msOfDateField(start === '' ? dateFieldOf(Date.now(), timeZone) : start, timeZone);
}

/** Says before saving that dates which were cancelled or moved alone are back by the new rule. */
function LostDates({ room, timeZone }: { readonly room: Room | undefined; readonly timeZone: string }) {
  const { t } = useTranslation();
  const start = Form.useWatch<RoomFormValues['start'] | undefined>('start');
  const recurrence = Form.useWatch<RoomFormValues['recurrence'] | undefined>('recurrence');
  if (room === undefined || start === undefined || recurrence === undefined) return null;
  if (exceptionsOf(room).length === 0 || keepsDates({ start, recurrence }, room, timeZone)) return null;
  return <Alert className="form-notice" type="warning" showIcon title={t('form.lostDates')} />;
}
