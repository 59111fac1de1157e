import type { UtcMs } from '../../base/units.js';
import type { OperatorRepository } from '../../store/repositories/operator-repository.js';
import type { OperatorReportView } from './operator-schema.js';

/** How the requests of a time were answered [S44]: counted where they lie, however many there are. */
export async function answerReport(
  requests: Pick<OperatorRepository, 'counts' | 'waitedMs'>,
  fromMs: UtcMs,
  toMs: UtcMs,
): Promise<OperatorReportView> {
  const counts = await requests.counts(fromMs, toMs);
  const count = (outcome?: string): number =>
    counts.reduce((sum, one) => sum + (one.outcome === (outcome ?? one.outcome) ? one.requests : 0), 0);
  const answered = count('answered');
  /** By nearest rank; null: nobody was answered. */
  const percentile = async (share: number): Promise<number | null> =>
    (await requests.waitedMs(fromMs, toMs, Math.max(0, Math.ceil(share * answered) - 1))) ?? null;
  return {
    requests: count(),
    answered,
    givenUp: count('given-up'),
    noneInTime: count('none-in-time'),
    noneOnDuty: count('none-on-duty'),
    waitedP50Ms: await percentile(0.5),
    waitedP90Ms: await percentile(0.9),
    byOperator: counts
      .filter(({ outcome }) => outcome === 'answered')
      .map(({ operator, requests: taken }) => ({ operator: operator ?? null, answered: taken })),
  };
}
