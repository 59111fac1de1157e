import { ArrowRightOutlined, SearchOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CallTrace } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { MoreButton } from '../../../components/more-button.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useSettled } from '../../../components/use-settled.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useTrunks } from '../trunks/trunk-queries.js';
import { useCalls, type CallFilter } from './call-queries.js';
import { CALL_RESULTS, CallResult } from './call-result.js';

export { words } from './words.js';

/** 呼叫与信令: the last calls, each leading to its ladder [S45]. */
export default function CallsPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<CallFilter>({});
  const calls = useCalls(useSettled(filter));
  return (
    <>
      <div className="page-head">
        <h1>{t('calls.title')}</h1>
      </div>
      <p className="page-lead">{t('calls.lead')}</p>
      <CallFilters filter={filter} onChange={setFilter} />
      <Loaded query={calls}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <CallList calls={items} />;
          return (
            <EmptyList text={t('calls.empty')}>
              <p className="soft">{t('calls.emptyHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={calls} />
    </>
  );
}

interface CallFiltersProps {
  readonly filter: CallFilter;
  readonly onChange: (filter: CallFilter) => void;
}

function CallFilters({ filter, onChange }: CallFiltersProps) {
  const { t } = useTranslation();
  const trunks = useTrunks().data ?? [];
  return (
    <div className="filters" role="search">
      <Input
        allowClear
        prefix={<SearchOutlined />}
        aria-label={t('calls.number')}
        placeholder={t('calls.number')}
        inputMode="tel"
        maxLength={32}
        // The server finds by digits and what stands between them.
        onChange={({ target: { value } }) =>
          onChange({ ...filter, number: value.replace(/[^\d\s()+.-]/g, '') })
        }
      />
      <Select
        allowClear
        aria-label={t('calls.result')}
        placeholder={t('calls.result')}
        options={CALL_RESULTS.map((value) => ({ value, label: t(`calls.results.${value}`) }))}
        onChange={(result?: CallTrace['result']) => onChange({ ...filter, result })}
      />
      <Select
        allowClear
        aria-label={t('calls.trunk')}
        placeholder={t('calls.trunk')}
        options={trunks.map(({ id }) => ({ value: id, label: id }))}
        onChange={(trunk?: string) => onChange({ ...filter, trunk })}
      />
    </div>
  );
}

function CallList({ calls }: { readonly calls: readonly CallTrace[] }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  return (
    <ResourceList
      items={calls}
      idOf={({ callId }) => callId}
      columns={[
        { title: t('calls.parties'), render: (call) => <CallParties call={call} /> },
        { title: t('calls.result'), nowrap: true, render: (call) => <CallResult call={call} /> },
        { title: t('calls.direction'), nowrap: true, render: ({ direction }) => t(`calls.${direction}`) },
        { title: t('calls.trunk'), render: ({ trunk }) => trunk ?? '–' },
        { title: t('calls.began'), nowrap: true, render: ({ beganMs }) => dateText(beganMs) },
        {
          title: t('calls.messages'),
          nowrap: true,
          render: ({ messages }) => t('calls.messagesText', { count: messages }),
        },
      ]}
      actions={({ callId }) => (
        <Link to={`/admin/calls/${encodeURIComponent(callId)}`}>{t('calls.ladder')}</Link>
      )}
    />
  );
}

export function CallParties({ call: { from, to } }: { readonly call: CallTrace }) {
  return (
    <span className="digits">
      <bdi>{from}</bdi> <ArrowRightOutlined /> <bdi>{to}</bdi>
    </span>
  );
}
