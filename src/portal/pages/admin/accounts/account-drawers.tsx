import { App, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AccountRecord } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { microYuanOf, yuanText } from '../../../components/money-text.js';
import { AccountFields, OutgoingFields } from './account-fields.js';
import { useChangeAccount, useCreateAccount, useRecharge } from './account-queries.js';
import {
  accountChangeOf,
  accountCreateOf,
  accountFieldOf,
  accountValuesOf,
  NEW_ACCOUNT,
  RECHARGE_METHODS,
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
  return (
    <FormDrawer
      title={t('accounts.edit')}
      submitText={t('admin.save')}
      initial={accountValuesOf(account)}
      fieldOf={accountFieldOf}
      save={async (values) => {
        await change.mutateAsync(accountChangeOf(values, account.version));
        void message.success(t('admin.saved'));
      }}
      onClose={onClose}
    >
      <AccountFields isNew={false} />
      <OutgoingFields />
    </FormDrawer>
  );
}

interface RechargeValues {
  readonly amountYuan: number | null;
  readonly method: (typeof RECHARGE_METHODS)[number];
  readonly note: string;
}

/** 充值 [S43]. */
export function RechargeDrawer({ account: { id, name }, onClose }: AccountDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const recharge = useRecharge(id);
  const save = async ({ amountYuan, method, note }: RechargeValues) => {
    const amountMicroYuan = microYuanOf(amountYuan ?? 0);
    await recharge.mutateAsync({ amountMicroYuan, method, note });
    void message.success(t('accounts.recharged', { amount: yuanText(amountMicroYuan) }));
  };
  return (
    <FormDrawer<RechargeValues>
      title={t('accounts.rechargeTitle', { name })}
      submitText={t('accounts.recharge')}
      initial={{ amountYuan: null, method: 'transfer', note: '' }}
      fieldOf={accountFieldOf}
      save={save}
      onClose={onClose}
    >
      <Form.Item
        name="amountYuan"
        label={t('accounts.amount')}
        rules={[{ required: true, message: t('problem.required') }]}
      >
        <InputNumber className="wide" prefix="¥" min={0.01} max={1_000_000} precision={2} />
      </Form.Item>
      <Form.Item name="method" label={t('accounts.method')}>
        <Select
          options={RECHARGE_METHODS.map((value) => ({ value, label: t(`accounts.methods.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('accounts.note')}>
        <Input.TextArea rows={3} maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
