import type { SystemHistory } from '../../../../client/index.js';

type Sample = SystemHistory['samples'][number];

const HOUR_MS = 3_600_000;
const MEBIBYTE = 1_048_576;
const DAY_S = 86_400;
const HOUR_S = 3_600;

/** What was known and what has come, of the last hour. */
export function historyAfter(known: SystemHistory | undefined, { stepMs, samples }: SystemHistory) {
  const all = [...(known?.samples ?? []), ...samples];
  const fromMs = (all.at(-1)?.atMs ?? 0) - HOUR_MS;
  return { stepMs, samples: all.filter(({ atMs }) => atMs > fromMs) };
}

/** One step as the charts have it: shares in per cent. */
export const chartedSample = (sample: Sample) => ({
  atMs: sample.atMs,
  calls: sample.calls,
  conferences: sample.conferences,
  mediaLegs: sample.mediaLegs,
  processors: percent(sample.processorsBusy),
  mainThread: percent(sample.mainThreadBusy),
  beatLateMs: sample.beatLateMsP99,
  phasesLate: sample.phasesLate + sample.phasesSkipped,
  mosMean: sample.mosMean,
  mosMin: sample.mosMin,
  loss: sample.lossRatio === null ? null : percent(sample.lossRatio, 2),
});

export type ChartedSample = ReturnType<typeof chartedSample>;

function percent(share: number, digits = 0): number {
  return Number((share * 100).toFixed(digits));
}

export const mebibytes = (bytes: number): number => Math.round(bytes / MEBIBYTE);

/** Days and hours, hours and minutes, or minutes: nobody reads more. */
export function durationParts(ms: number): {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
} {
  const seconds = Math.floor(ms / 1_000);
  return {
    days: Math.floor(seconds / DAY_S),
    hours: Math.floor((seconds % DAY_S) / HOUR_S),
    minutes: Math.floor((seconds % HOUR_S) / 60),
  };
}
