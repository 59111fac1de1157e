import type { Clock } from '../base/clock.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { OutgoingAlarm } from '../dialing/outgoing-quota.js';
import type { Journal } from '../store/journal.js';
import { AlarmRepository, type RaisedAlarm } from '../store/repositories/alarm-repository.js';
import { unit } from '../store/statement.js';
import type { Store } from '../store/store.js';

export interface RaisedAlarmsOptions {
  readonly store: Store;
  /** An alarm is written behind, and waits while the store cannot write. */
  readonly journal: Pick<Journal, 'write'>;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
}

/** Tells what should be looked at: in the log, for whoever collects it, and in the list of alarms [S41]. */
export class RaisedAlarms {
  readonly #options: RaisedAlarmsOptions;
  readonly #repository: AlarmRepository;

  constructor(options: RaisedAlarmsOptions) {
    this.#options = options;
    this.#repository = new AlarmRepository(options.store);
  }

  outgoing(alarm: OutgoingAlarm): void {
    const { log } = this.#options;
    const { account } = alarm;
    if (alarm.type === 'limit') {
      log.warn({ account, code: alarm.code }, 'an account has reached its limit of calls');
      return this.#raise('limit', account, { code: alarm.code });
    }
    log.error({ account, ...alarm.rise }, 'an account calls as it never did');
    this.#raise('sudden-rise', account, { ...alarm.rise });
  }

  /** The log has it from who watches the trunks. */
  turned(trunk: string, up: boolean): void {
    this.#raise(up ? 'trunk-up' : 'trunk-down', trunk, {});
  }

  #raise(kind: RaisedAlarm['kind'], subject: string, detail: RaisedAlarm['detail']): void {
    const { journal, ids, clock } = this.#options;
    const alarm = { id: ids.next<RaisedAlarm['id']>(), kind, subject, detail, raisedMs: clock.utcNow() };
    void journal.write(unit(this.#repository.raised(alarm)));
  }
}
