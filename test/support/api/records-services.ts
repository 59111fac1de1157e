import type { RecordsServices } from '../../../src/api/records/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const recordsServices = (_parts: ApiWorldParts): RecordsServices => ({});
