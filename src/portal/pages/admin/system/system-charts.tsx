import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemHistory } from '../../../../client/index.js';
import { TimeChart } from '../components/time-chart.js';
import { chartedSample } from './system-values.js';

const SAMPLES_MIN = 2;
const MOS_RANGE = [1, 4.5] as const;

/** The last hour: how much is going on, and how well. */
export function SystemCharts({ samples }: { readonly samples: SystemHistory['samples'] }) {
  const { t } = useTranslation();
  const charted = useMemo(() => samples.map(chartedSample), [samples]);
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('system.lastHour')}</h2>
      </div>
      {charted.length < SAMPLES_MIN ? (
        <p className="soft">{t('system.noHistory')}</p>
      ) : (
        <div className="charts">
          <TimeChart
            title={t('system.charts.use')}
            samples={charted}
            curves={[
              { key: 'calls', name: t('system.calls') },
              { key: 'conferences', name: t('system.conferences') },
              { key: 'mediaLegs', name: t('system.mediaLegs') },
            ]}
          />
          <TimeChart
            title={t('system.charts.load')}
            samples={charted}
            curves={[
              { key: 'processors', name: t('system.processors') },
              { key: 'mainThread', name: t('system.mainThread') },
            ]}
          />
          <TimeChart
            title={t('system.charts.beat')}
            samples={charted}
            curves={[
              { key: 'beatLateMs', name: t('system.charts.beatLate') },
              { key: 'phasesLate', name: t('system.charts.late') },
            ]}
          />
          <TimeChart
            title={t('system.charts.quality')}
            samples={charted}
            domain={MOS_RANGE}
            curves={[
              { key: 'mosMean', name: t('system.charts.mosMean') },
              { key: 'mosMin', name: t('system.charts.mosMin') },
            ]}
          />
          <TimeChart
            title={t('system.charts.loss')}
            samples={charted}
            curves={[{ key: 'loss', name: t('system.charts.loss') }]}
          />
        </div>
      )}
    </section>
  );
}
