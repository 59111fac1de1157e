import { Alert, App, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProblemError, type Tariff } from '../../../../client/index.js';
import { useSession } from '../../../app/session.js';
import { useFormProblems } from '../../../components/form-problems.js';
import { Loaded } from '../../../components/loaded.js';
import { msOfDateField } from '../../../components/time-text.js';
import { useAct } from '../../../components/use-act.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useProblemText } from '../../../words/problem-text.js';
import { LegPriceFields } from './leg-price-fields.js';
import { ServicePanels } from './service-panels.js';
import { useCreateTariff, useTariff, useTariffs } from './tariff-queries.js';
import {
  badDestination,
  serviceOfField,
  SERVICES,
  tariffCreateOf,
  tariffFieldOf,
  tariffValuesOf,
  type Service,
  type TariffFormValues,
} from './tariff-values.js';
import './tariffs.css';

export { words } from './words.js';

/** A new version of the tariff, which begins as the one in force [S47]. */
export default function TariffFormPage() {
  const tariffs = useTariffs();
  const current = tariffs.data?.find(({ state }) => state === 'current');
  const tariff = useTariff(current?.version);
  return (
    <Loaded query={tariffs}>
      {() => <Loaded query={tariff}>{(found) => <TariffForm current={found} />}</Loaded>}
    </Loaded>
  );
}

function TariffForm({ current }: { readonly current: Tariff }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<TariffFormValues>();
  const { submit, saving } = useTariffSubmit(form);
  const [shown, setShown] = useState<Service>(SERVICES[0]);
  // Before the form scrolls there, which it does at once: a field that is hidden has no place.
  const showFailed = (name: readonly (string | number)[] = []) => {
    const service = serviceOfField(name);
    if (service !== undefined) flushSync(() => setShown(service));
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="room-form"
      initialValues={tariffValuesOf(current, '')}
      onFinish={() => submit()}
      onFinishFailed={({ errorFields }) => showFailed(errorFields[0]?.name)}
      scrollToFirstError={{ block: 'center' }}
    >
      <div className="page-head">
        <h1>{t('tariffs.add')}</h1>
      </div>
      <Alert
        className="form-notice"
        type="info"
        showIcon
        title={t('tariffs.basedOn', { version: current.version })}
      />
      <Card className="form-section">
        <VersionFields />
      </Card>
      <Card className="form-section" title={t('tariffs.legs')}>
        <ServicePanels
          shown={shown}
          onShow={setShown}
          panelOf={(service) => <LegPriceFields service={service} />}
        />
      </Card>
      <Card className="form-section" title={t('tariffs.destinations')}>
        <DestinationsField />
      </Card>
      <div className="form-actions">
        <Button size="large" onClick={() => void navigate('/admin/tariffs')}>
          {t('app.cancel')}
        </Button>
        <Button size="large" type="primary" htmlType="submit" loading={saving}>
          {t('tariffs.save')}
        </Button>
      </div>
    </Form>
  );
}

function VersionFields() {
  const { t } = useTranslation();
  return (
    <div className="form-columns">
      <Form.Item
        name="version"
        label={t('tariffs.version')}
        extra={t('tariffs.versionHint')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="validFrom" label={t('tariffs.validFrom')} extra={t('tariffs.validFromHint')}>
        <Input type="datetime-local" />
      </Form.Item>
    </div>
  );
}

function DestinationsField() {
  const { t } = useTranslation();
  const validator = (_: unknown, text: string) => {
    const line = badDestination(text);
    return line === undefined
      ? Promise.resolve()
      : Promise.reject(new Error(t('tariffs.destinationWrong', { line })));
  };
  return (
    <Form.Item name="destinations" extra={t('tariffs.destinationsHint')} rules={[{ validator }]}>
      <Input.TextArea className="mono" aria-label={t('tariffs.destinations')} rows={12} />
    </Form.Item>
  );
}

/** Nobody can take a version back, so it is asked first. */
function useTariffSubmit(form: ReturnType<typeof Form.useForm<TariffFormValues>>[0]) {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const { dateText } = useTimeText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { ask } = useAct();
  const create = useCreateTariff();
  const showProblems = useFormProblems(form, tariffFieldOf);
  const problemText = useProblemText();
  const save = async (values: TariffFormValues) => {
    try {
      const { version } = await create.mutateAsync(tariffCreateOf(values, timeZone));
      void message.success(t('tariffs.saved', { version }));
      void navigate(`/admin/tariffs/${version}`);
    } catch (thrown) {
      if (thrown instanceof ProblemError && thrown.code === 'TARIFF_TAKEN')
        form.setFields([{ name: 'version', errors: [problemText(thrown)] }]);
      else showProblems(thrown);
    }
  };
  const submit = () => {
    const values = form.getFieldsValue(true) as TariffFormValues;
    const { version, validFrom } = values;
    const time = validFrom === '' ? '' : dateText(msOfDateField(validFrom, timeZone));
    ask({
      title: t('tariffs.saveTitle', { version }),
      text: validFrom === '' ? t('tariffs.saveNow') : t('tariffs.savePlanned', { time }),
      okText: t('tariffs.save'),
      onOk: () => save(values),
    });
  };
  return { submit, saving: create.isPending };
}
