import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { done, type Price } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useFormProblems } from '../../components/form-problems.js';
import { rateText, yuanText } from '../../components/money-text.js';
import { Card } from './card.js';
import { isPricedByDestination, LEG_KINDS, SERVICES, type LegKind, type Service } from './tariff.js';

interface PriceValues {
  readonly service: Service;
  readonly kind: LegKind;
  readonly called?: string;
  readonly minutes: number;
}

const INITIAL: PriceValues = { service: 'bridge', kind: 'dial-out', minutes: 30 };
const DAY_MINUTES = 1_440;
const MINUTE_S = 60;

/** What a call costs now. */
export function PriceLookUp() {
  const { t } = useTranslation();
  const api = useApi();
  const [form] = Form.useForm<PriceValues>();
  const kind = Form.useWatch('kind', form) ?? INITIAL.kind;
  const showProblems = useFormProblems(form);
  const find = useMutation({
    mutationFn: async ({ service, kind, called, minutes }: PriceValues) => {
      const query = {
        service,
        kind,
        durationS: minutes * MINUTE_S,
        ...(isPricedByDestination(kind) ? { called } : {}),
      };
      return { minutes, price: await done(api.GET('/tariff/price', { params: { query } })) };
    },
    onError: showProblems,
  });
  return (
    <Card title={t('money.lookUp')} lead={t('money.lookUpText')}>
      <Form<PriceValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={INITIAL}
        onFinish={(values) => find.mutate(values)}
      >
        <div className="price-form">
          <Form.Item name="kind" label={t('money.legKind')}>
            <Select options={LEG_KINDS.map((value) => ({ value, label: t(`money.legKinds.${value}`) }))} />
          </Form.Item>
          <Form.Item name="service" label={t('money.service')}>
            <Select options={SERVICES.map((value) => ({ value, label: t(`money.services.${value}`) }))} />
          </Form.Item>
          <Form.Item
            name="minutes"
            label={t('money.minutes')}
            rules={[
              { required: true, type: 'integer', min: 1, max: DAY_MINUTES, message: t('money.minutesWrong') },
            ]}
          >
            <InputNumber className="wide" inputMode="numeric" />
          </Form.Item>
          {isPricedByDestination(kind) && (
            <Form.Item
              name="called"
              label={t('money.number')}
              rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
            >
              <Input inputMode="tel" maxLength={40} placeholder={t('money.numberHint')} />
            </Form.Item>
          )}
        </div>
        <Button type="primary" htmlType="submit" loading={find.isPending}>
          {t('money.find')}
        </Button>
      </Form>
      <div role="status">
        {find.data !== undefined && <Found price={find.data.price} minutes={find.data.minutes} />}
      </div>
    </Card>
  );
}

function Found({ price, minutes }: { readonly price: Price; readonly minutes: number }) {
  const { t } = useTranslation();
  const { free, microYuanPerMinute, firstBlockS, incrementS, amountMicroYuan, zone } = price;
  return (
    <p className="price-found digits">
      {free ? (
        <strong>{t('money.free')}</strong>
      ) : (
        <>
          <strong>{t('money.perMinute', { price: rateText(microYuanPerMinute) })}</strong>
          <span>{t('money.sum', { count: minutes, sum: yuanText(amountMicroYuan) })}</span>
          <span>{t('money.block', { first: firstBlockS, next: incrementS })}</span>
        </>
      )}
      {zone !== null && <span>{t('money.zone', { zone })}</span>}
    </p>
  );
}
