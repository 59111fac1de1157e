import { Card, Form, Input, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Room, RoomOptions } from '../../../client/index.js';
import { PORTAL_LANGUAGES } from '../../words/languages.js';
import { InviteeFields } from './invitee-fields.js';
import { ScheduleFields } from './schedule-fields.js';

/**
 * The limits are told before the server has to; its own checks decide. Numbers have none here: a field with
 * limits would change what was typed without a word.
 */
const NAME_CHARS_MAX = 60;
const NUMBER_DIGITS_MAX = 10;
const PASSWORD_DIGITS_MIN = 4;
const PASSWORD_DIGITS_MAX = 12;

/** Every field of a room [S2], its rule beside it. */
export function RoomFields({ room }: { readonly room: Room | undefined }) {
  return (
    <>
      <Basics />
      <Passwords />
      <ScheduleFields room={room} />
      <InviteeFields />
      <Options />
    </>
  );
}
function Basics() {
  const { t } = useTranslation();
  const digits = { pattern: /^[0-9]*$/, message: t('problem.notDigits') };
  return (
    <Card className="form-section" title={t('form.basics')}>
      <div className="form-columns">
        <Form.Item
          name="name"
          label={t('form.name')}
          rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
        >
          <Input maxLength={NAME_CHARS_MAX} placeholder={t('form.namePlaceholder')} />
        </Form.Item>
        <Form.Item name="number" label={t('form.number')} extra={t('form.numberHint')} rules={[digits]}>
          <Input inputMode="numeric" maxLength={NUMBER_DIGITS_MAX} autoComplete="off" />
        </Form.Item>
        <Form.Item name="organiser" label={t('form.organiser')}>
          <Input maxLength={NAME_CHARS_MAX} />
        </Form.Item>
        <Form.Item name="language" label={t('form.language')}>
          <Segmented options={Object.entries(PORTAL_LANGUAGES).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
      </div>
    </Card>
  );
}

function Passwords() {
  const { t } = useTranslation();
  const digits = { pattern: /^[0-9]*$/, message: t('problem.notDigits') };
  const password = { inputMode: 'numeric', maxLength: PASSWORD_DIGITS_MAX, autoComplete: 'off' } as const;
  return (
    <Card className="form-section" title={t('form.passwords')}>
      <p className="form-lead soft">{t('form.passwordsHint')}</p>
      <div className="form-columns">
        <div>
          <h3 className="form-group">{t('form.chair')}</h3>
          <Form.Item
            name="chairPassword"
            label={t('form.chairPassword')}
            extra={t('form.chairPasswordHint')}
            rules={[
              { required: true, message: t('problem.required') },
              digits,
              { min: PASSWORD_DIGITS_MIN, message: t('problem.tooShort') },
            ]}
            validateFirst
          >
            <Input {...password} />
          </Form.Item>
          <div className="form-switches">
            <SwitchField option="chairAnnounced" label={t('form.announced')} hint={t('form.announcedHint')} />
            <SwitchField option="chairMayRecord" label={t('form.mayRecord')} hint={t('form.mayRecordHint')} />
          </div>
        </div>
        <div>
          <h3 className="form-group">{t('form.attendee')}</h3>
          <Form.Item
            name="attendeePassword"
            label={t('form.attendeePassword')}
            extra={t('form.attendeePasswordHint')}
            dependencies={['chairPassword']}
            rules={[
              digits,
              ({ getFieldValue }) => ({
                validator: (_, value: string) =>
                  value !== '' && value === getFieldValue('chairPassword')
                    ? Promise.reject(new Error(t('problem.sameAsChairPassword')))
                    : Promise.resolve(),
              }),
            ]}
          >
            <Input {...password} />
          </Form.Item>
          <div className="form-switches">
            <SwitchField
              option="attendeeAnnounced"
              label={t('form.announced')}
              hint={t('form.announcedHint')}
            />
            <SwitchField
              option="attendeeListenOnly"
              label={t('form.listenOnly')}
              hint={t('form.listenOnlyHint')}
            />
            <SwitchField
              option="attendeeWaitsForChair"
              label={t('form.waitsForChair')}
              hint={t('form.waitsForChairHint')}
            />
          </div>
        </div>
      </div>
    </Card>
  );
}

function Options() {
  const { t } = useTranslation();
  return (
    <Card className="form-section" title={t('form.options')}>
      <div className="form-columns form-switches">
        <SwitchField
          option="attendeeMayUnmute"
          label={t('form.attendeeMayUnmute')}
          hint={t('form.attendeeMayUnmuteHint')}
        />
        <SwitchField
          option="attendeeMayInvite"
          label={t('form.attendeeMayInvite')}
          hint={t('form.attendeeMayInviteHint')}
        />
        <SwitchField
          option="endsWithLastChair"
          label={t('form.endsWithLastChair')}
          hint={t('form.endsWithLastChairHint')}
        />
        <SwitchField option="keylessEntry" label={t('form.keylessEntry')} hint={t('form.keylessEntryHint')} />
      </div>
    </Card>
  );
}

interface SwitchFieldProps {
  readonly option: Exclude<keyof RoomOptions, 'partiesMax'>;
  readonly label: string;
  readonly hint: string;
}

function SwitchField({ option, label, hint }: SwitchFieldProps) {
  return (
    <label className="form-switch">
      <Form.Item name={['options', option]} valuePropName="checked" noStyle>
        <Switch aria-label={label} />
      </Form.Item>
      <span>
        {label}
        <small>{hint}</small>
      </span>
    </label>
  );
}
