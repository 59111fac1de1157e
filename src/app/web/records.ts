import type { RecordsServices } from '../../api/records/services.js';
import type { WebAround } from './web-around.js';

export const recordsServices = (_around: WebAround): RecordsServices => ({});
