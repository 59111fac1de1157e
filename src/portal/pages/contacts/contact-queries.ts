import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type Contact, type ContactCreate } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { given, paged } from '../../api/paged.js';

const contactsKey = ['contacts'] as const;
/** Those of the field of people, which shows contacts on other pages. */
const ELSEWHERE = ['contact-groups', 'contact-search', 'contact-name'] as const;

export interface ContactFilter {
  /** Part of a name, or digits of a number. */
  readonly q: string;
  readonly groupId: string | undefined;
}

export function useContacts({ q, groupId }: ContactFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...contactsKey, 'list', q, groupId],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/contacts', { params: { query: given({ q, groupId, after }) } })),
    placeholderData: (before) => before,
    ...paged,
  });
}

/** As it is at that moment. */
export function useReadContact() {
  const api = useApi();
  return (contactId: string) => done(api.GET('/contacts/{contactId}', { params: { path: { contactId } } }));
}

export function useContact(contactId: string) {
  const read = useReadContact();
  return useQuery({ queryKey: [...contactsKey, 'one', contactId], queryFn: () => read(contactId) });
}

/** Everything that shows contacts or groups is read anew. */
export function useContactRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [contactsKey[0], ...ELSEWHERE].map((first) => queries.invalidateQueries({ queryKey: [first] })),
    );
}

interface ContactToSave {
  readonly fields: Omit<ContactCreate, 'onDuplicate'>;
  /** What is to become of a number that another contact has. */
  readonly onDuplicate: 'refuse' | 'merge' | 'add';
}

/** Of a new contact, or of the one that is given. */
export function useSaveContact(contact: Contact | undefined) {
  const api = useApi();
  const refresh = useContactRefresh();
  return useMutation({
    mutationFn: ({ fields, onDuplicate }: ContactToSave): Promise<Contact> => {
      if (contact === undefined) return done(api.POST('/contacts', { body: { ...fields, onDuplicate } }));
      const { id: contactId, version } = contact;
      const body = {
        ...fields,
        version,
        onDuplicate: onDuplicate === 'add' ? onDuplicate : 'refuse',
      } as const;
      return done(api.PATCH('/contacts/{contactId}', { params: { path: { contactId } }, body }));
    },
    onSuccess: refresh,
  });
}

export function useRemoveContacts() {
  const api = useApi();
  const refresh = useContactRefresh();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const contactId of ids) {
        await api.DELETE('/contacts/{contactId}', { params: { path: { contactId } } });
      }
    },
    onSettled: refresh,
  });
}
