import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { OperatorReport } from '../../../client/index.js';
import { useTimeText } from '../../components/use-time-text.js';

const HEIGHT_PX = 240;
const BAR_PX_MAX = 40;
const TICK = { fontSize: 12, fill: '#5c6f6c' };

/** Told apart by lightness as well as by colour. */
const OUTCOMES = [
  { key: 'answered', fill: '#0b6e6b' },
  { key: 'givenUp', fill: '#e6a23c' },
  { key: 'noneInTime', fill: '#c2570c' },
  { key: 'noneOnDuty', fill: '#9fb4b0' },
] as const;

interface ReportChartProps {
  readonly days: readonly (OperatorReport & { readonly atMs: number })[];
}

/** One bar for each day, by how the requests ended. */
export function ReportChart({ days }: ReportChartProps) {
  const { t } = useTranslation();
  const { dayText } = useTimeText();
  return (
    <figure className="panel report-chart" aria-label={t('operator.perDay')}>
      <figcaption>{t('operator.perDay')}</figcaption>
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        {/* Its sums stand above it; to a screen reader it is one picture. */}
        <BarChart data={[...days]} margin={{ left: -16 }} accessibilityLayer={false}>
          <CartesianGrid stroke="#e3eae8" vertical={false} />
          <XAxis dataKey="atMs" tickFormatter={dayText} minTickGap={16} tick={TICK} tickLine={false} />
          <YAxis allowDecimals={false} tick={TICK} axisLine={false} tickLine={false} />
          <Tooltip labelFormatter={(atMs) => dayText(Number(atMs))} />
          <Legend wrapperStyle={{ fontSize: 13 }} />
          {OUTCOMES.map(({ key, fill }) => (
            <Bar
              key={key}
              dataKey={key}
              name={t(`operator.${key}`)}
              fill={fill}
              stackId="requests"
              maxBarSize={BAR_PX_MAX}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
