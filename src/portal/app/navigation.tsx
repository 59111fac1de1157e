import {
  CalendarOutlined,
  ContactsOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  FileTextOutlined,
  PhoneOutlined,
  SettingOutlined,
  TeamOutlined,
  UserOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Session } from '../../client/index.js';
import type { Messages } from '../words/words.js';
import { useSession } from './session.js';

type Role = Session['role'];

interface Subject {
  /** Its word is `navigation.<name>`. */
  readonly name: Exclude<keyof Messages['navigation'], 'title' | 'open'>;
  readonly path: string;
  readonly icon: ReactNode;
  readonly roles: readonly Role[];
}

const ALL: readonly Role[] = ['customer', 'operator', 'admin'];

/** In the order of the menu. */
const SUBJECTS: readonly Subject[] = [
  { name: 'overview', path: '/', icon: <DashboardOutlined />, roles: ALL },
  { name: 'rooms', path: '/rooms', icon: <TeamOutlined />, roles: ALL },
  { name: 'instant', path: '/instant', icon: <PhoneOutlined />, roles: ALL },
  { name: 'bookings', path: '/bookings', icon: <CalendarOutlined />, roles: ALL },
  { name: 'contacts', path: '/contacts', icon: <ContactsOutlined />, roles: ALL },
  { name: 'records', path: '/records', icon: <FileTextOutlined />, roles: ALL },
  { name: 'money', path: '/money', icon: <WalletOutlined />, roles: ALL },
  { name: 'profile', path: '/profile', icon: <UserOutlined />, roles: ALL },
  { name: 'operator', path: '/operator', icon: <CustomerServiceOutlined />, roles: ['operator', 'admin'] },
  { name: 'admin', path: '/admin', icon: <SettingOutlined />, roles: ['admin'] },
];

/** Where a user may go, by role. `onSelect` closes what the menu is shown in. */
export function Navigation({ onSelect }: { readonly onSelect?: () => void }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const { pathname } = useLocation();
  const shown = SUBJECTS.filter(({ roles }) => roles.includes(session.role));
  const items = shown.map(({ name, path, icon }) => ({
    key: name,
    icon,
    label: <Link to={path}>{t(`navigation.${name}`)}</Link>,
  }));
  const at = shown.find(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)));
  return (
    <nav aria-label={t('navigation.title')}>
      <Menu mode="inline" items={items} selectedKeys={at ? [at.name] : []} onClick={() => onSelect?.()} />
    </nav>
  );
}
