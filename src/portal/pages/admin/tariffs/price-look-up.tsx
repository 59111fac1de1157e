import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Price } from '../../../../client/index.js';
import { useFormProblems } from '../../../components/form-problems.js';
import { yuanText } from '../../../components/money-text.js';
import { Fact } from '../../../components/resource-list.js';
import { usePrice, type PriceQuestion } from './tariff-queries.js';
import { isCalled, LEG_KINDS, priceText, SERVICES, type LegKind } from './tariff-values.js';
import './tariffs.css';

const DAY_S = 86_400;
const INITIAL: PriceQuestion = { service: 'bridge', kind: 'attendee-dial-in', called: '', durationS: 60 };

/** What a leg would cost by a version. */
export function PriceLookUp({ version }: { readonly version: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PriceQuestion>();
  const kind = Form.useWatch<LegKind | undefined>('kind', form) ?? INITIAL.kind;
  const showProblems = useFormProblems(form);
  const price = usePrice(version);
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('tariffs.lookUp')}</h2>
      </div>
      <Form
        form={form}
        layout="vertical"
        className="price-question"
        initialValues={INITIAL}
        onFinish={(values) => price.mutate({ ...INITIAL, ...values }, { onError: showProblems })}
      >
        <Form.Item name="service" label={t('tariffs.service')}>
          <Select options={SERVICES.map((value) => ({ value, label: t(`tariffs.services.${value}`) }))} />
        </Form.Item>
        <Form.Item name="kind" label={t('tariffs.kind')}>
          <Select options={LEG_KINDS.map((value) => ({ value, label: t(`tariffs.kinds.${value}`) }))} />
        </Form.Item>
        {isCalled(kind) && (
          <Form.Item
            name="called"
            label={t('tariffs.called')}
            rules={[{ required: true, message: t('problem.required') }]}
          >
            <Input inputMode="tel" maxLength={40} />
          </Form.Item>
        )}
        <Form.Item
          name="durationS"
          label={t('tariffs.duration')}
          rules={[{ required: true, message: t('problem.required') }]}
        >
          <InputNumber className="wide" min={0} max={DAY_S} precision={0} />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button htmlType="submit" loading={price.isPending}>
            {t('tariffs.ask')}
          </Button>
        </Form.Item>
      </Form>
      <div aria-live="polite">{price.data !== undefined && <PriceFacts price={price.data} />}</div>
    </section>
  );
}

function PriceFacts({ price }: { readonly price: Price }) {
  const { t } = useTranslation();
  const { free, zone, microYuanPerMinute, chargedS, amountMicroYuan } = price;
  return (
    <dl className="facts">
      {zone !== null && <Fact title={t('tariffs.zone')}>{zone}</Fact>}
      <Fact title={t('tariffs.price')}>{free ? t('tariffs.free') : priceText(microYuanPerMinute)}</Fact>
      <Fact title={t('tariffs.charged')}>{t('tariffs.chargedText', { seconds: chargedS })}</Fact>
      <Fact title={t('tariffs.cost')}>
        <strong className="digits">{yuanText(amountMicroYuan)}</strong>
      </Fact>
    </dl>
  );
}
