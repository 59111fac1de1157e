import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Webhook, WebhookDelivery } from '../../../client/index.js';
import { useAct } from '../../components/use-act.js';
import { useTimeText } from '../../components/use-time-text.js';
import { failureOf } from './delivery-failure.js';
import { useReplayDelivery, type DeliveryState } from './webhook-queries.js';
import { isEventName } from './webhook-words.js';

const COLOUR = {
  waiting: 'blue',
  delivered: 'green',
  dead: 'red',
} as const satisfies Record<DeliveryState, string>;

interface DeliveryRowProps {
  readonly delivery: WebhookDelivery;
  readonly webhook: Webhook;
}

export function DeliveryRow({ delivery, webhook }: DeliveryRowProps) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { run } = useAct();
  const replay = useReplayDelivery(webhook.id);
  const { id, type, state, failedTries, createdMs, settledMs, nextTryMs } = delivery;
  const name = isEventName(type) ? t(`webhook.event.${type}`) : type;
  const tries = failedTries + (state === 'delivered' ? 1 : 0);
  const facts = [
    dateText(createdMs),
    tries > 0 ? t('webhook.tries', { count: tries }) : undefined,
    state === 'delivered' && settledMs !== null
      ? t('webhook.deliveredAt', { time: dateText(settledMs) })
      : undefined,
    nextTryMs === null ? undefined : t('webhook.nextTry', { time: dateText(nextTryMs) }),
  ].filter((fact) => fact !== undefined);
  return (
    <li className="delivery">
      <div className="delivery-what">
        <strong>{name}</strong>
        <Tag color={COLOUR[state]}>{t(`webhook.deliveryState.${state}`)}</Tag>
        <div className="delivery-facts soft digits">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
        <Failure lastError={delivery.lastError} />
      </div>
      {state !== 'waiting' && (
        <Button
          size="small"
          disabled={!webhook.enabled}
          loading={replay.isPending}
          aria-label={t('webhook.replayOf', { name, time: dateText(createdMs) })}
          onClick={() => void run({ act: () => replay.mutateAsync(id), doneText: t('webhook.replayed') })}
        >
          {t('webhook.replay')}
        </Button>
      )}
    </li>
  );
}

function Failure({ lastError }: { readonly lastError: string | null }) {
  const { t } = useTranslation();
  if (lastError === null) return null;
  const { kind, detail } = failureOf(lastError);
  return <p className="delivery-failure">{t(`webhook.failure.${kind}`, { detail })}</p>;
}
