import { BarChartOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordTotals } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { yuanText } from '../../components/money-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { roughDuration } from './duration-text.js';
import { barsOf, type Measure, type RecordBar } from './record-bars.js';
import { daysOf, type RecordRange } from './record-range.js';
import type { useTotals } from './record-queries.js';
import { BarTable, KindTable } from './statistics-tables.js';
import './statistics.css';

/** The library that draws is fetched after the page. */
const BarChart = lazy(() => import('./bar-chart.js'));

interface StatisticsProps {
  readonly range: RecordRange;
  readonly totals: ReturnType<typeof useTotals>;
}

/** 话务统计: what the calls of the range come to, and when. */
export function Statistics({ range, totals }: StatisticsProps) {
  const { t } = useTranslation();
  if (totals.isLoadingError)
    return <LoadFailure error={totals.error} onRetry={() => void totals.refetch()} />;
  // What the list has to say stands below.
  if (totals.data === undefined || totals.data.legs === 0) return null;
  const bounded = range.name === 'month' || range.name === 'week' ? daysOf(range) : undefined;
  const bars = barsOf(totals.data.byDay, bounded);
  return (
    <section className="statistics panel" aria-label={t('records.statistics')}>
      <h2>{t('records.statistics')}</h2>
      <Figures totals={totals.data} />
      {bars.length > 1 && <Course bars={bars} />}
      <KindTable kinds={totals.data.byKind} />
    </section>
  );
}

function Figures({ totals }: { readonly totals: RecordTotals }) {
  const { t } = useTranslation();
  const said = (ms: number): string => {
    const { unit, count } = roughDuration(ms);
    return t(`records.${unit}`, { count });
  };
  const figures = [
    [t('records.cost'), yuanText(totals.costMicroYuan)],
    [t('records.conferences'), totals.conferences.toLocaleString('en')],
    [t('records.legs'), totals.legs.toLocaleString('en')],
    [t('records.duration'), said(totals.durationMs)],
    [t('records.charged'), said(totals.chargedS * 1_000)],
  ] as const;
  return (
    <dl className="statistics-figures">
      {figures.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="digits">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** By day or month, drawn or as a table. */
function Course({ bars }: { readonly bars: readonly RecordBar[] }) {
  const { t } = useTranslation();
  const [measure, setMeasure] = useState<Measure>('cost');
  const [isTable, setTable] = useState(false);
  const by = bars[0]?.date.length === 7 ? 'ByMonth' : 'ByDay';
  const title = t(`records.${measure}${by}` as const);
  return (
    <div className="course">
      <div className="course-head">
        <h3>{title}</h3>
        <span className="course-choices">
          <Segmented<Measure>
            size="small"
            aria-label={t('records.chartOf')}
            value={measure}
            options={[
              { value: 'cost', label: t('records.cost') },
              { value: 'duration', label: t('records.duration') },
            ]}
            onChange={setMeasure}
          />
          <Button
            size="small"
            icon={isTable ? <BarChartOutlined /> : <TableOutlined />}
            onClick={() => setTable(!isTable)}
          >
            {t(isTable ? 'records.showChart' : 'records.showTable')}
          </Button>
        </span>
      </div>
      {isTable ? (
        <BarTable bars={bars} title={title} />
      ) : (
        <div className="course-chart" role="img" aria-label={title}>
          <Suspense fallback={<PageLoading />}>
            <BarChart bars={bars} measure={measure} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
