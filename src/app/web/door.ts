import type { DoorServices } from '../../api/door/services.js';
import { blockListOf } from '../../call/trunk-table.js';
import type { WebAround } from './web-around.js';

export const doorServices = ({ config, calls, phoneDesk, news, log }: WebAround): DoorServices => ({
  trustedProxies: blockListOf(config.http.trustedProxies),
  requestLimits: {
    perCaller: config.http.requestsPerMinute,
    perAddress: config.http.anonymousRequestsPerMinute,
  },
  callWithCode: (call, done) => calls.callWithCode(call, done),
  isEligible: (e164) => phoneDesk.isEligible(e164),
  activations: phoneDesk.activations,
  numberMoved: ({ from, to }) => log.info({ from, to }, 'a number was verified for another account'),
  numbersChanged: (account) => news.tell(account, { type: 'numbers-changed' }),
});
