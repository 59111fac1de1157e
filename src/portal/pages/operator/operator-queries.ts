import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  done,
  ProblemError,
  type BookingCreate,
  type Duty,
  type HelpRequest,
  type RoomCreate,
} from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { given, paged } from '../../api/paged.js';
import { useOnce } from '../../api/use-once.js';
import type { AccountFilter } from '../../components/account-filter.js';
import { useNews } from '../../live/live-provider.js';
import type { News } from '../../live/live-store.js';
import type { ReportRange } from './report-days.js';

const queueKey = ['operator', 'queue'] as const;
const dutyKey = ['operator', 'duty'] as const;
/** What no event tells, as that the telephone of the operator rings. */
const QUEUE_MS = 3_000;
const REPORT_MS = 60_000;

/** A request with the moment when it was asked, by the clock of this browser. */
export type Waiting = HelpRequest & { readonly fromMs: number };

/** Who asks for help; read anew at once when the event stream tells of somebody. */
export function useHelpQueue() {
  const api = useApi();
  const queries = useQueryClient();
  useNews(
    useCallback(
      ({ type }: News) => {
        if (type === 'help-queue-changed') void queries.invalidateQueries({ queryKey: queueKey });
      },
      [queries],
    ),
  );
  return useQuery({
    queryKey: queueKey,
    queryFn: async (): Promise<readonly Waiting[]> => {
      const { items } = await done(api.GET('/operator/queue'));
      const nowMs = Date.now();
      return items.map((item) => ({ ...item, fromMs: nowMs - item.waitedMs }));
    },
    refetchInterval: QUEUE_MS,
  });
}

/** Null: no telephone of the user's is known. */
export function useDuty() {
  const api = useApi();
  return useQuery({
    queryKey: dutyKey,
    queryFn: (): Promise<Duty | null> =>
      done(api.GET('/operator/duty')).catch((thrown: unknown) => {
        if (thrown instanceof ProblemError && thrown.code === 'OPERATOR_NOT_FOUND') return null;
        throw thrown;
      }),
  });
}

export function useChangeDuty() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (onDuty: boolean) => done(api.PUT('/operator/duty', { body: { onDuty } })),
    onSuccess: (duty) => queries.setQueryData(dutyKey, duty),
  });
}

/** Where requests ring has changed: a browser was connected, or is gone. */
export function useDutyNews(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: dutyKey }), [queries]);
}

/** The request that the user is called for, or speaks about. */
export function useOwnRequest(): Waiting | undefined {
  const own = useDuty().data?.operator;
  return useHelpQueue().data?.find(({ operator, state }) => operator === own && state !== 'waiting');
}

/** What opens the connection of the user's browser phone, once. */
export function useIssueSeatToken() {
  const api = useApi();
  return useCallback(() => done(api.POST('/operator/browser-phone-tokens')), [api]);
}

/** 接听: the operator's own telephone rings, or its browser. */
export function useTakeRequest() {
  const api = useApi();
  const sendOnce = useOnce();
  return useQueueMutation((participantId: string) =>
    sendOnce({ participantId }, (headers) =>
      api.POST('/operator/queue/{participantId}/take', {
        headers,
        params: { path: { participantId } },
        body: {},
      }),
    ),
  );
}

/** 送回会议: the caller is back in the room, and the operator let go. */
export function useReturnCaller() {
  const api = useApi();
  return useQueueMutation((participantId: string) =>
    api.POST('/operator/queue/{participantId}/return', { params: { path: { participantId } } }),
  );
}

function useQueueMutation<Answer>(mutationFn: (participantId: string) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: queueKey }) });
}

export function useCustomers(filter: AccountFilter) {
  const api = useApi();
  const { number, name, phone } = filter;
  return useInfiniteQuery({
    queryKey: ['operator', 'customers', number, name, phone],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/operator/accounts', { params: { query: given({ number, name, phone, after }) } })),
    ...paged,
  });
}

export function useBookForCustomer(accountId: string) {
  const api = useApi();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (body: BookingCreate) =>
      sendOnce(body, (headers) =>
        done(
          api.POST('/operator/accounts/{accountId}/bookings', {
            headers,
            params: { path: { accountId } },
            body,
          }),
        ),
      ),
  });
}

export function useRoomForCustomer(accountId: string) {
  const api = useApi();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (body: RoomCreate) =>
      sendOnce(body, (headers) =>
        done(
          api.POST('/operator/accounts/{accountId}/rooms', {
            headers,
            params: { path: { accountId } },
            body,
          }),
        ),
      ),
  });
}

/** How the requests of each of the ranges were answered. */
export function useReports(ranges: readonly ReportRange[]) {
  const api = useApi();
  return useQueries({
    queries: ranges.map(({ fromMs, toMs }) => ({
      queryKey: ['operator', 'report', fromMs, toMs],
      queryFn: () => done(api.GET('/operator/report', { params: { query: { fromMs, toMs } } })),
      refetchInterval: REPORT_MS,
    })),
  });
}
