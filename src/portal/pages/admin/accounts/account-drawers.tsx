import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AccountRecord } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { useOpened } from '../../../components/use-opened.js';
import { AccountFields, OutgoingFields } from './account-fields.js';
import { useChangeAccount, useCreateAccount, useReadAccount } from './account-queries.js';
import {
  accountChangeOf,
  accountCreateOf,
  accountFieldOf,
  accountValuesOf,
  NEW_ACCOUNT,
} from './account-values.js';

export function NewAccountDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const create = useCreateAccount();
  return (
    <FormDrawer
      title={t('accounts.add')}
      submitText={t('admin.save')}
      initial={NEW_ACCOUNT}
      fieldOf={accountFieldOf}
      fieldOfCode={{ ACCOUNT_NUMBER_TAKEN: 'number' }}
      save={async (values) => {
        const { id, number } = await create.mutateAsync(accountCreateOf(values));
        void message.success(t('accounts.added', { number }));
        void navigate(`/admin/accounts/${id}`);
      }}
      onClose={onClose}
    >
      <AccountFields isNew />
    </FormDrawer>
  );
}

interface AccountDrawerProps {
  readonly account: AccountRecord;
  readonly onClose: () => void;
}

export function AccountDrawer({ account, onClose }: AccountDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const change = useChangeAccount(account.id);
  const read = useReadAccount(account.id);
  const { opened, initial, reload } = useOpened(account, { read, valuesOf: accountValuesOf });
  return (
    <FormDrawer
      title={t('accounts.edit')}
      submitText={t('admin.save')}
      initial={initial}
      fieldOf={accountFieldOf}
      save={async (values) => {
        await change.mutateAsync(accountChangeOf(values, opened.version));
        void message.success(t('admin.saved'));
      }}
      reload={reload}
      onClose={onClose}
    >
      <AccountFields isNew={false} />
      <OutgoingFields />
    </FormDrawer>
  );
}
