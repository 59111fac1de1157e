import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, once, type Webhook, type WebhookCreate } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';

const webhooksKey = ['webhooks'] as const;

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
  return useMutation({
    mutationFn: async (webhookId: string) => {
      await api.POST('/webhooks/{webhookId}/test', { params: { path: { webhookId } }, headers: once() });
    },
  });
}

function useWebhooksRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: webhooksKey });
}
