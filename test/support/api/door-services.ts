import { BlockList } from 'node:net';
import type { DoorServices } from '../../../src/api/door/services.js';
import { Feed } from '../../../src/base/feed.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them: every phone picks up at once and hears its code, which nobody keeps. */
export const doorServices = (_parts: ApiWorldParts): DoorServices => ({
  trustedProxies: new BlockList(),
  requestLimits: { perCaller: 0, perAddress: 0 },
  callWithCode: (_call, done) => done({ spoken: true }),
  isEligible: (e164) => Promise.resolve(e164.startsWith('+861')),
  activations: new Feed(),
  numberMoved: () => undefined,
  numbersChanged: () => undefined,
});
