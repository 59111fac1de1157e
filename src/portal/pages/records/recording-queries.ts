import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type RecordingLink } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { given, paged } from '../../api/paged.js';

const recordingsKey = ['recordings'] as const;
/** One that still runs becomes ready without anything being done here. */
const REFRESH_MS = 15_000;

/** 0: everybody; from 1 on the tracks of one party each. */
export type Track = number;

export function useRecordings() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: recordingsKey,
    queryFn: ({ pageParam: after }) => done(api.GET('/recordings', { params: { query: given({ after }) } })),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'recording')) === true
        ? REFRESH_MS
        : false,
    ...paged,
  });
}

/** Where the sound lies for some minutes. */
export function useLinkMaker() {
  const api = useApi();
  return (recordingId: string, track: Track): Promise<RecordingLink> =>
    done(
      api.POST('/recordings/{recordingId}/links', {
        params: { path: { recordingId } },
        body: track === 0 ? {} : { track },
      }),
    );
}

export function useRecordingLink(recordingId: string, track: Track) {
  const linkOf = useLinkMaker();
  return useQuery({
    queryKey: ['recording-link', recordingId, track],
    queryFn: () => linkOf(recordingId, track),
    // A player that is opened again asks again: what it had may be over.
    staleTime: Infinity,
    gcTime: 0,
  });
}

const sharesKey = (recordingId: string) => ['recording-shares', recordingId] as const;

/** Links to it that are valid. */
export function useShares(recordingId: string) {
  const api = useApi();
  return useQuery({
    queryKey: sharesKey(recordingId),
    queryFn: async () =>
      (await done(api.GET('/recordings/{recordingId}/shares', { params: { path: { recordingId } } }))).items,
  });
}

export function useAddShare(recordingId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (days: number) =>
      done(
        api.POST('/recordings/{recordingId}/shares', { params: { path: { recordingId } }, body: { days } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: sharesKey(recordingId) }),
  });
}

export function useRemoveShare(recordingId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (shareId: string) => {
      const params = { path: { recordingId, shareId } };
      await api.DELETE('/recordings/{recordingId}/shares/{shareId}', { params });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: sharesKey(recordingId) }),
  });
}

export function useRemoveRecording() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (recordingId: string) => {
      await api.DELETE('/recordings/{recordingId}', { params: { path: { recordingId } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: recordingsKey }),
  });
}
