import { destinationPrice, type TariffBook } from '../../src/billing/tariff.js';
import { OutboundDesk } from '../../src/call/outbound-desk.js';
import { TrunkLoad } from '../../src/call/trunk-load.js';
import type { TrunkTable } from '../../src/call/trunk-table.js';
import { NodeQuota } from '../../src/dialing/outgoing-quota.js';
import type { SimServer } from './server.js';

const SIP_PORT = 5060;

/** What every call of ours passes before it is sent; the trunks are always up, their targets are addresses. */
export function outboundOf(
  { accounts, time, log }: Pick<SimServer, 'accounts' | 'time' | 'log'>,
  trunks: TrunkTable,
  tariffs: TariffBook,
): OutboundDesk {
  return new OutboundDesk({
    trunks,
    watch: {
      isUp: () => true,
      targetsOf: ({ outbound }) => outbound.targets.map(({ host, port = SIP_PORT }) => ({ host, port })),
      called: () => undefined,
    },
    load: new TrunkLoad('outbound'),
    facts: accounts,
    quota: new NodeQuota(accounts, () => undefined),
    rules: { destinations: ['+86'] },
    priceOf: (e164) => {
      const prices = tariffs.at(time.utcNow())?.prices;
      return prices && destinationPrice(prices, e164)?.microYuanPerMinute;
    },
    secretOf: () => undefined,
    linesHeldFrom: () => 0,
    clock: time,
    log,
  });
}
