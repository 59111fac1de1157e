import type { LiveServices } from '../../../src/api/live/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const liveServices = (_parts: ApiWorldParts): LiveServices => ({});
