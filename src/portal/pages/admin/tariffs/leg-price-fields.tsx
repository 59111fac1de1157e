import { Form, InputNumber, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { isCalled, LEG_KINDS, type LegKind, type Service } from './tariff-values.js';

const DAY_S = 86_400;

/** Price and blocks of each kind of leg of one service. */
export function LegPriceFields({ service }: { readonly service: Service }) {
  return (
    <div className="leg-prices">
      {LEG_KINDS.map((kind) => (
        <LegPriceLine key={kind} service={service} kind={kind} />
      ))}
    </div>
  );
}

function LegPriceLine({ service, kind }: { readonly service: Service; readonly kind: LegKind }) {
  const { t } = useTranslation();
  const at = (field: string) => ['legs', service, kind, field];
  const isFree = Form.useWatch<boolean | undefined>(at('free')) ?? false;
  return (
    <fieldset className="leg-price">
      <legend>{t(`tariffs.kinds.${kind}`)}</legend>
      <Form.Item name={at('free')} label={t('tariffs.free')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {isCalled(kind) ? (
        <Form.Item label={t('tariffs.priceYuan')}>
          <span className="soft">{t('tariffs.byDestination')}</span>
        </Form.Item>
      ) : (
        <Form.Item name={at('yuanPerMinute')} label={t('tariffs.priceYuan')}>
          <InputNumber className="wide" prefix="¥" min={0} step={0.01} disabled={isFree} />
        </Form.Item>
      )}
      <Form.Item name={at('firstBlockS')} label={t('tariffs.firstBlock')}>
        <InputNumber className="wide" min={1} max={DAY_S} precision={0} disabled={isFree} />
      </Form.Item>
      <Form.Item name={at('incrementS')} label={t('tariffs.increment')}>
        <InputNumber className="wide" min={1} max={DAY_S} precision={0} disabled={isFree} />
      </Form.Item>
    </fieldset>
  );
}
