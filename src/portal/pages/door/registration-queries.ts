import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type Registration, type RegistrationCreate } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { sessionKey, useForgetting } from '../../api/session-query.js';

/** The server answers as soon as something has changed, or after so long. */
const WAIT_S = 20;
const ASK_AGAIN_MS = 300;

const keyOf = (id: string) => ['registration', id] as const;

export function useBeginRegistration() {
  const api = useApi();
  return useMutation({
    mutationFn: (body: RegistrationCreate) => done(api.POST('/registrations', { body })),
  });
}

/** How it stands, all the time: the phone's call is seen as it comes. */
export function useRegistration(begun: Registration) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: keyOf(begun.id),
    queryFn: ({ signal }) => {
      const progress = queries.getQueryData<Registration>(keyOf(begun.id))?.progress ?? begun.progress;
      const params = { path: { registrationId: begun.id }, query: { wait: WAIT_S, progress } };
      return done(api.GET('/registrations/{registrationId}', { params, signal }));
    },
    initialData: begun,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isOpen(data) ? ASK_AGAIN_MS : false),
  });
}

/** Something will happen without the user's pressing a button. */
const isOpen = ({ state }: Registration): boolean =>
  state === 'awaiting-activation' || state === 'calling' || state === 'code-spoken';

/** Calls again, or waits for the activation again. */
export function useCallAgain(registrationId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      done(api.POST('/registrations/{registrationId}/calls', { params: { path: { registrationId } } })),
    onSuccess: (registration) => queries.setQueryData(keyOf(registrationId), registration),
  });
}

/** Whoever has confirmed is logged in. */
export function useConfirmRegistration(registrationId: string) {
  const api = useApi();
  const forget = useForgetting();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      done(
        api.POST('/registrations/{registrationId}/confirmation', {
          params: { path: { registrationId } },
          body: { code },
        }),
      ),
    onSuccess: (session) => {
      forget();
      queries.setQueryData(sessionKey, session);
    },
  });
}
