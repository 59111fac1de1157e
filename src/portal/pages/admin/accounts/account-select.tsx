import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '../../../components/use-settled.js';
import { accountFilterOf } from '../../../components/account-filter.js';
import { useAccounts } from './account-queries.js';
import './accounts.css';

interface AccountSelectProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (account: string | undefined) => void;
  readonly label?: string;
}

/** One account, found by name, number or telephone. */
export function AccountSelect({ id, value, onChange, label }: AccountSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const accounts = useAccounts(accountFilterOf(useSettled(typed)));
  const items = accounts.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(label === undefined ? {} : { 'aria-label': label, placeholder: label })}
      allowClear
      className="account-select"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={accounts.isFetching}
      onChange={(account?: string) => onChange?.(account)}
      notFoundContent={t('admin.noAccount')}
      options={items.map((account) => ({ value: account.id, label: `${account.name} · ${account.number}` }))}
    />
  );
}
