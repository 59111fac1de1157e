import type { DoorServices } from '../../api/door/services.js';
import type { WebAround } from './web-around.js';

export const doorServices = (_around: WebAround): DoorServices => ({});
