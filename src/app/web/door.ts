import type { DoorServices } from '../../api/door/services.js';
import { blockListOf } from '../../call/trunk-table.js';
import type { WebAround } from './web-around.js';

export const doorServices = ({ config }: WebAround): DoorServices => ({
  trustedProxies: blockListOf(config.http.trustedProxies),
  requestLimits: {
    perCaller: config.http.requestsPerMinute,
    perAddress: config.http.anonymousRequestsPerMinute,
  },
});
