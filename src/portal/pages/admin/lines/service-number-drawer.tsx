import { App, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BoundNumber } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { useOpened } from '../../../components/use-opened.js';
import {
  useChangeServiceNumber,
  useCreateServiceNumber,
  useReadServiceNumber,
} from './service-number-queries.js';
import {
  LANGUAGES,
  NEW_SERVICE_NUMBER,
  serviceNumberChangeOf,
  serviceNumberCreateOf,
  serviceNumberFieldOf,
  SERVICES,
  serviceNumberValuesOf,
  TESTS,
  type ServiceNumberValues,
} from './service-number-values.js';

interface ServiceNumberDrawerProps {
  /** Undefined: a new one. */
  readonly bound: BoundNumber | undefined;
  readonly onClose: () => void;
}

const valuesOf = (bound: BoundNumber | undefined): ServiceNumberValues =>
  bound === undefined ? NEW_SERVICE_NUMBER : serviceNumberValuesOf(bound);

export function ServiceNumberDrawer({ bound, onClose }: ServiceNumberDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const create = useCreateServiceNumber();
  const change = useChangeServiceNumber();
  const readNumber = useReadServiceNumber();
  const read = async () => bound && readNumber(bound);
  const { opened, initial, reload } = useOpened(bound, { read, valuesOf });
  const save = async (values: ServiceNumberValues) => {
    if (opened === undefined) await create.mutateAsync(serviceNumberCreateOf(values));
    else await change.mutateAsync({ ...serviceNumberChangeOf(values, opened.version), id: opened.id });
    void message.success(t('admin.saved'));
  };
  return (
    <FormDrawer<ServiceNumberValues>
      title={bound === undefined ? t('lines.addTitle') : t('lines.editTitle', { id: bound.id })}
      submitText={t('admin.save')}
      initial={initial}
      fieldOf={serviceNumberFieldOf}
      fieldOfCode={{ SERVICE_NUMBER_TAKEN: 'called' }}
      save={save}
      reload={reload}
      onClose={onClose}
    >
      {bound === undefined && <CalledFields />}
      <ServiceFields />
    </FormDrawer>
  );
}

/** The number itself stays: another one is another row. */
function CalledFields() {
  const { t } = useTranslation();
  const by = Form.useWatch<ServiceNumberValues['by'] | undefined>('by') ?? 'number';
  return (
    <>
      <Form.Item name="by" label={t('lines.by')}>
        <Radio.Group
          options={(['number', 'pattern'] as const).map((value) => ({
            value,
            label: t(`lines.kinds.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="called"
        label={t('lines.called')}
        extra={t(by === 'number' ? 'lines.calledHint' : 'lines.patternHint')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input className={by === 'number' ? 'digits' : 'mono'} maxLength={by === 'number' ? 40 : 200} />
      </Form.Item>
    </>
  );
}

function ServiceFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<ServiceNumberValues>();
  const service = Form.useWatch('service', form);
  // Of one that is there already it stands in no field.
  const by = Form.useWatch('by', { form, preserve: true });
  return (
    <>
      <Form.Item name="service" label={t('lines.service')}>
        <Select options={SERVICES.map((value) => ({ value, label: t(`lines.services.${value}`) }))} />
      </Form.Item>
      {service === 'direct' && (
        <Form.Item
          name="room"
          label={t('lines.room')}
          extra={t(by === 'pattern' ? 'lines.roomOfPatternHint' : 'lines.roomHint')}
          rules={[{ required: by !== 'pattern', whitespace: true, message: t('problem.required') }]}
        >
          <Input maxLength={20} inputMode="numeric" />
        </Form.Item>
      )}
      {service === 'test' && (
        <Form.Item name="test" label={t('lines.test')}>
          <Select options={TESTS.map((value) => ({ value, label: t(`lines.tests.${value}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="language" label={t('lines.language')}>
        <Select options={LANGUAGES.map((value) => ({ value, label: t(`lines.languages.${value}`) }))} />
      </Form.Item>
    </>
  );
}
