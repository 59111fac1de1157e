import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountRecord } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { yuanText } from '../../../components/money-text.js';
import { MoreButton } from '../../../components/more-button.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useSettled } from '../../../components/use-settled.js';
import { NewAccountDrawer } from './account-drawers.js';
import { accountFilterOf, type AccountFilter } from '../../../components/account-filter.js';
import { useAccounts } from './account-queries.js';

export { words } from './words.js';

/** 账户管理 [S45]. */
export default function AccountsPage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [status, setStatus] = useState<AccountFilter['status']>();
  const [adding, setAdding] = useState(false);
  const accounts = useAccounts({ ...accountFilterOf(useSettled(text)), status });
  return (
    <>
      <div className="page-head">
        <h1>{t('accounts.title')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('accounts.add')}
        </Button>
      </div>
      <div className="filters" role="search">
        <Input
          allowClear
          prefix={<SearchOutlined />}
          aria-label={t('accounts.search')}
          placeholder={t('accounts.search')}
          maxLength={40}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Select
          allowClear
          aria-label={t('accounts.status')}
          placeholder={t('accounts.status')}
          options={(['active', 'closed'] as const).map((value) => ({
            value,
            label: t(`accounts.statuses.${value}`),
          }))}
          onChange={setStatus}
        />
      </div>
      <Loaded query={accounts}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <AccountList accounts={items} />;
          return (
            <EmptyList text={t('accounts.empty')}>
              <p className="soft">{t('accounts.emptyHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={accounts} />
      {adding && <NewAccountDrawer onClose={() => setAdding(false)} />}
    </>
  );
}

function AccountList({ accounts }: { readonly accounts: readonly AccountRecord[] }) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={accounts}
      idOf={({ id }) => id}
      columns={[
        {
          title: t('accounts.name'),
          render: ({ id, name }) => (
            <Link className="room-name" to={`/admin/accounts/${id}`}>
              <bdi>{name}</bdi>
            </Link>
          ),
        },
        {
          title: t('accounts.number'),
          nowrap: true,
          render: ({ number }) => <span className="digits">{number}</span>,
        },
        { title: t('accounts.role'), nowrap: true, render: ({ role }) => t(`accounts.roles.${role}`) },
        { title: t('accounts.tier'), nowrap: true, render: ({ tier }) => t(`accounts.tiers.${tier}`) },
        {
          title: t('accounts.payment'),
          nowrap: true,
          render: ({ paymentMode }) => t(`accounts.payments.${paymentMode}`),
        },
        {
          title: t('accounts.balance'),
          nowrap: true,
          render: ({ balanceMicroYuan }) => <span className="digits">{yuanText(balanceMicroYuan)}</span>,
        },
        {
          title: t('accounts.status'),
          nowrap: true,
          render: (account) => <AccountStatus account={account} />,
        },
      ]}
    />
  );
}

export function AccountStatus({ account: { status, outgoing } }: { readonly account: AccountRecord }) {
  const { t } = useTranslation();
  return (
    <span className="tags">
      <Tag color={status === 'active' ? 'green' : 'default'}>{t(`accounts.statuses.${status}`)}</Tag>
      {outgoing.stopped && <Tag color="orange">{t('accounts.outgoingStopped')}</Tag>}
    </span>
  );
}
