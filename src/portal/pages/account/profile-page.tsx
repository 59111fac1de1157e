import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button.js';
import { PasswordForm } from '../../components/password-form.js';
import { ApiKeysCard } from './api-keys-card.js';
import { Card } from './card.js';
import { ProfileCard } from './profile-card.js';
import { SessionsCard } from './sessions-card.js';
import { words as accountWords } from './words.js';

export const words = accountWords;

/** 我的资料 [S43]. */
export default function ProfilePage() {
  const { t } = useTranslation();
  return (
    <>
      <div className="page-head">
        <h1>{t('account.title')}</h1>
      </div>
      <div className="account-columns">
        <ProfileCard />
        <Card title={t('account.password')} lead={t('account.passwordText')}>
          <PasswordForm oldLabel={t('account.oldPassword')} submitText={t('account.password')} />
        </Card>
      </div>
      <SessionsCard />
      <ApiKeysCard />
      <Card
        title={t('account.webhooks')}
        lead={t('account.webhooksLead')}
        extra={<LinkButton to="/profile/webhooks">{t('account.webhooksGo')}</LinkButton>}
      />
    </>
  );
}
