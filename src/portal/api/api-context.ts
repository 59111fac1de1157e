import { createContext, use } from 'react';
import type { ApiClient } from './api-client.js';

export const ApiContext = createContext<ApiClient | undefined>(undefined);

export function useApi(): ApiClient {
  const api = use(ApiContext);
  if (api === undefined) throw new Error('useApi is used outside of its provider');
  return api;
}
