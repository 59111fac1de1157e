import { CheckCircleFilled, ExclamationCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reconciliation } from '../../../../client/index.js';
import { Loaded } from '../../../components/loaded.js';
import { yuanText } from '../../../components/money-text.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useReconciliation } from './charge-queries.js';

/** The ledger against our own records: all of them rated again each day [S50]. */
export function LedgerAuditBlock() {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const reconciliation = useReconciliation();
  return (
    <section className="block">
      <h2>{t('charges.audit')}</h2>
      <Loaded query={reconciliation}>
        {({ ledgerAudit }) => {
          if (ledgerAudit === null) return <State kind="unknown">{t('charges.noAudit')}</State>;
          const { atMs, findings, differenceMicroYuan } = ledgerAudit;
          const isRight = findings === 0 && differenceMicroYuan === 0;
          return (
            <>
              <State kind={isRight ? 'good' : 'bad'}>
                {isRight
                  ? t('charges.auditRight')
                  : t('charges.auditWrong', { count: findings, sum: yuanText(differenceMicroYuan) })}
              </State>
              <p className="soft">{t('charges.checkedAt', { time: dateText(atMs) })}</p>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

/** Our records against the carrier's. */
export function ReconciliationBlock() {
  const { t } = useTranslation();
  const reconciliation = useReconciliation();
  return (
    <section className="block">
      <h2>{t('charges.reconciliation')}</h2>
      <Loaded query={reconciliation}>
        {({ last }) =>
          last === null ? (
            <>
              <State kind="unknown">{t('charges.noReconciliation')}</State>
              <p className="soft">
                {t('charges.reconcileHint')} <code className="mono">huitong reconcile FILE [TRUNK]</code>
              </p>
            </>
          ) : (
            <Last last={last} />
          )
        }
      </Loaded>
    </section>
  );
}

function Last({ last }: { readonly last: NonNullable<Reconciliation['last']> }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { atMs, file, trunk, matched, differences, first } = last;
  return (
    <>
      <State kind={differences === 0 ? 'good' : 'bad'}>
        {differences === 0
          ? t('charges.agrees', { count: matched })
          : t('charges.differs', { count: differences, matched })}
      </State>
      <p className="soft">
        {t('charges.checkedAt', { time: dateText(atMs) })} · <bdi>{file}</bdi>
        {trunk !== null && (
          <>
            {' · '}
            {t('charges.trunk')} <bdi>{trunk}</bdi>
          </>
        )}
      </p>
      {first.length > 0 && (
        <details>
          <summary>{t('charges.showDifferences')}</summary>
          <ol className="charge-differences mono">
            {first.map((line) => (
              <li key={line}>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ol>
          {differences > first.length && <p className="soft">{t('charges.moreDifferences')}</p>}
        </details>
      )}
    </>
  );
}

const ICONS = {
  good: <CheckCircleFilled className="charge-good" />,
  bad: <ExclamationCircleFilled className="charge-bad" />,
  unknown: <MinusCircleOutlined className="soft" />,
} as const;

interface StateProps {
  readonly kind: keyof typeof ICONS;
  readonly children: ReactNode;
}

const State = ({ kind, children }: StateProps) => (
  <p className="charge-state">
    {ICONS[kind]} {children}
  </p>
);
