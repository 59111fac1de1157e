import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../../client/index.js';
import { useAct } from '../../components/use-act.js';
import { DeliveriesDrawer } from './deliveries-drawer.js';
import { useRemoveWebhook, useTestWebhook } from './webhook-queries.js';
import { WebhookSecretDialog } from './webhook-secret-dialog.js';

export function WebhookActions({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation();
  const { id, url, enabled } = webhook;
  const { run, confirm } = useAct();
  const sendTest = useTestWebhook();
  const { mutateAsync: remove } = useRemoveWebhook();
  const [shown, setShown] = useState<'deliveries' | 'secret'>();
  const close = () => setShown(undefined);
  return (
    <div className="webhook-actions">
      <Button aria-label={t('webhook.deliveriesOf', { url })} onClick={() => setShown('deliveries')}>
        {t('webhook.deliveries')}
      </Button>
      <Button
        aria-label={t('webhook.testOf', { url })}
        disabled={!enabled}
        loading={sendTest.isPending}
        onClick={() => void run({ act: () => sendTest.mutateAsync(id), doneText: t('webhook.sent') })}
      >
        {t('webhook.test')}
      </Button>
      <Button aria-label={t('webhook.rotateOf', { url })} onClick={() => setShown('secret')}>
        {t('webhook.rotate')}
      </Button>
      <Button
        danger
        aria-label={t('webhook.removeOf', { url })}
        onClick={() =>
          confirm({
            title: t('webhook.removeTitle'),
            text: t('webhook.removeText'),
            okText: t('webhook.remove'),
            act: () => remove(id),
            doneText: t('webhook.removed'),
          })
        }
      >
        {t('webhook.remove')}
      </Button>
      {shown === 'deliveries' && <DeliveriesDrawer webhook={webhook} onClose={close} />}
      {shown === 'secret' && <WebhookSecretDialog webhookId={id} onClose={close} />}
    </div>
  );
}
