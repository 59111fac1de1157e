import type { PropsWithChildren } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useKnownSession } from '../../api/session-query.js';
import { PageShell } from '../../app/page-shell.js';
import { Brand } from '../../components/brand.js';
import { LanguageSwitch } from '../../components/language-switch.js';
import { LinkButton } from '../../components/link-button.js';
import './door.css';

/** What surrounds the pages that are open to everybody. */
export function DoorFrame({ children }: PropsWithChildren) {
  const { t } = useTranslation();
  return (
    <PageShell>
      <div className="door">
        <header className="door-header">
          <div className="door-header-inner">
            <Link to="/">
              <Brand />
            </Link>
            <nav className="door-links" aria-label={t('navigation.title')}>
              <LanguageSwitch />
              <Ways />
            </nav>
          </div>
        </header>
        <main className="door-content">{children}</main>
        <footer className="door-footer">
          <span>
            {t('app.name')} · {t('app.tagline')}
          </span>
          <Link to="/help">{t('app.tips')}</Link>
        </footer>
      </div>
    </PageShell>
  );
}

/** Inwards, for who has an account and for who wants one. */
function Ways() {
  const { t } = useTranslation();
  const { data: session } = useKnownSession();
  if (session?.passwordTemporary === true) return null;
  if (session) {
    return (
      <LinkButton to="/" type="primary">
        {t('door.toOverview')}
      </LinkButton>
    );
  }
  return (
    <>
      <LinkButton to="/login" type="text">
        {t('door.login')}
      </LinkButton>
      <LinkButton to="/register" type="primary">
        {t('door.register')}
      </LinkButton>
    </>
  );
}
