import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

/** Above both pages of the subject, with the way from one to the other. */
export function RecordsHead({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="page-head">
        <h1>{t('records.title')}</h1>
        {children}
      </div>
      <nav className="records-tabs" aria-label={t('records.tabs')}>
        <NavLink to="/records" end>
          {t('records.calls')}
        </NavLink>
        <NavLink to="/records/recordings">{t('records.recordings')}</NavLink>
      </nav>
    </>
  );
}
