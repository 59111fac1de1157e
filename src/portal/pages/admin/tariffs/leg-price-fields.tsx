import { Form, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../components/number-field.js';
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
  const block = { min: 1, max: DAY_S, precision: 0, disabled: isFree };
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
        <NumberField
          name={at('yuanPerMinute')}
          label={t('tariffs.priceYuan')}
          prefix="¥"
          min={0}
          step={0.01}
          disabled={isFree}
        />
      )}
      <NumberField name={at('firstBlockS')} label={t('tariffs.firstBlock')} {...block} />
      <NumberField name={at('incrementS')} label={t('tariffs.increment')} {...block} />
    </fieldset>
  );
}
