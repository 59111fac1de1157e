import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Layout } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { Brand } from '../components/brand.js';
import { LanguageSwitch } from '../components/language-switch.js';
import { PageLoading } from '../components/page-loading.js';
import { useSession } from './session.js';

/** What surrounds every page behind the login. */
export function Frame() {
  const { t } = useTranslation();
  return (
    <Layout className="frame">
      <Layout.Header className="frame-header">
        <div className="frame-header-inner">
          <Link to="/" aria-label={t('app.rooms')}>
            <Brand />
          </Link>
          <span>
            <LanguageSwitch />
            <UserMenu />
          </span>
        </div>
      </Layout.Header>
      <Layout.Content>
        <main className="frame-content">
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </main>
      </Layout.Content>
    </Layout>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { session, logOut } = useSession();
  const items = [{ key: 'logout', icon: <LogoutOutlined />, label: t('app.logout') }];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: logOut }}>
      <Button type="text" icon={<UserOutlined />}>
        {session.login ?? session.account.name}
      </Button>
    </Dropdown>
  );
}
