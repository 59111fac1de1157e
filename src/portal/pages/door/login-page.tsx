import { LockOutlined, UserOutlined } from '@ant-design/icons';
import type { UseMutationResult } from '@tanstack/react-query';
import { Button } from 'antd';
// The whole of `Input` and `Form` would be half of what a browser fetches before the login.
import Input from 'antd/es/input/Input';
import Password from 'antd/es/input/Password';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Login, Session } from '../../../client/index.js';
import { Brand } from '../../components/brand.js';
import { LanguageSwitch } from '../../components/language-switch.js';
import { useProblemText } from '../../words/problem-text.js';
import { LoginField } from './login-field.js';

interface LoginPageProps {
  readonly logIn: UseMutationResult<Session, Error, Login>;
  /** Somebody was logged in until now. */
  readonly isOver: boolean;
}

/** The first that a browser fetches: kept light. */
export function LoginPage({ logIn, isOver }: LoginPageProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [values, setValues] = useState<Login>({ login: '', password: '' });
  const [tried, setTried] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (values.login !== '' && values.password !== '' && !logIn.isPending) logIn.mutate(values);
  };
  return (
    <main className="login">
      <div className="login-head">
        <Brand large />
        <span>{t('app.tagline')}</span>
      </div>
      <section className="panel login-card">
        <form onSubmit={submit} noValidate>
          {logIn.isError ? (
            <p className="login-problem" role="alert">
              {problemText(logIn.error)}
            </p>
          ) : (
            isOver && (
              <p className="login-notice" role="status">
                {t('login.expired')}
              </p>
            )
          )}
          <LoginField id="login-name" label={t('login.user')} missing={tried && values.login === ''}>
            {(field) => (
              <Input
                {...field}
                size="large"
                prefix={<UserOutlined />}
                placeholder={t('login.userHint')}
                autoComplete="username"
                autoFocus
                autoCapitalize="none"
                value={values.login}
                onChange={({ target }) => setValues({ ...values, login: target.value })}
              />
            )}
          </LoginField>
          <LoginField
            id="login-password"
            label={t('login.password')}
            missing={tried && values.password === ''}
          >
            {(field) => (
              <Password
                {...field}
                size="large"
                prefix={<LockOutlined />}
                autoComplete="current-password"
                value={values.password}
                onChange={({ target }) => setValues({ ...values, password: target.value })}
              />
            )}
          </LoginField>
          <Button type="primary" size="large" htmlType="submit" block loading={logIn.isPending}>
            {t('login.submit')}
          </Button>
        </form>
        <p className="login-register">
          {t('login.noAccount')} <Link to="/register">{t('login.register')}</Link>
        </p>
      </section>
      <div className="login-foot">
        <LanguageSwitch />
      </div>
    </main>
  );
}
