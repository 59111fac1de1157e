import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '../../app/session.js';
import { EmptyList } from '../../components/empty-list.js';
import { LinkButton } from '../../components/link-button.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { useSettled } from '../../components/use-settled.js';
import { RangePicker } from './range-picker.js';
import { RecordList } from './record-list.js';
import { fileAddress, useRecords, useTotals } from './record-queries.js';
import {
  paramsOfRange,
  queryOfRange,
  rangeOfParams,
  todayIn,
  type RangeQuery,
  type RecordRange,
} from './record-range.js';
import { RecordsHead } from './records-head.js';
import { Statistics } from './statistics.js';
import { words as recordWords } from './words.js';
import './records.css';

export const words = recordWords;

const SEARCH_CHARS_MAX = 64;

/** 通话记录: 话务统计 above, 我的话单查询 below [S42]. */
export default function RecordsPage() {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const range = rangeOfParams(params, todayIn(timeZone, Date.now()));
  const query = queryOfRange(range, timeZone);
  const totals = useTotals(query);
  const show = (wanted: RecordRange) => setParams(paramsOfRange(wanted), { replace: true });
  return (
    <>
      <RecordsHead>
        <ExportMenu query={query} search={search} />
      </RecordsHead>
      <div className="records-filter">
        <RangePicker range={range} onChange={show} />
        <Input.Search
          className="records-search"
          allowClear
          maxLength={SEARCH_CHARS_MAX}
          value={typed}
          aria-label={t('records.search')}
          placeholder={t('records.search')}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {/* The sums are those of the range: beside a search they would say something else than the list. */}
      {search === '' && <Statistics range={range} totals={totals} />}
      <Records
        query={query}
        search={search}
        isHeld={search === '' && totals.isPending}
        isAll={range.name === 'all'}
        onShowAll={() => {
          setTyped('');
          show({ ...range, name: 'all' });
        }}
      />
    </>
  );
}

function ExportMenu({ query, search }: { readonly query: RangeQuery; readonly search: string }) {
  const { t } = useTranslation();
  const items = [
    ['conference-records', 'records.exportConferences'],
    ['call-records', 'records.exportCalls'],
  ] as const;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: items.map(([what, label]) => ({
          key: what,
          label: (
            <a href={fileAddress(what, query, search)} download>
              {t(label)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('records.export')}</Button>
    </Dropdown>
  );
}

interface RecordsProps {
  readonly query: RangeQuery;
  readonly search: string;
  /** Until what stands above is there: else the list would be pushed down by it. */
  readonly isHeld: boolean;
  readonly isAll: boolean;
  readonly onShowAll: () => void;
}

function Records({ query, search, isHeld, isAll, onShowAll }: RecordsProps) {
  const { t } = useTranslation();
  const records = useRecords(query, search);
  if (records.isPending || isHeld) return <PageLoading />;
  if (records.isLoadingError)
    return <LoadFailure error={records.error} onRetry={() => void records.refetch()} />;
  const items = records.data.pages.flatMap((page) => page.items);
  if (items.length > 0) {
    return (
      <section className="section">
        <h2>{t('records.calls')}</h2>
        <RecordList records={items} />
        <MoreButton list={records} />
      </section>
    );
  }
  if (search === '' && isAll) {
    return (
      <EmptyList text={t('records.noneAtAll')}>
        <p className="soft empty-hint">{t('records.noneAtAllHint')}</p>
        <LinkButton type="primary" to="/rooms">
          {t('records.toRooms')}
        </LinkButton>
      </EmptyList>
    );
  }
  return (
    <EmptyList text={t(search === '' ? 'records.none' : 'records.noneFound')}>
      <p className="soft empty-hint">{t(search === '' ? 'records.noneHint' : 'records.noneFoundHint')}</p>
      <Button onClick={onShowAll}>{t('records.showAll')}</Button>
    </EmptyList>
  );
}
