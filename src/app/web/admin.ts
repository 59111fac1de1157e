import type { AdminServices } from '../../api/admin/services.js';
import type { WebAround } from './web-around.js';

export const adminServices = (_around: WebAround): AdminServices => ({});
