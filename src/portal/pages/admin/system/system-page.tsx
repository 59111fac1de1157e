import { Alert, Badge, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { System } from '../../../../client/index.js';
import { Loaded } from '../../../components/loaded.js';
import { partyWords } from '../../../components/party-words.js';
import { AlarmList } from './alarm-list.js';
import { SystemCharts } from './system-charts.js';
import { useSystem, useSystemHistory } from './system-queries.js';
import { durationParts } from './system-values.js';
import { SystemFigures } from './system-figures.js';
import { words as systemWords } from './words.js';
import './system.css';

export const words = [systemWords, partyWords];

/** 系统状态: load, beats, quality, trunks and what should be looked at [S45]. */
export default function SystemPage() {
  const system = useSystem();
  const history = useSystemHistory();
  return (
    <Loaded query={system}>
      {(state) => (
        <>
          <SystemHead state={state} />
          <SystemFigures state={state} sample={history.data?.samples.at(-1)} />
          <TrunkStates state={state} />
          <Loaded query={history}>{({ samples }) => <SystemCharts samples={samples} />}</Loaded>
          <AlarmList />
        </>
      )}
    </Loaded>
  );
}

function SystemHead({ state }: { readonly state: System }) {
  const { t } = useTranslation();
  const isReady = state.notReady.length === 0;
  return (
    <>
      <div className="page-head">
        <h1>{t('system.title')}</h1>
        <span className="soft">
          {t('system.versionOf', { version: state.version, node: state.node })} ·{' '}
          <UpTime ms={state.uptimeMs} />
        </span>
      </div>
      <Alert
        className="form-notice"
        showIcon
        type={isReady ? 'success' : 'error'}
        title={t(isReady ? 'system.ready' : 'system.notReady')}
        description={
          isReady ? undefined : state.notReady.map((reason) => <Reason key={reason} of={reason} />)
        }
      />
    </>
  );
}

function Reason({ of: reason }: { readonly of: string }) {
  const { t } = useTranslation();
  const isKnown = reason === 'draining' || reason === 'store-not-writable';
  return <div>{isKnown ? t(`system.reason.${reason}`) : reason}</div>;
}

function UpTime({ ms }: { readonly ms: number }) {
  const { t } = useTranslation();
  const parts = durationParts(ms);
  const unit = parts.days > 0 ? 'days' : parts.hours > 0 ? 'hours' : 'minutes';
  return t('system.upFor', { duration: t(`system.${unit}`, { ...parts }) });
}

function TrunkStates({ state: { trunks } }: { readonly state: System }) {
  const { t } = useTranslation();
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('system.trunks')}</h2>
        <Link to="/admin/trunks">{t('admin.view')}</Link>
      </div>
      <ul className="trunk-states">
        {trunks.map(({ id, enabled, up, calls }) => (
          <li key={id}>
            <strong>{id}</strong>
            {enabled ? (
              <Badge status={up ? 'success' : 'error'} text={t(up ? 'system.trunkUp' : 'system.trunkDown')} />
            ) : (
              <Tag>{t('system.trunkOff')}</Tag>
            )}
            <span className="soft">{t('system.trunkCalls', { count: calls })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
