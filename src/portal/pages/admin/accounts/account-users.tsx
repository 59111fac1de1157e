import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountUser, AccountUserWithPassword } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { Loaded } from '../../../components/loaded.js';
import { useAct } from '../../../components/use-act.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useAccountUsers, useChangeUser, useCreateUser, useResetPassword } from './account-queries.js';
import { ROLES } from './account-values.js';
import { OneTimePassword } from './one-time-password.js';
import './accounts.css';

/** 登录用户 of an account; a password is shown once. */
export function AccountUsers({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  const users = useAccountUsers(account);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<AccountUserWithPassword>();
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('accountUsers.title')}</h2>
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('accountUsers.add')}
        </Button>
      </div>
      <Loaded query={users}>
        {(items) =>
          items.length === 0 ? (
            <p className="soft">{t('accountUsers.empty')}</p>
          ) : (
            <ul className="account-users">
              {items.map((user) => (
                <UserLine key={user.id} account={account} user={user} onPassword={setShown} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && <NewUserDrawer account={account} onMade={setShown} onClose={() => setAdding(false)} />}
      {shown !== undefined && <OneTimePassword user={shown} onClose={() => setShown(undefined)} />}
    </section>
  );
}

interface UserLineProps {
  readonly account: string;
  readonly user: AccountUser;
  readonly onPassword: (user: AccountUserWithPassword) => void;
}

function UserLine({ account, user: { id, login, role, createdMs }, onPassword }: UserLineProps) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { confirm } = useAct();
  const change = useChangeUser(account);
  const reset = useResetPassword(account);
  const changeRole = (wanted: AccountUser['role']) =>
    confirm({
      title: t('accountUsers.roleTitle', { login, role: t(`accounts.roles.${wanted}`) }),
      text: t('accountUsers.roleText'),
      okText: t('app.ok'),
      act: () => change.mutateAsync({ id, role: wanted }),
      doneText: t('accountUsers.roleChanged'),
    });
  const resetPassword = () =>
    confirm({
      title: t('accountUsers.resetTitle', { login }),
      text: t('accountUsers.resetText'),
      okText: t('accountUsers.reset'),
      act: async () => onPassword(await reset.mutateAsync(id)),
      doneText: t('app.passwordChanged'),
    });
  return (
    <li>
      <span className="two-lines">
        <bdi>{login}</bdi>
        <small>{t('accountUsers.since', { time: dateText(createdMs) })}</small>
      </span>
      <span className="account-actions">
        <Select
          aria-label={t('accountUsers.changeRole', { login })}
          value={role}
          options={ROLES.map((value) => ({ value, label: t(`accounts.roles.${value}`) }))}
          onChange={changeRole}
        />
        <Button onClick={resetPassword}>{t('accountUsers.reset')}</Button>
      </span>
    </li>
  );
}

interface NewUserDrawerProps {
  readonly account: string;
  readonly onMade: (user: AccountUserWithPassword) => void;
  readonly onClose: () => void;
}

type UserValues = Pick<AccountUser, 'login' | 'role'>;

function NewUserDrawer({ account, onMade, onClose }: NewUserDrawerProps) {
  const { t } = useTranslation();
  const create = useCreateUser(account);
  return (
    <FormDrawer<UserValues>
      title={t('accountUsers.add')}
      submitText={t('admin.save')}
      initial={{ login: '', role: 'customer' }}
      fieldOfCode={{ LOGIN_TAKEN: 'login' }}
      save={async (values) => onMade(await create.mutateAsync(values))}
      onClose={onClose}
    >
      <Form.Item
        name="login"
        label={t('accountUsers.login')}
        extra={t('accountUsers.loginHint')}
        rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t('accountUsers.role')}>
        <Select options={ROLES.map((value) => ({ value, label: t(`accounts.roles.${value}`) }))} />
      </Form.Item>
    </FormDrawer>
  );
}
