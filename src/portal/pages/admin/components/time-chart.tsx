import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useTimeText } from '../../../components/use-time-text.js';

const HEIGHT_PX = 220;
/** Told apart by lightness and dash as well as by colour. */
const STROKES = [
  { stroke: '#0b6e6b' },
  { stroke: '#c2570c', strokeDasharray: '6 3' },
  { stroke: '#4657a8', strokeDasharray: '2 3' },
] as const;

type Curves<Sample> = readonly { readonly key: keyof Sample & string; readonly name: string }[];

interface TimeChartProps<Sample> {
  readonly title: string;
  readonly samples: readonly Sample[];
  readonly curves: Curves<Sample>;
  readonly domain?: readonly [number, number];
}

/** Up to three curves over the time of the samples; a gap where there was nothing to measure. */
export function TimeChart<Sample extends { readonly atMs: number }>(props: TimeChartProps<Sample>) {
  const { title, samples, curves, domain } = props;
  const { timeOfDayText } = useTimeText();
  return (
    <figure className="time-chart" aria-label={title}>
      <figcaption>{title}</figcaption>
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        <LineChart
          data={[...samples]}
          margin={{ top: 4, right: 8, bottom: 0, left: -16 }}
          // To a screen reader it is one picture; its figures of now stand above it.
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="#e3eae8" vertical={false} />
          <XAxis
            dataKey="atMs"
            type="number"
            domain={['dataMin', 'dataMax']}
            tickFormatter={timeOfDayText}
            tickMargin={6}
            minTickGap={40}
            tick={{ fontSize: 12, fill: '#5c6f6c' }}
            stroke="#c5d2cf"
          />
          <YAxis
            allowDecimals={domain !== undefined}
            domain={domain === undefined ? [0, 'auto'] : [...domain]}
            tick={{ fontSize: 12, fill: '#5c6f6c' }}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip labelFormatter={(atMs) => timeOfDayText(Number(atMs))} />
          <Legend wrapperStyle={{ fontSize: 13 }} iconType="plainline" />
          {curves.map(({ key, name }, index) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              {...STROKES[index % STROKES.length]}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
