import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { NotFoundPage } from '../../app/not-found-page.js';
import { useSession } from '../../app/session.js';
import { SectionMenu } from '../../components/section-menu.js';
import './operator.css';

export { words } from './words.js';

/** 话务员台 [S44]: for those who help, and for administrators. */
export default function OperatorFrame() {
  const { t } = useTranslation();
  const { session } = useSession();
  if (session.role === 'customer') return <NotFoundPage />;
  return (
    <>
      <SectionMenu
        label={t('operator.menu')}
        sections={[
          { path: '/operator', text: t('operator.queue') },
          { path: '/operator/customers', text: t('operator.customers') },
          { path: '/operator/report', text: t('operator.report') },
        ]}
      />
      <Outlet />
    </>
  );
}
