import { Drawer, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { DeliveryRow } from './delivery-row.js';
import { useDeliveries, type DeliveryState } from './webhook-queries.js';

const WIDTH_PX = 560;
const STATES: readonly DeliveryState[] = ['waiting', 'delivered', 'dead'];

interface DeliveriesDrawerProps {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

/** What the address was told, and what became of it [S54]. */
export function DeliveriesDrawer({ webhook, onClose }: DeliveriesDrawerProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<DeliveryState>();
  return (
    <Drawer open title={t('webhook.deliveries')} size={WIDTH_PX} onClose={onClose}>
      <p className="soft delivery-url">
        <bdi>{webhook.url}</bdi>
      </p>
      <Segmented<DeliveryState | 'all'>
        block
        value={state ?? 'all'}
        aria-label={t('webhook.state')}
        options={(['all', ...STATES] as const).map((value) => ({
          value,
          label: t(value === 'all' ? 'webhook.allDeliveries' : `webhook.deliveryState.${value}`),
        }))}
        onChange={(value) => setState(value === 'all' ? undefined : value)}
      />
      <Deliveries webhook={webhook} state={state} />
    </Drawer>
  );
}

interface DeliveriesProps {
  readonly webhook: Webhook;
  readonly state: DeliveryState | undefined;
}

function Deliveries({ webhook, state }: DeliveriesProps) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(webhook.id, state);
  if (deliveries.isPending) return <PageLoading />;
  if (deliveries.isLoadingError) {
    return <LoadFailure error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  }
  const items = deliveries.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <Empty
        className="delivery-none"
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={t('webhook.noDeliveries')}
      >
        <p className="soft">{t('webhook.noDeliveriesHint')}</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="deliveries">
        {items.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} webhook={webhook} />
        ))}
      </ul>
      <MoreButton list={deliveries} />
      <p className="soft">{t('webhook.deliveriesKept')}</p>
    </>
  );
}
