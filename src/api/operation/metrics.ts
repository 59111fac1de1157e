import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { CountsSource, GaugeSource } from '../services.js';

/** What Prometheus reads: every component's counts and levels, and those of the process. */
export function createMetrics(counts: readonly CountsSource[], gauges: readonly GaugeSource[]): Registry {
  const register = new Registry();
  // Event loop lag, memory, garbage collection.
  collectDefaultMetrics({ register });
  for (const source of counts) addCounts(register, source);
  for (const { name, help, value } of gauges) {
    const collect = function (this: Gauge): void {
      this.set(value());
    };
    register.registerMetric(new Gauge({ name: `huitong_${name}`, help, registers: [], collect }));
  }
  return register;
}

/** The component counts; each scrape copies its counts. */
function addCounts(register: Registry, { prefix, snapshot }: CountsSource): void {
  const counter: Counter<'event'> = new Counter({
    name: `huitong_${prefix}_total`,
    help: `What happened in ${prefix}, by event`,
    labelNames: ['event'],
    registers: [],
    collect: () => {
      counter.reset();
      for (const [event, count] of Object.entries(snapshot())) counter.inc({ event }, count);
    },
  });
  register.registerMetric(counter);
}
