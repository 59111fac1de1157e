import { useTranslation } from 'react-i18next';
import type { LegPrice } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { rateText } from '../../components/money-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { useTimeText } from '../../components/use-time-text.js';
import { Card } from './card.js';
import { useTariff } from './money-queries.js';
import { isPricedByDestination, LEG_KINDS, SERVICES, type LegKind } from './tariff.js';

/** The tariff in force: what a minute costs, by service and kind of call. */
export function RatesCard() {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { data: tariff, error, refetch } = useTariff();
  if (tariff === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  const { version, validFromMs, legs } = tariff;
  // The one that the server came with has always been in force.
  const lead =
    validFromMs === 0
      ? t('money.ratesEver', { version })
      : t('money.ratesText', { version, time: dateText(validFromMs) });
  return (
    <Card title={t('money.rates')} lead={lead}>
      <table className="rates digits">
        <thead>
          <tr>
            <th scope="col">{t('money.legKind')}</th>
            {SERVICES.map((service) => (
              <th key={service} scope="col">
                {t(`money.services.${service}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LEG_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`money.legKinds.${kind}`)}</th>
              {SERVICES.map((service) => (
                <td key={service}>
                  <Rate price={legs[service][kind]} kind={kind} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Rate({ price, kind }: { readonly price: LegPrice; readonly kind: LegKind }) {
  const { t } = useTranslation();
  if (price.free) return t('money.free');
  return isPricedByDestination(kind) ? t('money.byDestination') : rateText(price.microYuanPerMinute);
}
