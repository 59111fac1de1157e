import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.js';

interface SecretOnceProps {
  readonly secret: string;
  readonly onClose: () => void;
  /** What else there is to know of it. */
  readonly children?: ReactNode;
}

/** What the server shows this once. */
export function SecretOnce({ secret, onClose, children }: SecretOnceProps) {
  const { t } = useTranslation();
  return (
    <>
      <Alert type="warning" showIcon title={t('account.keyOnce')} />
      <p className="account-secret">{secret}</p>
      {children}
      <div className="form-actions">
        <CopyButton text={secret}>{t('account.copy')}</CopyButton>
        <Button type="primary" onClick={onClose}>
          {t('account.close')}
        </Button>
      </div>
    </>
  );
}
