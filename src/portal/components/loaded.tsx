import type { ReactNode } from 'react';
import { LoadFailure } from './load-failure.js';
import { PageLoading } from './page-loading.js';

interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface LoadedProps<Data> {
  readonly query: Query<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What was fetched; what is there already stays when it cannot be fetched anew. */
export function Loaded<Data>({ query: { data, error, refetch }, children }: LoadedProps<Data>) {
  if (data !== undefined) return children(data);
  return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
}
