import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../components/number-field.js';
import { SwitchField } from '../components/switch-field.js';
import { PAYMENT_MODES, ROLES, TIERS } from './account-values.js';

/** `isNew`: number and kind stay as they are once it is open. */
export function AccountFields({ isNew }: { readonly isNew: boolean }) {
  const { t } = useTranslation();
  const isPostpaid = Form.useWatch<string | undefined>('paymentMode') === 'postpaid';
  return (
    <>
      <Form.Item
        name="name"
        label={t('accounts.name')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      {isNew && (
        <div className="form-columns">
          <Form.Item
            name="number"
            label={t('accounts.number')}
            extra={t('accounts.numberHint')}
            rules={[{ pattern: /^\d{8}$/, message: t('accounts.numberHint') }]}
          >
            <Input maxLength={8} inputMode="numeric" />
          </Form.Item>
          <Form.Item name="role" label={t('accounts.role')}>
            <Select options={ROLES.map((value) => ({ value, label: t(`accounts.roles.${value}`) }))} />
          </Form.Item>
        </div>
      )}
      <div className="form-columns">
        <Form.Item name="tier" label={t('accounts.tier')}>
          <Select options={TIERS.map((value) => ({ value, label: t(`accounts.tiers.${value}`) }))} />
        </Form.Item>
        <Form.Item name="paymentMode" label={t('accounts.payment')}>
          <Select
            options={PAYMENT_MODES.map((value) => ({ value, label: t(`accounts.payments.${value}`) }))}
          />
        </Form.Item>
      </div>
      {isPostpaid && (
        <NumberField
          name="creditLimitYuan"
          label={t('accounts.credit')}
          hint={t('accounts.creditHint')}
          prefix="¥"
          min={0}
          max={1_000_000}
          precision={2}
        />
      )}
      <div className="form-columns">
        <Form.Item name="language" label={t('accounts.language')}>
          <Select
            options={(['zh-CN', 'en'] as const).map((value) => ({
              value,
              label: t(`accounts.languages.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="timeZone" label={t('accounts.timeZone')}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item
        name="billingNumber"
        label={t('accounts.billingNumber')}
        extra={t('accounts.billingNumberHint')}
      >
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
    </>
  );
}

/** What the account may call [S41]. */
export function OutgoingFields() {
  const { t } = useTranslation();
  return (
    <>
      <p className="form-group">{t('accounts.outgoing')}</p>
      <SwitchField
        name={['outgoing', 'stopped']}
        label={t('accounts.outgoingStopped')}
        hint={t('accounts.outgoingStoppedHint')}
      />
      <SwitchField name={['outgoing', 'internationalAllowed']} label={t('accounts.international')} />
      <div className="form-columns">
        {(['legsMax', 'legsPerHourMax', 'newNumbersPerDayMax'] as const).map((name) => (
          <NumberField
            key={name}
            name={['outgoing', name]}
            label={t(`accounts.${name}`)}
            hint={t('admin.noLimitHint')}
            min={0}
            precision={0}
          />
        ))}
        <NumberField
          name={['outgoing', 'spendPerDayMaxYuan']}
          label={t('accounts.spendPerDayMax')}
          hint={t('admin.noLimitHint')}
          prefix="¥"
          min={0}
          precision={2}
        />
      </div>
    </>
  );
}
