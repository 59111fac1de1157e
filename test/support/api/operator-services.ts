import type { OperatorServices } from '../../../src/api/operator/services.js';
import type { Operator, QueuedRequest } from '../../../src/call/operator-request.js';
import { OperatorRoster } from '../../../src/app/operators.js';
import { silentLog } from '../../../src/base/log.js';
import type { OperatorId, ParticipantId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import type { ApiWorldParts } from '../api-world.js';
import { NOW_MS } from '../store-samples.js';

/** A help queue without telephones. */
export class OperatorStage implements OperatorServices {
  readonly waiting: QueuedRequest[] = [];
  readonly taken: { participant: ParticipantId; by: Operator }[] = [];
  /** Operators who answer in a browser. */
  readonly browsers = new Set<OperatorId>();
  readonly roster: OperatorRoster;
  readonly watch = () => () => undefined;
  readonly queue: OperatorServices['queue'] = {
    requests: () => this.waiting,
    take: (participant, by) => {
      if (!this.#waits(participant)) return 'not-waiting';
      if (this.taken.some(({ by: { id } }) => id === by.id)) return 'busy';
      this.taken.push({ participant, by });
      return 'calling';
    },
    giveBack: (participant) => this.#waits(participant),
  };

  constructor({ store, ids, clock }: Pick<ApiWorldParts, 'store' | 'ids' | 'clock'>) {
    this.roster = new OperatorRoster({
      config: { numbers: [], timeZone: 'Asia/Shanghai' },
      store,
      ids,
      utcNow: () => utcMs(NOW_MS + clock.nowMs),
      hasBrowser: (operator) => this.browsers.has(operator),
      log: silentLog,
    });
  }

  #waits(participant: ParticipantId): boolean {
    return this.waiting.some((one) => one.participant === participant);
  }
}

/** As the API world has them. */
export const operatorServices = (parts: ApiWorldParts): OperatorStage => new OperatorStage(parts);
