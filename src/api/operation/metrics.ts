import { collectDefaultMetrics, Gauge, Registry, type MetricType } from 'prom-client';
import type { HistogramSnapshot } from '../../base/histogram.js';
import type { CountsSource, GaugeSource } from '../services.js';
import type { Figure, FigureSource } from './services.js';

/** What Prometheus reads: every component's counts and levels, and those of the process. */
export function createMetrics(
  counts: readonly CountsSource[],
  gauges: readonly GaugeSource[],
  figures: readonly FigureSource[],
): Registry {
  const register = new Registry();
  // Event loop lag, memory, garbage collection.
  collectDefaultMetrics({ register });
  for (const source of [...counts.map(figureOfCounts), ...gauges.map(figureOfGauge), ...figures])
    register.registerMetric(new ReadMetric(source));
  return register;
}

const figureOfCounts = ({ prefix, snapshot }: CountsSource): FigureSource => ({
  type: 'counter',
  name: `${prefix}_total`,
  help: `What happened in ${prefix}, by event`,
  labelNames: ['event'],
  read: () => Object.entries(snapshot()).map(([event, value]) => ({ labels: { event }, value })),
});

const figureOfGauge = ({ name, help, value }: GaugeSource): FigureSource => ({
  type: 'gauge',
  name,
  help,
  labelNames: [],
  read: () => [{ labels: {}, value: value() }],
});

type Sample = Figure<number> & { readonly metricName?: string };

/** A metric of any type that is counted elsewhere, perhaps by another thread, and read when it is asked for. */
class ReadMetric extends Gauge {
  readonly #source: FigureSource;

  constructor(source: FigureSource) {
    const { name, help, labelNames } = source;
    super({ name: `huitong_${name}`, help, labelNames, registers: [] });
    this.#source = source;
  }

  override async get(): ReturnType<Gauge['get']> {
    // The library's declarations number its types, which are words.
    const type = this.#source.type as unknown as MetricType;
    return { ...(await super.get()), type, values: [...samplesOf(this.#source)] };
  }
}

function samplesOf(source: FigureSource): readonly Sample[] {
  if (source.type !== 'histogram') return source.read();
  return source.read().flatMap((figure) => bucketsOf(`huitong_${source.name}`, figure));
}

/** Each bucket holds those below it, too, as the format wants it. */
function bucketsOf(
  name: string,
  { labels, value: { limits, counts, sum } }: Figure<HistogramSnapshot>,
): readonly Sample[] {
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    const le = limits[index] === undefined ? '+Inf' : String(limits[index]);
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: total };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: total },
  ];
}
