import { useTranslation } from 'react-i18next';
import type { LedgerEntry } from '../../../client/index.js';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { yuanText } from '../../components/money-text.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useEntries, type EntriesWanted } from './money-queries.js';

/** 充值记录, or all that came in and was paid. */
export function EntryList({ wanted }: { readonly wanted: EntriesWanted }) {
  const { t } = useTranslation();
  const entries = useEntries(wanted);
  if (entries.isPending) return <PageLoading />;
  if (entries.isLoadingError)
    return <LoadFailure error={entries.error} onRetry={() => void entries.refetch()} />;
  const items = entries.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyList text={t(`money.${wanted}None`)}>
        <p className="soft">{t(`money.${wanted}NoneHint`)}</p>
      </EmptyList>
    );
  }
  return (
    <>
      <div className="panel">
        {items.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </div>
      <MoreButton list={entries} />
    </>
  );
}

function EntryRow({
  entry: { kind, amountMicroYuan, utcMs, method, note },
}: {
  readonly entry: LedgerEntry;
}) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const methodText = useMethodText();
  const about = [method === null ? undefined : methodText(method), note ?? undefined].filter(
    (part) => part !== undefined && part !== '',
  );
  return (
    <div className="ledger-row">
      <span className="digits">{dateText(utcMs)}</span>
      <span className="ledger-note">
        {t(`money.kind.${kind}`)}
        {about.length > 0 && (
          <>
            {' · '}
            <bdi>{about.join(' · ')}</bdi>
          </>
        )}
      </span>
      <span className={amountMicroYuan > 0 ? 'ledger-amount ledger-in digits' : 'ledger-amount digits'}>
        {amountMicroYuan > 0 ? '+' : ''}
        {yuanText(amountMicroYuan)}
      </span>
    </div>
  );
}

const METHODS = ['cash', 'transfer', 'gateway'] as const;

/** Whoever books may name further ones. */
function useMethodText(): (method: string) => string {
  const { t } = useTranslation();
  return (method) => {
    const known = METHODS.find((name) => name === method);
    return known === undefined ? method : t(`money.method.${known}`);
  };
}
