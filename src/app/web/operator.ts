import type { OperatorServices } from '../../api/operator/services.js';
import type { WebAround } from './web-around.js';

export const operatorServices = (_around: WebAround): OperatorServices => ({});
