/** The API for programs: `import { createClient } from 'huitong/client'`. */
export type * from './api-types.js';
export { createClient, done, once, type ClientOptions, type HuitongClient } from './client.js';
export type { EventsOptions, LiveEvent } from './live-events.js';
export { itemsOf } from './pages.js';
export { ProblemError } from './problem-error.js';
export type { Fetch, RetryOptions } from './retry.js';
