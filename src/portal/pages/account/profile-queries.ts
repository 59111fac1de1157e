import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type ApiKeyCreate, type ProfileChange } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { sessionKey } from '../../api/session-query.js';

const profileKey = ['profile'] as const;
const sessionsKey = ['sessions'] as const;
const keysKey = ['api-keys'] as const;

export function useProfile() {
  const api = useApi();
  return useQuery({
    queryKey: profileKey,
    queryFn: () => done(api.GET('/profile')),
    // Nobody's form is replaced while it is filled in.
    refetchOnWindowFocus: false,
  });
}

export function useChangeProfile() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ProfileChange) => done(api.PATCH('/profile', { body })),
    onSuccess: (profile) => {
      queries.setQueryData(profileKey, profile);
      return queries.invalidateQueries({ queryKey: sessionKey });
    },
    // Somebody else may have changed it: the newest is shown.
    onError: () => queries.invalidateQueries({ queryKey: profileKey }),
  });
}

export function useSessions() {
  const api = useApi();
  return useQuery({
    queryKey: sessionsKey,
    queryFn: async () => (await done(api.GET('/sessions'))).items,
  });
}

/** Undefined: all others. */
export function useEndSession() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (sessionId: string | undefined) => {
      if (sessionId === undefined) await api.DELETE('/sessions');
      else await api.DELETE('/sessions/{sessionId}', { params: { path: { sessionId } } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function useApiKeys() {
  const api = useApi();
  return useQuery({ queryKey: keysKey, queryFn: async () => (await done(api.GET('/api-keys'))).items });
}

export function useAddApiKey() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ApiKeyCreate) => done(api.POST('/api-keys', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysKey }),
  });
}

export function useRevokeApiKey() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (keyId: string) => {
      await api.DELETE('/api-keys/{keyId}', { params: { path: { keyId } } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keysKey }),
  });
}
