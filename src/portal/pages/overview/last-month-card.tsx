import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { done } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useSession } from '../../app/session.js';
import { LoadFailure } from '../../components/load-failure.js';
import { yuanText } from '../../components/money-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { dateInLastMonth, minutesOf } from './last-month.js';

/** What was called in the month before this one. */
export function LastMonthCard() {
  const { t } = useTranslation();
  const { data: totals, error, refetch } = useLastMonth();
  if (totals === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  const { conferences, chargedS, costMicroYuan } = totals;
  return (
    <section className="panel figure-card">
      <h2>{t('overview.lastMonth')}</h2>
      <p className="figure digits">
        {minutesOf(chargedS).toLocaleString('en')} <small>{t('overview.minutes')}</small>
      </p>
      <p className="soft">
        {t('overview.conferences', { count: conferences })} ·{' '}
        {t('overview.spent', { cost: yuanText(costMicroYuan) })}
      </p>
      <Link to="/records">{t('overview.toRecords')}</Link>
    </section>
  );
}

function useLastMonth() {
  const api = useApi();
  const { timeZone } = useSession().session.account;
  const date = dateInLastMonth(Date.now(), timeZone);
  return useQuery({
    queryKey: ['record-totals', 'month', date],
    queryFn: () => done(api.GET('/record-totals', { params: { query: { range: 'month', date } } })),
  });
}
