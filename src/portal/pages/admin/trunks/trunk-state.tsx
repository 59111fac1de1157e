import { Badge, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '../../../../client/index.js';

export function TrunkState({ trunk: { enabled, state } }: { readonly trunk: Trunk }) {
  const { t } = useTranslation();
  if (!enabled) return <Tag>{t('trunk.off')}</Tag>;
  return (
    <span className="two-lines">
      <Badge status={state.up ? 'success' : 'error'} text={t(state.up ? 'trunk.up' : 'trunk.down')} />
      {state.failures > 0 && <small>{t('trunk.failures', { count: state.failures })}</small>}
    </span>
  );
}

interface StateProps {
  readonly state: Trunk['state'];
}

/** 接通率: answered of those that we have sent. */
export function AnswerRatio({ state: { answerSeizureRatio, answered, sent } }: StateProps) {
  const { t } = useTranslation();
  if (answerSeizureRatio === null) return <span className="soft">{t('trunk.noCalls')}</span>;
  return (
    <span className="digits">
      {t('trunk.asrText', { percent: Math.round(answerSeizureRatio * 100), answered, sent })}
    </span>
  );
}

export function TrunkTargets({ state: { targets } }: StateProps) {
  const { t } = useTranslation();
  if (targets.length === 0) return <span className="soft">{t('trunk.noTargets')}</span>;
  return targets.map(({ host, port, answers }) => (
    <div key={`${host}:${port}`}>
      <span className="digits">
        {host}
        {port > 0 && `:${port}`}
      </span>{' '}
      <small className="soft">
        {t(answers === null ? 'trunk.unknown' : answers ? 'trunk.answers' : 'trunk.silent')}
      </small>
    </div>
  ));
}
