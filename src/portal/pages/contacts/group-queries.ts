import { useMutation } from '@tanstack/react-query';
import { done, type ContactGroup } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useContactRefresh } from './contact-queries.js';

/** Of a new group, or of the one that is given. */
export function useSaveGroup(group: ContactGroup | undefined) {
  const api = useApi();
  const refresh = useContactRefresh();
  return useMutation({
    mutationFn: (name: string): Promise<ContactGroup> => {
      if (group === undefined) return done(api.POST('/contact-groups', { body: { name } }));
      const { id: groupId, version } = group;
      const body = { name, version };
      return done(api.PATCH('/contact-groups/{groupId}', { params: { path: { groupId } }, body }));
    },
    onSuccess: refresh,
  });
}

/** As it is at that moment; of one that was removed, what was known, until its change is refused. */
export function useReadGroup() {
  const api = useApi();
  return async (known: ContactGroup): Promise<ContactGroup> =>
    (await done(api.GET('/contact-groups'))).items.find(({ id }) => id === known.id) ?? known;
}

/** Its contacts stay. */
export function useRemoveGroup() {
  const api = useApi();
  const refresh = useContactRefresh();
  return useMutation({
    mutationFn: async (groupId: string) => {
      await api.DELETE('/contact-groups/{groupId}', { params: { path: { groupId } } });
    },
    onSuccess: refresh,
  });
}

export function useJoinGroup() {
  const api = useApi();
  const refresh = useContactRefresh();
  return useMutation({
    mutationFn: ({ groupId, contactIds }: { groupId: string; contactIds: string[] }) =>
      done(
        api.POST('/contact-groups/{groupId}/members', {
          params: { path: { groupId } },
          body: { contactIds },
        }),
      ),
    onSuccess: refresh,
  });
}
