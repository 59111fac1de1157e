import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { done } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { given } from '../api/paged.js';
import { useSettled } from './use-settled.js';

/** So many contacts are proposed at once. */
const PROPOSED_MAX = 20;
const FRESH_MS = 60_000;

const nameKey = (id: string) => ['contact-name', id] as const;

export function useContactGroups() {
  const api = useApi();
  return useQuery({
    queryKey: ['contact-groups', 'all'],
    queryFn: async () => (await done(api.GET('/contact-groups'))).items,
    staleTime: FRESH_MS,
  });
}

/** Contacts whose name or number has what was typed; their names are known from then on. */
export function useContactSearch(typed: string, enabled: boolean) {
  const api = useApi();
  const queries = useQueryClient();
  const q = useSettled(typed.trim());
  return useQuery({
    queryKey: ['contact-search', q],
    queryFn: async () => {
      const query = given({ q, limit: PROPOSED_MAX });
      const { items } = await done(api.GET('/contacts', { params: { query } }));
      for (const { id, name } of items) queries.setQueryData(nameKey(id), name);
      return items;
    },
    enabled,
    staleTime: FRESH_MS,
    placeholderData: (before) => before,
  });
}

/** The names of contacts by id; undefined: not known yet, or gone. */
export function useContactNames(ids: readonly string[]): ReadonlyMap<string, string | undefined> {
  const api = useApi();
  const names = useQueries({
    queries: ids.map((contactId) => ({
      queryKey: nameKey(contactId),
      queryFn: async () =>
        (await done(api.GET('/contacts/{contactId}', { params: { path: { contactId } } }))).name,
      staleTime: FRESH_MS,
    })),
  });
  return new Map(ids.map((id, index) => [id, names[index]?.data]));
}
