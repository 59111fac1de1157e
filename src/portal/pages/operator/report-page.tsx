import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperatorReport } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { useReports } from './operator-queries.js';
import { ReportChart } from './report-chart.js';
import { lastDays } from './report-days.js';

export { words } from './words.js';

const DAYS = 7;

/** 接听统计: how long people waited, and how many waited in vain [S44]. */
export default function ReportPage() {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const [days] = useState(() => lastDays(DAYS, Date.now(), timeZone));
  const week = { fromMs: days[0]!.fromMs, toMs: days.at(-1)!.toMs };
  const [whole, ...ofDays] = useReports([week, ...days]);
  const failed = [whole, ...ofDays].find((report) => report?.isLoadingError === true);
  const byDay = ofDays.flatMap(({ data }, index) =>
    data === undefined ? [] : [{ atMs: days[index]!.fromMs, ...data }],
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('operator.report')}</h1>
      </div>
      <p className="page-lead">{t('operator.reportLead')}</p>
      {failed !== undefined ? (
        <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />
      ) : whole?.data === undefined || byDay.length < DAYS ? (
        <PageLoading />
      ) : whole.data.requests === 0 ? (
        <EmptyList text={t('operator.noRequests')} />
      ) : (
        <>
          <Figures report={whole.data} />
          <ReportChart days={byDay} />
        </>
      )}
    </>
  );
}

function Figures({ report }: { readonly report: OperatorReport }) {
  const { t } = useTranslation();
  const seconds = (ms: number | null): string =>
    ms === null ? '–' : t('operator.seconds', { count: Math.round(ms / 1_000) });
  const figures = [
    [t('operator.requests'), report.requests],
    [t('operator.answered'), report.answered],
    [t('operator.answeredShare'), `${Math.round((report.answered / report.requests) * 100)}%`],
    [t('operator.waitedP50'), seconds(report.waitedP50Ms)],
    [t('operator.waitedP90'), seconds(report.waitedP90Ms)],
    [t('operator.givenUp'), report.givenUp],
    [t('operator.noneInTime'), report.noneInTime],
    [t('operator.noneOnDuty'), report.noneOnDuty],
  ] as const;
  return (
    <dl className="report-figures">
      {figures.map(([name, value]) => (
        <div key={name} className="report-figure">
          <dt>{name}</dt>
          <dd className="digits">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
