import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListField } from '../components/list-field.js';
import { NumberField } from '../components/number-field.js';
import { SwitchField } from '../components/switch-field.js';
import { CALLED_FROM, CALLER_FROM, NUMBER_FORMATS } from './trunk-values.js';

export function TrunkBasics({ isNew }: { readonly isNew: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {isNew && (
        <Form.Item
          name="id"
          label={t('trunk.id')}
          extra={t('trunk.idHint')}
          rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
        >
          <Input maxLength={60} placeholder="carrier-a" />
        </Form.Item>
      )}
      <SwitchField name="enabled" label={t('trunk.enabledField')} />
      <NumberField name="pingS" label={t('trunk.ping')} hint={t('trunk.pingHint')} min={0} />
    </>
  );
}

export function InboundFields() {
  const { t } = useTranslation();
  return (
    <>
      <ListField name="addresses" label={t('trunk.addresses')} hint={t('trunk.addressesHint')} required />
      <Form.Item name="calledFrom" label={t('trunk.calledFrom')}>
        <Select mode="multiple" options={CALLED_FROM.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="callerFrom" label={t('trunk.callerFrom')}>
        <Select
          options={CALLER_FROM.map((value) => ({
            value,
            label: value === 'none' ? t('trunk.callerNone') : value,
          }))}
        />
      </Form.Item>
      <SwitchField name="screened" label={t('trunk.screened')} />
      <div className="form-columns">
        <LimitField name="callsMax" label={t('trunk.callsMax')} />
        <LimitField name="callsPerSecondMax" label={t('trunk.callsPerSecondMax')} />
        <NumberField name={['capCodes', 'callsAtOnce']} label={t('trunk.capCalls')} min={400} max={699} />
        <NumberField name={['capCodes', 'callsPerSecond']} label={t('trunk.capRate')} min={400} max={699} />
      </div>
      <Form.Item name="homeArea" label={t('trunk.homeArea')} extra={t('trunk.homeAreaHint')}>
        <Input maxLength={3} inputMode="numeric" />
      </Form.Item>
      <ListField name="mediaFrom" label={t('trunk.mediaFrom')} hint={t('trunk.mediaFromHint')} />
    </>
  );
}

export function OutboundFields() {
  const { t } = useTranslation();
  const formats = NUMBER_FORMATS.map((value) => ({ value, label: t(`trunk.format.${value}`) }));
  return (
    <>
      <ListField
        name={['outbound', 'targets']}
        label={t('trunk.outboundTargets')}
        hint={t('trunk.outboundTargetsHint')}
      />
      <ListField
        name={['outbound', 'callerNumbers']}
        label={t('trunk.callerNumbers')}
        hint={t('trunk.callerNumbersHint')}
      />
      <ListField name={['outbound', 'prefixes']} label={t('trunk.prefixes')} hint={t('trunk.prefixesHint')} />
      <div className="form-columns">
        <Form.Item name={['outbound', 'numberFormat']} label={t('trunk.numberFormat')}>
          <Select options={formats} />
        </Form.Item>
        <Form.Item name={['outbound', 'callerFormat']} label={t('trunk.callerFormat')}>
          <Select options={formats} />
        </Form.Item>
        <LimitField name={['outbound', 'callsMax']} label={t('trunk.callsMax')} />
        <LimitField name={['outbound', 'callsPerSecondMax']} label={t('trunk.callsPerSecondMax')} />
        <NumberField name={['outbound', 'firstAnswerS']} label={t('trunk.firstAnswer')} min={0} />
        <Form.Item name={['outbound', 'domain']} label={t('trunk.domain')}>
          <Input />
        </Form.Item>
        <Form.Item name={['outbound', 'credentials', 'username']} label={t('trunk.username')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={['outbound', 'credentials', 'realm']} label={t('trunk.realm')}>
          <Input />
        </Form.Item>
      </div>
      <Form.Item
        name={['outbound', 'credentials', 'secret']}
        label={t('trunk.secret')}
        extra={t('trunk.secretHint')}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <SwitchField name={['outbound', 'assertIdentity']} label={t('trunk.assertIdentity')} />
      <SwitchField name={['outbound', 'userPhone']} label={t('trunk.userPhone')} />
    </>
  );
}

function LimitField({ name, label }: { readonly name: string | string[]; readonly label: string }) {
  const { t } = useTranslation();
  return <NumberField name={name} label={label} hint={t('admin.noLimitHint')} min={0} precision={0} />;
}
