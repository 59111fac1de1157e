import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { System, SystemHistory } from '../../../../client/index.js';
import { mebibytes } from './system-values.js';

interface SystemFiguresProps {
  readonly state: System;
  /** The last step; undefined: the server has just started. */
  readonly sample: SystemHistory['samples'][number] | undefined;
}

/** How it stands at this moment. */
export function SystemFigures({ state, sample }: SystemFiguresProps) {
  const { t } = useTranslation();
  const share = (busy: number | undefined): string =>
    busy === undefined ? '–' : `${Math.round(busy * 100)}%`;
  const beatMs = sample?.beatLateMsP99 ?? undefined;
  return (
    <dl className="figures">
      <Figure name={t('system.calls')}>{state.calls}</Figure>
      <Figure name={t('system.conferences')}>{state.conferences}</Figure>
      <Figure name={t('system.mediaLegs')}>{state.mediaLegs}</Figure>
      <Figure name={t('system.callsPerSecond')}>{sample?.callsPerSecond.toFixed(1) ?? '–'}</Figure>
      <Figure name={t('system.processors')}>{share(sample?.processorsBusy)}</Figure>
      <Figure name={t('system.mainThread')}>{share(sample?.mainThreadBusy)}</Figure>
      <Figure name={t('system.load')}>{sample?.load.toFixed(2) ?? '–'}</Figure>
      <Figure name={t('system.memory')}>{mebibytes(state.memory.residentBytes)} MB</Figure>
      <Figure name={t('system.beat')}>{beatMs === undefined ? '–' : `${beatMs.toFixed(1)} ms`}</Figure>
      <Figure name={t('system.ports')}>{state.rtpPortsFree}</Figure>
      <Figure name={t('system.store')}>
        <StoreState state={state} />
      </Figure>
      {state.workers.map(({ legs, phasesLate: late, phasesSkipped: skipped }, index) => (
        // Threads have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Figure key={index} name={t('system.worker', { index: index + 1 })}>
          <small>{t('system.workerText', { legs, late, skipped })}</small>
        </Figure>
      ))}
    </dl>
  );
}

function StoreState({ state: { store, journalWaiting } }: { readonly state: System }) {
  const { t } = useTranslation();
  if (!store.writable) return <span className="figure-bad">{t('system.storeDown')}</span>;
  if (journalWaiting > 0) return <small>{t('system.journal', { count: journalWaiting })}</small>;
  if (store.waitingUnits > 0) return <small>{t('system.storeWaiting', { count: store.waitingUnits })}</small>;
  return t('system.storeGood');
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd className="digits">{children}</dd>
    </div>
  );
}
