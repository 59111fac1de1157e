import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isLow, LOW_MICRO_YUAN, useBalance } from '../../api/balance-query.js';
import { LoadFailure } from '../../components/load-failure.js';
import { yuanText } from '../../components/money-text.js';
import { PageLoading } from '../../components/page-loading.js';

const MINUTE_MS = 60_000;

export function BalanceCard() {
  const { t } = useTranslation();
  const { data: balance, error, refetch } = useBalance();
  if (balance === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  const { availableMicroYuan, creditLimitMicroYuan, reservedMicroYuan, runwayMs } = balance;
  return (
    <section className="panel figure-card">
      <h2>{t('overview.balance')}</h2>
      <p className="figure digits">{yuanText(availableMicroYuan)}</p>
      {isLow(balance) && (
        <p className="figure-warning" role="status">
          <WarningOutlined /> {t('overview.low', { limit: yuanText(LOW_MICRO_YUAN) })}
        </p>
      )}
      {creditLimitMicroYuan > 0 && (
        <p className="soft">{t('overview.credit', { credit: yuanText(creditLimitMicroYuan) })}</p>
      )}
      {reservedMicroYuan > 0 && (
        <p className="soft">{t('overview.reserved', { reserved: yuanText(reservedMicroYuan) })}</p>
      )}
      {runwayMs !== null && (
        <p className="soft">{t('overview.runway', { minutes: Math.floor(runwayMs / MINUTE_MS) })}</p>
      )}
      <Link to="/money">{t('overview.toMoney')}</Link>
    </section>
  );
}
