/** The value below which `share` (0 to 1) of the samples lie; 0 when there are none. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return 0;
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export const spread = (samples: readonly number[]): Spread => ({
  p50: rounded(percentile(samples, 0.5)),
  p99: rounded(percentile(samples, 0.99)),
  max: rounded(percentile(samples, 1)),
});

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
