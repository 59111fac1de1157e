import { theme } from 'antd';
import { Bar, BarChart as Chart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useTranslation } from 'react-i18next';
import { yuanOf } from '../../components/money-text.js';
import type { Measure, RecordBar } from './record-bars.js';

const HEIGHT_PX = 220;
const BAR_PX_MAX = 36;
const MINUTE_MS = 60_000;

interface BarChartProps {
  readonly bars: readonly RecordBar[];
  readonly measure: Measure;
}

/** Yuan or minutes, a bar for each day or month. */
export default function BarChart({ bars, measure }: BarChartProps) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const text = { fill: token.colorTextSecondary, fontSize: token.fontSizeSM };
  const data = bars.map(({ date, costMicroYuan, durationMs }) => ({
    date,
    value: measure === 'cost' ? yuanOf(costMicroYuan) : Math.round(durationMs / MINUTE_MS),
  }));
  const said = (value: number): string =>
    measure === 'cost' ? `¥${value.toFixed(2)}` : t('records.minutes', { count: value });
  return (
    <ResponsiveContainer width="100%" height={HEIGHT_PX}>
      {/* What it shows stands in the table; to a screen reader it is one picture. */}
      <Chart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke={token.colorBorderSecondary} />
        <XAxis
          dataKey="date"
          tick={text}
          tickLine={false}
          axisLine={{ stroke: token.colorBorder }}
          minTickGap={24}
          tickFormatter={(date: string) => (date.length === 7 ? date : date.slice(5))}
        />
        <YAxis
          width="auto"
          tick={text}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => (measure === 'cost' ? `¥${value}` : String(value))}
        />
        <Tooltip
          cursor={{ fill: token.colorPrimaryBg }}
          formatter={(value) => [said(Number(value)), t(`records.${measure}`)]}
        />
        <Bar
          dataKey="value"
          fill={token.colorPrimary}
          radius={[4, 4, 0, 0]}
          maxBarSize={BAR_PX_MAX}
          isAnimationActive={false}
        />
      </Chart>
    </ResponsiveContainer>
  );
}
