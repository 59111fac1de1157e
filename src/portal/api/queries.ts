import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type {
  ConferenceRecordListView,
  RoomChange,
  RoomCreate,
  RoomListView,
  RoomView,
  RoomWindow,
  ServiceNumberListView,
} from '../../api/client-types.js';
import { useApi } from './api-context.js';

export const sessionKey = ['session'] as const;
const roomsKey = ['rooms'] as const;
export const roomKey = (id: string) => [...roomsKey, 'one', id] as const;

/** Lists say how many are running only when they are fetched; the live pages know it to the moment. */
const REFRESH_MS = 30_000;

interface Page {
  readonly next: string | null;
}

const pageParams = {
  initialPageParam: '',
  getNextPageParam: ({ next }: Page) => next ?? undefined,
};

const query = (entries: Readonly<Record<string, string>>): string =>
  new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== '')).toString();

export function useRooms(window: RoomWindow) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...roomsKey, 'list', window],
    queryFn: ({ pageParam: after }) => api.get<RoomListView>(`/rooms?${query({ window, after })}`),
    refetchInterval: REFRESH_MS,
    ...pageParams,
  });
}

export function useConferenceRecords() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['conference-records'],
    queryFn: ({ pageParam: after }) =>
      api.get<ConferenceRecordListView>(`/conference-records?${query({ after })}`),
    ...pageParams,
  });
}

export function useRoom(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: roomKey(id),
    queryFn: () => api.get<RoomView>(`/rooms/${encodeURIComponent(id)}`),
    // A form that is being filled in must not be replaced by a newer version behind its user's back.
    refetchOnWindowFocus: false,
  });
}

export function useCreateRoom() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (room: RoomCreate) => api.post<RoomView>('/rooms', room),
    onSuccess: (room) => remember(queries, room),
  });
}

export function useChangeRoom(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: RoomChange) => api.patch<RoomView>(`/rooms/${encodeURIComponent(id)}`, change),
    onSuccess: (room) => remember(queries, room),
  });
}

export function useRemoveRoom() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/rooms/${encodeURIComponent(id)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...roomsKey, 'list'] }),
  });
}

async function remember(queries: QueryClient, room: RoomView): Promise<void> {
  queries.setQueryData(roomKey(room.id), room);
  await queries.invalidateQueries({ queryKey: [...roomsKey, 'list'] });
}

/** The access numbers that callers of a room dial. */
export function useServiceNumbers() {
  const api = useApi();
  return useQuery({
    queryKey: ['service-numbers'],
    queryFn: async () => {
      const { items } = await api.get<ServiceNumberListView>('/service-numbers');
      return items.filter(({ service }) => service === 'bridge').map(({ number }) => number);
    },
    staleTime: Infinity,
  });
}
