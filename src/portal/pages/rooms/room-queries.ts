import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { done, type Room, type RoomChange, type RoomCreate } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { paged } from '../../api/paged.js';
import { useOnce } from '../../api/use-once.js';

const roomsKey = ['rooms'] as const;
export const roomKey = (id: string) => [...roomsKey, 'one', id] as const;

/** Lists say how many are running only when they are fetched; the live pages know it to the moment. */
const REFRESH_MS = 30_000;

export type RoomWindow = 'current' | 'planned' | 'past';

export function useRooms(window: RoomWindow) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...roomsKey, 'list', window],
    queryFn: ({ pageParam: after }) => done(api.GET('/rooms', { params: { query: { window, after } } })),
    refetchInterval: REFRESH_MS,
    ...paged,
  });
}

export function useConferenceRecords() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['conference-records'],
    queryFn: ({ pageParam: after }) => done(api.GET('/conference-records', { params: { query: { after } } })),
    ...paged,
  });
}

export function useRoom(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: roomKey(id),
    queryFn: () => done(api.GET('/rooms/{roomId}', { params: { path: { roomId: id } } })),
    // A form that is being filled in must not be replaced by a newer version behind its user's back.
    refetchOnWindowFocus: false,
  });
}

/** A room that is sent again after a lost connection is the same one, and its invitations go out once. */
export function useCreateRoom() {
  const api = useApi();
  const sendOnce = useOnce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RoomCreate) =>
      sendOnce(body, (headers) => done(api.POST('/rooms', { headers, body }))),
    onSuccess: (room) => remember(queries, room),
  });
}

export function useChangeRoom(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RoomChange) =>
      done(api.PATCH('/rooms/{roomId}', { params: { path: { roomId: id } }, body })),
    onSuccess: (room) => remember(queries, room),
  });
}

export function useRemoveRoom() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/rooms/{roomId}', { params: { path: { roomId: id } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [...roomsKey, 'list'] }),
  });
}

/** What invitees get as text, and the link of one tap. */
export function useInvitation(roomId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...roomKey(roomId), 'invitation'],
    queryFn: () => done(api.GET('/rooms/{roomId}/invitation', { params: { path: { roomId } } })),
  });
}

/** Those that are not over. */
export function useOccurrences(roomId: string) {
  const api = useApi();
  return useQuery({
    queryKey: occurrencesKey(roomId),
    queryFn: async () => {
      const params = { path: { roomId }, query: { fromMs: Date.now() } };
      return (await done(api.GET('/rooms/{roomId}/occurrences', { params }))).items;
    },
  });
}

export function useCancelOccurrence(roomId: string) {
  const api = useApi();
  const refresh = useRoomRefresh(roomId);
  return useMutation({
    mutationFn: (plannedStartMs: number) =>
      done(
        api.DELETE('/rooms/{roomId}/occurrences/{plannedStartMs}', {
          params: { path: { roomId, plannedStartMs } },
        }),
      ),
    onSuccess: refresh,
  });
}

interface OccurrenceMove {
  readonly plannedStartMs: number;
  readonly startMs: number;
  readonly durationMs: number;
}

/** To the times of the rule: it is back as planned. */
export function useChangeOccurrence({ id: roomId, version }: Room) {
  const api = useApi();
  const refresh = useRoomRefresh(roomId);
  return useMutation({
    mutationFn: ({ plannedStartMs, ...times }: OccurrenceMove) =>
      done(
        api.PUT('/rooms/{roomId}/occurrences/{plannedStartMs}', {
          params: { path: { roomId, plannedStartMs } },
          body: { ...times, version },
        }),
      ),
    onSettled: refresh,
  });
}

const occurrencesKey = (roomId: string) => [...roomKey(roomId), 'occurrences'] as const;

function useRoomRefresh(roomId: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: roomKey(roomId) }),
      queries.invalidateQueries({ queryKey: [...roomsKey, 'list'] }),
    ]);
}

async function remember(queries: QueryClient, room: Room): Promise<void> {
  // What hangs on the room, as its invitation, has changed with it.
  void queries.invalidateQueries({ queryKey: roomKey(room.id) });
  queries.setQueryData(roomKey(room.id), room);
  await queries.invalidateQueries({ queryKey: [...roomsKey, 'list'] });
}
