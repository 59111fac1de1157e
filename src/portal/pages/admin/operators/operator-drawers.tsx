import { App, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { useOpened } from '../../../components/use-opened.js';
import { AccountSelect } from '../accounts/account-select.js';
import { useAccountUsers } from '../accounts/account-queries.js';
import { SwitchField } from '../components/switch-field.js';
import { useChangeOperator, useCreateOperator, useReadOperator } from './operator-queries.js';

interface OperatorValues {
  readonly account?: string;
  readonly user?: string;
  readonly number: string;
  readonly enabled: boolean;
}

/** Another operator may have the user or the number. */
const FIELD_OF_CODE = { OPERATOR_TAKEN: 'number' };

export function NewOperatorDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const create = useCreateOperator();
  const save = async ({ user = '', number, enabled }: OperatorValues) => {
    await create.mutateAsync({ user, number, enabled });
    void message.success(t('admin.saved'));
  };
  return (
    <FormDrawer<OperatorValues>
      title={t('seats.addTitle')}
      submitText={t('admin.save')}
      initial={{ number: '', enabled: true }}
      fieldOfCode={FIELD_OF_CODE}
      save={save}
      onClose={onClose}
    >
      <UserFields />
      <TelephoneFields />
    </FormDrawer>
  );
}

interface EditOperatorDrawerProps {
  readonly operator: Operator;
  readonly onClose: () => void;
}

const valuesOf = ({ number, enabled }: Operator): OperatorValues => ({ number, enabled });

export function EditOperatorDrawer({ operator, onClose }: EditOperatorDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const change = useChangeOperator();
  const read = useReadOperator();
  const { opened, initial, reload } = useOpened(operator, { read: () => read(operator), valuesOf });
  const save = async ({ number, enabled }: OperatorValues) => {
    await change.mutateAsync({ id: opened.id, number, enabled, version: opened.version });
    void message.success(t('admin.saved'));
  };
  return (
    <FormDrawer<OperatorValues>
      title={t('seats.editTitle')}
      submitText={t('admin.save')}
      initial={initial}
      fieldOfCode={FIELD_OF_CODE}
      save={save}
      reload={reload}
      onClose={onClose}
    >
      <TelephoneFields />
    </FormDrawer>
  );
}

/** A user is found by its account; customers answer no requests. */
function UserFields() {
  const { t } = useTranslation();
  const account = Form.useWatch<string | undefined>('account');
  const users = useAccountUsers(account);
  const staff = (users.data ?? []).filter(({ role }) => role !== 'customer');
  return (
    <>
      <Form.Item name="account" label={t('seats.account')} extra={t('seats.accountHint')}>
        <AccountSelect />
      </Form.Item>
      <Form.Item
        name="user"
        label={t('seats.user')}
        rules={[{ required: true, message: t('problem.required') }]}
      >
        <Select
          disabled={account === undefined}
          loading={users.isFetching}
          notFoundContent={t('seats.noUsers')}
          options={staff.map(({ id, login }) => ({ value: id, label: login }))}
        />
      </Form.Item>
    </>
  );
}

function TelephoneFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="number"
        label={t('seats.number')}
        extra={t('seats.numberHint')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <SwitchField name="enabled" label={t('seats.enabled')} />
    </>
  );
}
