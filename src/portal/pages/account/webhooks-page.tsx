import { LeftOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { WebhookCard } from './webhook-card.js';
import { WebhookDialog } from './webhook-dialog.js';
import { useWebhooks } from './webhook-queries.js';
import { webhookWords } from './webhook-words.js';
import { words as accountWords } from './words.js';
import './account.css';

export const words = [accountWords, webhookWords];

/** Addresses that are told of events. */
export default function WebhooksPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { data: webhooks, error, refetch } = useWebhooks();
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('webhook.add')}
    </Button>
  );
  return (
    <>
      <Link className="back-link" to="/profile">
        <LeftOutlined /> {t('webhook.back')}
      </Link>
      <div className="page-head">
        <div>
          <h1>{t('webhook.title')}</h1>
          <p className="soft">{t('webhook.lead')}</p>
        </div>
        {webhooks !== undefined && webhooks.length > 0 && add}
      </div>
      {webhooks === undefined ? (
        error === null ? (
          <PageLoading />
        ) : (
          <LoadFailure error={error} onRetry={() => void refetch()} />
        )
      ) : webhooks.length === 0 ? (
        <EmptyList text={t('webhook.none')}>
          <p className="soft webhook-hint">{t('webhook.noneHint')}</p>
          {add}
        </EmptyList>
      ) : (
        webhooks.map((webhook) => <WebhookCard key={webhook.id} webhook={webhook} />)
      )}
      {adding && <WebhookDialog onClose={() => setAdding(false)} />}
    </>
  );
}
