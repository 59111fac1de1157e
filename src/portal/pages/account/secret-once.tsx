import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.js';

/** What the server shows this once. */
export function SecretOnce({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert type="warning" showIcon title={t('account.keyOnce')} />
      <p className="account-secret">{secret}</p>
      <div className="form-actions">
        <CopyButton text={secret}>{t('account.copy')}</CopyButton>
        <Button type="primary" onClick={onClose}>
          {t('account.close')}
        </Button>
      </div>
    </>
  );
}
