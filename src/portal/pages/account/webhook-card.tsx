import { Switch, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../../client/index.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { WebhookActions } from './webhook-actions.js';
import { useEnableWebhook } from './webhook-queries.js';

/** One address: what it is told of, and how that goes. */
export function WebhookCard({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation();
  const { url, description, events, enabled } = webhook;
  const showProblem = useProblemNotice();
  const enable = useEnableWebhook(webhook);
  return (
    <article className="panel account-card">
      <div className="account-card-head">
        <div className="account-list-what">
          <h2>
            <bdi>{url}</bdi>
          </h2>
          {description !== '' && (
            <p className="soft">
              <bdi>{description}</bdi>
            </p>
          )}
        </div>
        <Switch
          aria-label={t('webhook.enabledOf', { url })}
          checked={enabled}
          checkedChildren={t('webhook.enabled')}
          unCheckedChildren={t('webhook.off')}
          loading={enable.isPending}
          onChange={(on) => enable.mutate(on, { onError: showProblem })}
        />
      </div>
      <Trouble webhook={webhook} />
      <SecretChange webhook={webhook} />
      <p className="webhook-events">
        {events.map((event) => (
          <Tag key={event}>{event === '*' ? t('webhook.allEvents') : t(`webhook.event.${event}`)}</Tag>
        ))}
      </p>
      <WebhookActions webhook={webhook} />
    </article>
  );
}

function Trouble({ webhook: { disabledReason, failingSinceMs } }: { readonly webhook: Webhook }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const text =
    disabledReason === null
      ? failingSinceMs === null
        ? undefined
        : t('webhook.failing', { time: dateText(failingSinceMs) })
      : t(`webhook.reason.${disabledReason}`);
  return text === undefined ? null : <p className="webhook-trouble">{text}</p>;
}

/** For a day after a change both secrets sign: the receiver changes in its own time. */
function SecretChange({ webhook: { previousSecretUntilMs } }: { readonly webhook: Webhook }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  if (previousSecretUntilMs === null) return null;
  return <p className="soft">{t('webhook.oldSecretUntil', { time: dateText(previousSecretUntilMs) })}</p>;
}
