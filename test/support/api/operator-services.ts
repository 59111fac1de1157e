import type { OperatorServices } from '../../../src/api/operator/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const operatorServices = (_parts: ApiWorldParts): OperatorServices => ({});
