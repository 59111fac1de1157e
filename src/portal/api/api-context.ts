import { createContext, use } from 'react';
import type { HuitongClient } from '../../client/index.js';

export const ApiContext = createContext<HuitongClient | undefined>(undefined);

export function useApi(): HuitongClient {
  const api = use(ApiContext);
  if (api === undefined) throw new Error('useApi is used outside of App');
  return api;
}
