import { LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Drawer, Dropdown, Layout } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { Brand } from '../components/brand.js';
import { LanguageSwitch } from '../components/language-switch.js';
import { numberText } from '../components/number-text.js';
import { PageLoading } from '../components/page-loading.js';
import { useWide } from '../components/use-wide.js';
import { LinkBanner } from '../live/link-banner.js';
import { PhoneDock } from '../phone/phone-provider.js';
import { SeatDock } from '../phone/seat-provider.js';
import { HelpQuestion } from './help-question.js';
import { Navigation } from './navigation.js';
import { useSession } from './session.js';
import { useLogOut } from './use-log-out.js';

const MENU_WIDTH_PX = 208;

/** What surrounds every page behind the login: the menu beside it, on a phone behind a button. */
export function Frame() {
  const wide = useWide('lg');
  return (
    <Layout className="frame">
      <Layout.Header className="frame-header">
        <div className="frame-header-inner">
          <span className="frame-start">
            {!wide && <MenuDrawer />}
            <Link to="/">
              <Brand />
            </Link>
          </span>
          <span className="frame-end">
            <LanguageSwitch />
            <UserMenu />
          </span>
        </div>
      </Layout.Header>
      <Layout hasSider={wide}>
        {wide && (
          <Layout.Sider theme="light" width={MENU_WIDTH_PX} className="frame-menu">
            <Navigation />
          </Layout.Sider>
        )}
        <Layout.Content className="frame-body">
          <LinkBanner />
          <div className="frame-content">
            <HelpQuestion />
            <Suspense fallback={<PageLoading />}>
              <Outlet />
            </Suspense>
          </div>
          <PhoneDock />
          <SeatDock />
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function MenuDrawer() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('navigation.open')}
        onClick={() => setOpen(true)}
      />
      <Drawer placement="left" size={MENU_WIDTH_PX + 32} open={open} onClose={close} title={<Brand />}>
        <Navigation onSelect={close} />
      </Drawer>
    </>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { session } = useSession();
  const logOut = useLogOut();
  const name = session.login === null ? session.account.name : numberText(session.login);
  const items = [{ key: 'logout', icon: <LogoutOutlined />, label: t('app.logout') }];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: logOut }}>
      <Button type="text" icon={<UserOutlined />} aria-label={`${t('app.user')} ${name}`}>
        <span className="frame-user">{name}</span>
      </Button>
    </Dropdown>
  );
}
