import { Grid, Menu, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { NotFoundPage } from '../../app/not-found-page.js';
import { useSession } from '../../app/session.js';
import type { Messages } from '../../words/words.js';
import './admin.css';

export { words } from './words.js';

interface Section {
  readonly name: keyof Messages['admin'];
  readonly path: string;
}

/** What is looked at every day stands first. */
const SECTIONS = [
  { name: 'system', path: '/admin' },
  { name: 'trunks', path: '/admin/trunks' },
  { name: 'conferences', path: '/admin/conferences' },
  { name: 'calls', path: '/admin/calls' },
  { name: 'accounts', path: '/admin/accounts' },
  { name: 'tariffs', path: '/admin/tariffs' },
  { name: 'lines', path: '/admin/service-numbers' },
  { name: 'operators', path: '/admin/operators' },
  { name: 'listed', path: '/admin/listed-numbers' },
  { name: 'prompts', path: '/admin/prompts' },
  { name: 'captures', path: '/admin/captures' },
  { name: 'audit', path: '/admin/audit-log' },
] as const satisfies readonly Section[];

/** 系统管理 [S45]: its own menu above all its pages; who is no administrator finds nothing here. */
export default function AdminFrame() {
  const { session } = useSession();
  if (session.role !== 'admin') return <NotFoundPage />;
  return (
    <>
      <AdminMenu />
      <Outlet />
    </>
  );
}

function AdminMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const wide = Grid.useBreakpoint().lg === true;
  const at = SECTIONS.findLast(({ path }) => pathname === path || pathname.startsWith(`${path}/`))!;
  if (!wide)
    return (
      <Select
        className="admin-select"
        aria-label={t('admin.menu')}
        value={at.path}
        onChange={(path) => void navigate(path)}
        options={SECTIONS.map(({ name, path }) => ({ value: path, label: t(`admin.${name}`) }))}
      />
    );
  return (
    <nav className="admin-menu" aria-label={t('admin.menu')}>
      <Menu
        mode="horizontal"
        selectedKeys={[at.name]}
        items={SECTIONS.map(({ name, path }) => ({
          key: name,
          label: <Link to={path}>{t(`admin.${name}`)}</Link>,
        }))}
      />
    </nav>
  );
}
