import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type NumberCreate } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useOnce } from '../../api/use-once.js';

const numbersKey = ['numbers'] as const;
const numberKey = (id: string) => [...numbersKey, 'one', id] as const;
const profileKey = ['profile'] as const;

/** One request waits so long for the next step of a call with a code. */
const WAIT_S = 20;
/** Between two such requests, when the first brings nothing. */
const PAUSE_MS = 500;

export function useNumbers() {
  const api = useApi();
  return useQuery({
    queryKey: [...numbersKey, 'list'],
    queryFn: async () => (await done(api.GET('/numbers'))).items,
  });
}

/** A number whose code is being spoken, to the moment. */
export function useNumber(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const queryKey = numberKey(id);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const progress = queries.getQueryData<{ readonly progress: number }>(queryKey)?.progress;
      const query = progress === undefined ? {} : { wait: WAIT_S, progress };
      return done(api.GET('/numbers/{numberId}', { params: { path: { numberId: id }, query }, signal }));
    },
    refetchInterval: ({ state }) => (state.data?.state === 'calling' ? PAUSE_MS : false),
  });
}

/** The number is called, and hears a code. */
export function useAddNumber() {
  const api = useApi();
  const queries = useQueryClient();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (body: NumberCreate) =>
      sendOnce(body, (headers) => done(api.POST('/numbers', { headers, body }))),
    onSuccess: (number) => {
      queries.setQueryData(numberKey(number.id), number);
      return queries.invalidateQueries({ queryKey: [...numbersKey, 'list'] });
    },
  });
}

export function useConfirmNumber(numberId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      done(api.POST('/numbers/{numberId}/confirmation', { params: { path: { numberId } }, body: { code } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...numbersKey, 'list'] }),
  });
}

export function useRemoveNumber() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (numberId: string) => {
      await api.DELETE('/numbers/{numberId}', { params: { path: { numberId } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [...numbersKey, 'list'] }),
  });
}

/** What a call from a strange phone keys [S27]: the account's number, and whether it has a PIN. */
export function usePhoneLogin() {
  const api = useApi();
  return useQuery({ queryKey: profileKey, queryFn: () => done(api.GET('/profile')) });
}

export function useSetPhonePin() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (pin: string) => {
      await api.PUT('/phone-pin', { body: { pin } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: profileKey }),
  });
}
