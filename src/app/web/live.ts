import type { LiveServices } from '../../api/live/services.js';
import type { WebAround } from './web-around.js';

export const liveServices = (_around: WebAround): LiveServices => ({});
