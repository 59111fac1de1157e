import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type CallTrace, type CaptureCreate } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { given, paged } from '../../../api/paged.js';

const REFRESH_MS = 5_000;
const capturesKey = ['admin', 'captures'] as const;

export interface CallFilter {
  readonly number?: string;
  readonly result?: CallTrace['result'] | undefined;
  readonly trunk?: string | undefined;
}

export function useCalls(filter: CallFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['admin', 'calls', filter],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/admin/calls', { params: { query: given({ ...filter, after }) } })),
    refetchInterval: REFRESH_MS,
    ...paged,
  });
}

/** Its SIP messages; anew as long as it is up. */
export function useLadder(callId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['admin', 'calls', 'one', callId],
    queryFn: () => done(api.GET('/admin/calls/{callId}/messages', { params: { path: { callId } } })),
    refetchInterval: ({ state: { data } }) => (data?.call.endedMs === null ? REFRESH_MS : false),
  });
}

export function useAllConferences() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['admin', 'conferences'],
    queryFn: ({ pageParam: after }) => done(api.GET('/admin/conferences', { params: { query: { after } } })),
    refetchInterval: REFRESH_MS,
    ...paged,
  });
}

export function useConference(conferenceId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['admin', 'conferences', 'one', conferenceId],
    queryFn: () => done(api.GET('/conferences/{conferenceId}', { params: { path: { conferenceId } } })),
    refetchInterval: REFRESH_MS,
  });
}

export function useEndConference() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (conferenceId: string) =>
      api.POST('/conferences/{conferenceId}/end', { params: { path: { conferenceId } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['admin', 'conferences'] }),
  });
}

export function useCaptures() {
  const api = useApi();
  return useQuery({
    queryKey: capturesKey,
    queryFn: async () => (await done(api.GET('/admin/captures'))).items,
    refetchInterval: REFRESH_MS,
  });
}

export function useCapture() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: CaptureCreate) => done(api.POST('/admin/captures', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: capturesKey }),
  });
}

export function useRemoveCapture() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (captureId: string) =>
      api.DELETE('/admin/captures/{captureId}', { params: { path: { captureId } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: capturesKey }),
  });
}
