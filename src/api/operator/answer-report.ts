import type { StoredRequest } from '../../store/repositories/operator-repository.js';
import type { OperatorReportView } from './operator-schema.js';

/** How the requests of a time were answered [S44]. */
export function answerReport(requests: readonly StoredRequest[]): OperatorReportView {
  const answered = requests.filter(({ outcome }) => outcome === 'answered');
  const waitsMs = answered.map(({ askedMs, overMs }) => overMs - askedMs).sort((one, other) => one - other);
  const byOperator = new Map<string | null, number>();
  for (const { operator } of answered)
    byOperator.set(operator ?? null, (byOperator.get(operator ?? null) ?? 0) + 1);
  const count = (outcome: string): number => requests.filter((one) => one.outcome === outcome).length;
  return {
    requests: requests.length,
    answered: answered.length,
    givenUp: count('given-up'),
    noneInTime: count('none-in-time'),
    noneOnDuty: count('none-on-duty'),
    waitedP50Ms: percentile(waitsMs, 0.5),
    waitedP90Ms: percentile(waitsMs, 0.9),
    byOperator: [...byOperator].map(([operator, taken]) => ({ operator, answered: taken })),
  };
}

/** By nearest rank, of values in order; null: there are none. */
const percentile = (ordered: readonly number[], share: number): number | null =>
  ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? null;
