import { KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { ApiKeyDialog } from './api-key-dialog.js';
import { Card } from './card.js';
import { useApiKeys, useRevokeApiKey } from './profile-queries.js';
import { SCOPE_NAMES, type ScopeName } from './words.js';

/** Keys for programs [S54]. */
export function ApiKeysCard() {
  const { t } = useTranslation();
  const { data: keys, error, refetch } = useApiKeys();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title={t('account.keys')}
      lead={t('account.keysText')}
      extra={
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('account.addKey')}
        </Button>
      }
    >
      {keys === undefined ? (
        error === null ? (
          <PageLoading />
        ) : (
          <LoadFailure error={error} onRetry={() => void refetch()} />
        )
      ) : keys.length === 0 ? (
        <div className="account-none">
          <strong>{t('account.keysNone')}</strong>
          <p className="soft">{t('account.keysNoneHint')}</p>
        </div>
      ) : (
        <ul className="account-list">
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      {adding && <ApiKeyDialog onClose={() => setAdding(false)} />}
    </Card>
  );
}

function KeyRow({ apiKey: { id, label, scopes, lastUsedDay } }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const scopeText = useScopeText();
  const { mutateAsync: revoke } = useRevokeApiKey();
  const confirm = () =>
    void modal.confirm({
      title: t('account.revokeTitle', { label }),
      content: t('account.revokeText'),
      okText: t('account.revoke'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: () =>
        revoke(id).then(
          () => void message.success(t('account.revoked')),
          (thrown: unknown) => showProblem(thrown),
        ),
    });
  return (
    <li>
      <span className="account-list-icon" aria-hidden="true">
        <KeyOutlined />
      </span>
      <span className="account-list-what">
        <strong>
          <bdi>{label}</bdi>
        </strong>
        <small className="soft">
          {lastUsedDay === null ? t('account.keyUnused') : t('account.keyUsed', { day: lastUsedDay })} ·{' '}
          {scopes.map(scopeText).join(' · ')}
        </small>
      </span>
      <Button danger aria-label={t('account.revokeOf', { label })} onClick={confirm}>
        {t('account.revoke')}
      </Button>
    </li>
  );
}

function useScopeText(): (scope: string) => string {
  const { t } = useTranslation();
  const isNamed = (scope: string): scope is ScopeName => (SCOPE_NAMES as readonly string[]).includes(scope);
  return (scope) =>
    isNamed(scope) ? t(`account.scope.${scope}`) : scope === '*' ? t('account.keyAll') : scope;
}
