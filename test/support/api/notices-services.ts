import type { NoticesServices } from '../../../src/api/notices/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const noticesServices = (_parts: ApiWorldParts): NoticesServices => ({});
