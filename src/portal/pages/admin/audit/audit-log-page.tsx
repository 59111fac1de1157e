import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../app/session.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { MoreButton } from '../../../components/more-button.js';
import { msOfDateField } from '../../../components/time-text.js';
import { useProblemNotice } from '../../../words/problem-notice.js';
import { AccountSelect } from '../accounts/account-select.js';
import { AuditEntries } from './audit-entries.js';
import { useAuditLog, useVerification, type AuditFilter } from './audit-queries.js';

export { words } from './audit-words.js';

interface Actor {
  readonly id: string;
  readonly name: string;
}

/** 审计日志 with filter and verification of the chain [S45]. */
export default function AuditLogPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>({});
  const [actor, setActor] = useState<Actor>();
  const entries = useAuditLog({ ...filter, actorId: actor?.id });
  return (
    <>
      <Verification />
      <p className="page-lead">{t('audit.lead')}</p>
      <AuditFilters filter={filter} onChange={setFilter} />
      {actor !== undefined && (
        <Tag className="audit-actor" closable onClose={() => setActor(undefined)}>
          {t('audit.onlyActor', { name: actor.name })}
        </Tag>
      )}
      <Loaded query={entries}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <AuditEntries entries={items} onActor={setActor} />;
          return (
            <EmptyList text={t('audit.empty')}>
              <p className="soft">{t('audit.emptyHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={entries} />
    </>
  );
}

function Verification() {
  const { t } = useTranslation();
  const showProblem = useProblemNotice();
  const verification = useVerification();
  const { data } = verification;
  return (
    <>
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <Button
          icon={<SafetyCertificateOutlined />}
          loading={verification.isPending}
          onClick={() => verification.mutate(undefined, { onError: showProblem })}
        >
          {t('audit.verify')}
        </Button>
      </div>
      <div aria-live="polite">
        {data !== undefined && (
          <Alert
            className="form-notice"
            showIcon
            type={data.whole ? 'success' : 'error'}
            title={
              data.brokenAt === null
                ? t('audit.whole', { count: data.entries })
                : t('audit.broken', { sequence: data.brokenAt.sequence })
            }
            description={
              <span className="mono audit-hash">
                {t('audit.head')}: {data.head.hash}
              </span>
            }
          />
        )}
      </div>
    </>
  );
}

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

const DAY_MS = 86_400_000;

function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const startOf = (day: string): number | undefined =>
    day === '' ? undefined : msOfDateField(`${day}T00:00`, timeZone);
  const endOf = (day: string): number | undefined => {
    const startMs = startOf(day);
    return startMs === undefined ? undefined : startMs + DAY_MS;
  };
  return (
    <div className="filters" role="search">
      <AccountSelect
        label={t('audit.account')}
        {...(filter.accountId === undefined ? {} : { value: filter.accountId })}
        onChange={(accountId) => onChange({ ...filter, accountId })}
      />
      <label className="day-field">
        {t('audit.from')}
        <Input
          type="date"
          onChange={({ target }) => onChange({ ...filter, fromMs: startOf(target.value) })}
        />
      </label>
      <label className="day-field">
        {t('audit.to')}
        <Input type="date" onChange={({ target }) => onChange({ ...filter, toMs: endOf(target.value) })} />
      </label>
    </div>
  );
}
