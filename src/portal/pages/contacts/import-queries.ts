import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import {
  done,
  type ContactImport,
  type ContactImportConfirmation,
  type ContactImportRow,
} from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { given } from '../../api/paged.js';
import { useOnce } from '../../api/use-once.js';
import { useContactRefresh } from './contact-queries.js';

const PROGRESS_MS = 400;

export type Verdict = ContactImportRow['verdict'];
export type OnDuplicates = NonNullable<ContactImportConfirmation['onDuplicates']>;

/** As the bytes are: a file of a Chinese spreadsheet may be in GB18030. */
export function useReadFile() {
  const api = useApi();
  return useMutation({
    mutationFn: async (file: File): Promise<ContactImport> =>
      done(
        api.POST('/contact-imports', {
          headers: { 'content-type': 'text/csv' },
          // The body is sent as it is; its type in the description is a text.
          body: (await file.arrayBuffer()) as never,
          bodySerializer: (bytes) => bytes as never,
        }),
      ),
  });
}

export function useImportRows({ id: importId }: ContactImport, verdict: Verdict | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['contact-import', importId, verdict],
    queryFn: ({ pageParam: after }) =>
      done(
        api.GET('/contact-imports/{importId}/rows', {
          params: { path: { importId }, query: given({ verdict, after }) },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => (next === null ? undefined : Number(next)),
    staleTime: Infinity,
  });
}

export function useConfirmImport({ id: importId }: ContactImport) {
  const api = useApi();
  const sendOnce = useOnce();
  const refresh = useContactRefresh();
  return useMutation({
    mutationFn: (onDuplicates: OnDuplicates) =>
      sendOnce({ importId, onDuplicates }, (headers) =>
        done(
          api.POST('/contact-imports/{importId}/confirmation', {
            params: { path: { importId } },
            headers,
            body: { onDuplicates },
          }),
        ),
      ),
    onSettled: refresh,
  });
}

/** How far a confirmed import is, 0–1: rows are taken out as they are stored. */
export function useImportProgress({ id: importId, rows }: ContactImport, isRunning: boolean): number {
  const api = useApi();
  const { data = 0 } = useQuery({
    queryKey: ['contact-import-progress', importId],
    queryFn: async () => {
      const params = { path: { importId }, query: { limit: 1 } };
      const { items } = await done(api.GET('/contact-imports/{importId}/rows', { params }));
      const first = items[0];
      return first === undefined ? 1 : Math.min(1, first.row / rows);
    },
    enabled: isRunning,
    refetchInterval: PROGRESS_MS,
    retry: false,
  });
  return data;
}
