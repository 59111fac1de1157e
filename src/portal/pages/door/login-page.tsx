import { LockOutlined, UserOutlined } from '@ant-design/icons';
import type { UseMutationResult } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Login, Session } from '../../../client/index.js';
import { Brand } from '../../components/brand.js';
import { LanguageSwitch } from '../../components/language-switch.js';
import { useProblemText } from '../../words/problem-text.js';

interface LoginPageProps {
  readonly logIn: UseMutationResult<Session, Error, Login>;
}

export function LoginPage({ logIn }: LoginPageProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const required = [{ required: true, message: t('login.required') }];
  return (
    <main className="login">
      <div className="login-head">
        <Brand large />
        <span>{t('app.tagline')}</span>
      </div>
      <section className="panel login-card">
        <Form<Login> layout="vertical" requiredMark={false} onFinish={logIn.mutate}>
          {logIn.isError && (
            <p className="login-problem" role="alert">
              {problemText(logIn.error)}
            </p>
          )}
          <Form.Item name="login" label={t('login.user')} rules={required}>
            <Input
              size="large"
              prefix={<UserOutlined />}
              autoComplete="username"
              autoFocus
              autoCapitalize="none"
            />
          </Form.Item>
          <Form.Item name="password" label={t('login.password')} rules={required}>
            <Input.Password size="large" prefix={<LockOutlined />} autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" size="large" htmlType="submit" block loading={logIn.isPending}>
            {t('login.submit')}
          </Button>
        </Form>
      </section>
      <div className="login-foot">
        <LanguageSwitch />
      </div>
    </main>
  );
}
