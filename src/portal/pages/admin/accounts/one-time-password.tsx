import { Alert, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountUserWithPassword } from '../../../../client/index.js';
import { CopyButton } from '../../../components/copy-button.js';

interface OneTimePasswordProps {
  readonly user: AccountUserWithPassword;
  readonly onClose: () => void;
}

/** Nobody sees it again: it is closed by its button alone. */
export function OneTimePassword({ user: { login, password }, onClose }: OneTimePasswordProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t('accountUsers.passwordOf', { login })}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('accountUsers.close')}
        </Button>
      }
    >
      <Alert type="warning" showIcon title={t('accountUsers.passwordHint')} />
      <p className="one-time-password">
        <output className="mono" aria-label={t('accountUsers.password')}>
          {password}
        </output>
        <CopyButton text={password}>{t('accountUsers.copy')}</CopyButton>
      </p>
    </Modal>
  );
}
