import { Card, Form, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { PartySelect } from '../../components/party-select.js';
import { unreachable, type PartyEntry } from '../../components/party-values.js';

const MINUTE_MS = 60_000;
const REMINDERS = [0, 5, 15, 30, 60, 1_440].map((minutes) => minutes * MINUTE_MS);

/** 与会者, and how they are told [S2] [S9]. */
export function InviteeFields() {
  const { t } = useTranslation();
  const notify = Form.useWatch<boolean | undefined>('notify') === true;
  const reminderMs = Form.useWatch<number | undefined>('reminderMs') ?? 0;
  // Another program may have set a time that is not among ours.
  const reminders = [...new Set([...REMINDERS, reminderMs])].sort((one, other) => one - other);
  return (
    <Card className="form-section" title={t('form.invitees')}>
      <Form.Item
        name="invitees"
        label={t('form.invitees')}
        extra={t('form.inviteesHint')}
        rules={[
          {
            validator: (_, entries: readonly PartyEntry[]) => {
              const entry = unreachable(entries, 'phone-or-mail');
              return entry === undefined
                ? Promise.resolve()
                : Promise.reject(new Error(t('party.notReachableAny', { entry })));
            },
          },
        ]}
      >
        <PartySelect reach="phone-or-mail" />
      </Form.Item>
      <div className="form-columns">
        <label className="form-switch">
          <Form.Item name="notify" valuePropName="checked" noStyle>
            <Switch aria-label={t('form.notify')} />
          </Form.Item>
          <span>
            {t('form.notify')}
            <small>{t('form.notifyHint')}</small>
          </span>
        </label>
        <Form.Item name="reminderMs" label={t('form.reminder')}>
          <Select
            disabled={!notify}
            options={reminders.map((ms) => ({ value: ms, label: t(...reminderWords(ms)) }))}
          />
        </Form.Item>
      </div>
    </Card>
  );
}

function reminderWords(ms: number) {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes === 0) return ['form.reminderNone', {}] as const;
  if (minutes % 1_440 === 0) return ['form.reminderDays', { count: minutes / 1_440 }] as const;
  return minutes % 60 === 0
    ? (['form.reminderHours', { count: minutes / 60 }] as const)
    : (['form.reminderMinutes', { count: minutes }] as const);
}
