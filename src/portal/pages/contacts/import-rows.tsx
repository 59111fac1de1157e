import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ContactImport, ContactImportRow } from '../../../client/index.js';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { numberText } from '../../components/number-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { useImportRows, type Verdict } from './import-queries.js';
import { rowProblemKey } from './import-words.js';

const COLOUR = { new: 'green', duplicate: 'gold', bad: 'volcano' } as const satisfies Record<Verdict, string>;
const LABEL = {
  new: 'contactImport.newRows',
  duplicate: 'contactImport.duplicateRows',
  bad: 'contactImport.badRows',
} as const satisfies Record<Verdict, string>;

interface ImportRowsProps {
  readonly read: ContactImport;
  readonly verdict: Verdict | undefined;
}

/** The rows of the file, each with what is wrong with it or whose number it has. */
export function ImportRows({ read, verdict }: ImportRowsProps) {
  const { t } = useTranslation();
  const rows = useImportRows(read, verdict);
  if (rows.isPending) return <PageLoading />;
  if (rows.isLoadingError) return <LoadFailure error={rows.error} onRetry={() => void rows.refetch()} />;
  const items = rows.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyList text={t('contactImport.noneOfVerdict')} />;
  return (
    <>
      <ol className="panel import-rows">
        {items.map((row) => (
          <ImportRow key={row.row} row={row} />
        ))}
      </ol>
      <MoreButton list={rows} />
    </>
  );
}

function ImportRow({ row }: { readonly row: ContactImportRow }) {
  const { t } = useTranslation();
  const { verdict, name, numbers, email, groups } = row;
  const facts = [numbers.map((number) => numberText(number)).join(' / '), email, groups.join('、')];
  return (
    <li className="import-row">
      <span className="soft digits">{t('contactImport.row', { row: row.row })}</span>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <div className="soft digits">
          <bdi>{facts.filter((fact) => fact !== '').join(' · ')}</bdi>
        </div>
      </div>
      <div className="import-row-verdict">
        <Tag color={COLOUR[verdict]}>{t(LABEL[verdict])}</Tag>
        <RowReason row={row} />
      </div>
    </li>
  );
}

function RowReason({ row: { problem, existing, firstRow } }: { readonly row: ContactImportRow }) {
  const { t } = useTranslation();
  if (problem !== null) return <span>{t(rowProblemKey(problem))}</span>;
  if (existing !== null) {
    return (
      <span>
        <bdi>{t('contactImport.sameAs', { name: existing.name })}</bdi>
      </span>
    );
  }
  return firstRow === null ? null : <span>{t('contactImport.sameRow', { row: firstRow })}</span>;
}
