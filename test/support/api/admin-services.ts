import type { AdminServices } from '../../../src/api/admin/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const adminServices = (_parts: ApiWorldParts): AdminServices => ({});
