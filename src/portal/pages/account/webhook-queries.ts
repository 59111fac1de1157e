import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, once, type Webhook, type WebhookCreate, type WebhookDelivery } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { given, paged } from '../../api/paged.js';
import { useOnce } from '../../api/use-once.js';

const webhooksKey = ['webhooks'] as const;
const deliveriesKey = (webhookId: string) => ['webhook-deliveries', webhookId] as const;
/** What waits is delivered without anything being done here. */
const REFRESH_MS = 5_000;

export function useWebhooks() {
  const api = useApi();
  return useQuery({ queryKey: webhooksKey, queryFn: async () => (await done(api.GET('/webhooks'))).items });
}

export function useAddWebhook() {
  const api = useApi();
  const refresh = useWebhooksRefresh();
  return useMutation({
    mutationFn: (body: WebhookCreate) => done(api.POST('/webhooks', { body })),
    onSuccess: refresh,
  });
}

export function useEnableWebhook({ id, version }: Webhook) {
  const api = useApi();
  const refresh = useWebhooksRefresh();
  return useMutation({
    mutationFn: (enabled: boolean) =>
      done(
        api.PATCH('/webhooks/{webhookId}', {
          params: { path: { webhookId: id } },
          body: { enabled, version },
        }),
      ),
    onSettled: refresh,
  });
}

export function useRemoveWebhook() {
  const api = useApi();
  const refresh = useWebhooksRefresh();
  return useMutation({
    mutationFn: async (webhookId: string) => {
      await api.DELETE('/webhooks/{webhookId}', { params: { path: { webhookId } } });
    },
    onSettled: refresh,
  });
}

export function useTestWebhook() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (webhookId: string) => {
      await api.POST('/webhooks/{webhookId}/test', { params: { path: { webhookId } }, headers: once() });
    },
    onSuccess: (_, webhookId) => queries.invalidateQueries({ queryKey: deliveriesKey(webhookId) }),
  });
}

/** The answer alone holds the new secret. */
export function useRotateSecret() {
  const api = useApi();
  const refresh = useWebhooksRefresh();
  return useMutation({
    mutationFn: (webhookId: string) =>
      done(api.POST('/webhooks/{webhookId}/secret', { params: { path: { webhookId } } })),
    onSuccess: refresh,
  });
}

export type DeliveryState = WebhookDelivery['state'];

/** Undefined as the state: all of them. */
export function useDeliveries(webhookId: string, state: DeliveryState | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...deliveriesKey(webhookId), state],
    queryFn: ({ pageParam: after }) =>
      done(
        api.GET('/webhooks/{webhookId}/deliveries', {
          params: { path: { webhookId }, query: given({ after, state }) },
        }),
      ),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((delivery) => delivery.state === 'waiting')) === true
        ? REFRESH_MS
        : false,
    ...paged,
  });
}

export function useReplayDelivery(webhookId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (deliveryId: string) =>
      sendOnce({ deliveryId }, async (headers) => {
        const params = { path: { webhookId, deliveryId } };
        await api.POST('/webhooks/{webhookId}/deliveries/{deliveryId}/replay', { params, headers });
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: deliveriesKey(webhookId) }),
  });
}

function useWebhooksRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: webhooksKey });
}
