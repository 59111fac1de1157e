import { OpenAPIHono } from '@hono/zod-openapi';
import { Counters } from '../base/counters.js';
import type { ApiEnv } from './context.js';
import type { ApiServices } from './services.js';

export interface Api {
  readonly app: OpenAPIHono<ApiEnv>;
  readonly counters: Counters<ApiCount>;
  /** Ends the event streams and lets go of the conferences; requests are still answered. */
  close(): void;
}

const API_COUNTS = ['requests', 'connectionsDropped'] as const;
export type ApiCount = (typeof API_COUNTS)[number];

export function createApi(_services: ApiServices): Api {
  const counters = new Counters(API_COUNTS);
  const app = new OpenAPIHono<ApiEnv>();
  return { app, counters, close: () => undefined };
}
