import { useMutation, useQuery } from '@tanstack/react-query';
import { done, type Conference, type Invitations, type Invited } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useOnce } from '../../api/use-once.js';

/** Into what people are called: the running conference, or the room, whose first invitation starts one [S24]. */
export type CallTarget = { readonly conferenceId: string } | { readonly roomId: string };

export function useInvite(target: CallTarget) {
  const api = useApi();
  const onceFor = useOnce();
  return useMutation({
    mutationFn: (body: Invitations): Promise<Invited> =>
      onceFor(body, (headers) =>
        'conferenceId' in target
          ? done(
              api.POST('/conferences/{conferenceId}/invitations', {
                params: { path: target },
                headers,
                body,
              }),
            )
          : done(api.POST('/rooms/{roomId}/invitations', { params: { path: target }, headers, body })),
      ),
  });
}

/** Rings one of the organiser's own numbers as chair; without a number the registered one. */
export function useCallMe(target: CallTarget) {
  const api = useApi();
  const onceFor = useOnce();
  return useMutation({
    mutationFn: (number: string | undefined): Promise<Invited> => {
      const body = number === undefined ? {} : { number };
      return onceFor(body, (headers) =>
        'conferenceId' in target
          ? done(api.POST('/conferences/{conferenceId}/call-me', { params: { path: target }, headers, body }))
          : done(api.POST('/rooms/{roomId}/call-me', { params: { path: target }, headers, body })),
      );
    },
  });
}

/** The account's own numbers that can be rung. */
export function useOwnNumbers() {
  const api = useApi();
  return useQuery({
    queryKey: ['numbers', 'verified'],
    queryFn: async () => {
      const { items } = await done(api.GET('/numbers'));
      return items.filter(({ state }) => state === 'verified').map(({ number }) => number);
    },
  });
}

type Whom = Pick<Invitations, 'parties' | 'contacts' | 'groups'>;

const SERVICE = { bridge: 'bridge', direct: 'bridge', quick: 'quick', instant: 'instant' } as const;

/** What it would cost to call them; asked only when somebody is named. */
export function useEstimate(kind: Conference['kind'], whom: Whom | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ['cost-estimate', kind, whom],
    queryFn: () => {
      const parties = whom?.parties?.map(({ number }) => ({ number })) ?? [];
      return done(api.POST('/cost-estimates', { body: { service: SERVICE[kind], ...whom, parties } }));
    },
    enabled: whom !== undefined,
    placeholderData: (before) => before,
  });
}
