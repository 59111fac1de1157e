import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { SecretOnce } from './secret-once.js';
import { useRotateSecret } from './webhook-queries.js';

interface WebhookSecretDialogProps {
  readonly webhookId: string;
  readonly onClose: () => void;
}

/** Asks first; then shows the new secret this once, and how long the old one still counts. */
export function WebhookSecretDialog({ webhookId, onClose }: WebhookSecretDialogProps) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const showProblem = useProblemNotice();
  const { data: rotated, isPending, mutate: rotate } = useRotateSecret();
  return (
    <Modal
      open
      title={t(rotated === undefined ? 'webhook.rotateTitle' : 'webhook.secretTitle')}
      footer={null}
      maskClosable={false}
      closable={rotated === undefined}
      onCancel={onClose}
    >
      {rotated === undefined ? (
        <>
          <p>{t('webhook.rotateText')}</p>
          <div className="form-actions">
            <Button onClick={onClose}>{t('app.cancel')}</Button>
            <Button
              type="primary"
              loading={isPending}
              onClick={() => rotate(webhookId, { onError: showProblem })}
            >
              {t('webhook.rotate')}
            </Button>
          </div>
        </>
      ) : (
        <SecretOnce secret={rotated.secret} onClose={onClose}>
          {rotated.previousSecretUntilMs !== null && (
            <p>{t('webhook.oldSecretUntil', { time: dateText(rotated.previousSecretUntilMs) })}</p>
          )}
        </SecretOnce>
      )}
    </Modal>
  );
}
