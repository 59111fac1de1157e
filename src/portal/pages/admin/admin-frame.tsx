import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { NotFoundPage } from '../../app/not-found-page.js';
import { useSession } from '../../app/session.js';
import { SectionMenu } from '../../components/section-menu.js';
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
  { name: 'charges', path: '/admin/charge-files' },
  { name: 'lines', path: '/admin/service-numbers' },
  { name: 'operators', path: '/admin/operators' },
  { name: 'listed', path: '/admin/listed-numbers' },
  { name: 'prompts', path: '/admin/prompts' },
  { name: 'captures', path: '/admin/captures' },
  { name: 'audit', path: '/admin/audit-log' },
] as const satisfies readonly Section[];

/** 系统管理 [S45]: its own menu above all its pages; who is no administrator finds nothing here. */
export default function AdminFrame() {
  const { t } = useTranslation();
  const { session } = useSession();
  if (session.role !== 'admin') return <NotFoundPage />;
  return (
    <>
      <SectionMenu
        label={t('admin.menu')}
        sections={SECTIONS.map(({ name, path }) => ({ path, text: t(`admin.${name}`) }))}
      />
      <Outlet />
    </>
  );
}
