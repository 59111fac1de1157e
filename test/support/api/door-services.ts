import { BlockList } from 'node:net';
import type { DoorServices } from '../../../src/api/door/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them. */
export const doorServices = (_parts: ApiWorldParts): DoorServices => ({
  trustedProxies: new BlockList(),
  requestLimits: { perCaller: 0, perAddress: 0 },
});
