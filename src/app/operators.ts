import { OFFICE_HOURS, type StoredHours } from '../api/operator/services.js';
import type { IdMaker, OperatorId } from '../base/ids.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import type { UtcMs } from '../base/units.js';
import { isOpen, parseOpeningHours } from '../booking/opening-hours.js';
import type { Operator, OverRequest } from '../call/operator-request.js';
import type { Config } from '../config/schema.js';
import { OperatorRepository, type OperatorRow } from '../store/repositories/operator-repository.js';
import { SettingRepository } from '../store/repositories/setting-repository.js';
import type { Journal } from '../store/journal.js';
import { unit } from '../store/statement.js';
import type { Reads, Store } from '../store/store.js';

/** When operators are there, in the local time of the zone; `hours` undefined: always. */
export interface OfficeHours {
  readonly hours: string | undefined;
  readonly timeZone: string;
}

export interface OperatorRosterOptions {
  readonly config: Config['operators'];
  readonly store: Reads;
  readonly ids: IdMaker;
  readonly utcNow: () => UtcMs;
  /** It answers in a browser whose connection stands. */
  readonly hasBrowser: (operator: OperatorId) => boolean;
  readonly log: Log;
}

/** Who answers `*0`: the telephones of the configuration, and people who have said that they are on duty [S14] [S44]. */
export class OperatorRoster {
  readonly #options: OperatorRosterOptions;
  readonly #configured: readonly Operator[];
  #rows: readonly OperatorRow[] = [];
  #hours: OfficeHours;
  #last: Promise<void> = Promise.resolve();

  constructor(options: OperatorRosterOptions) {
    this.#options = options;
    const { config, ids } = options;
    this.#configured = config.numbers.map((e164) => ({ id: ids.next<OperatorId>(), called: { e164 } }));
    this.#hours = { hours: config.hours, timeZone: config.timeZone };
  }

  /** As the rows and the setting stand now; after a failure those of before stay. One load after another. */
  load(): Promise<void> {
    this.#last = this.#last.then(() => this.#load());
    return this.#last;
  }

  get hours(): OfficeHours {
    return this.#hours;
  }

  isOpen(): boolean {
    const { hours, timeZone } = this.#hours;
    const opening = hours === undefined ? undefined : parseOpeningHours(hours);
    return opening === undefined || isOpen(opening, timeZone, this.#options.utcNow());
  }

  /** In the order in which they are called. */
  onDuty(): readonly Operator[] {
    if (!this.isOpen()) return [];
    const people = this.#rows
      .filter(({ enabled, onDuty }) => enabled && onDuty)
      .map((row) => this.operatorOf(row));
    return [...people, ...this.#configured];
  }

  /** Its browser rings, and its telephone as long as there is none. */
  operatorOf({ id, e164 }: Pick<OperatorRow, 'id' | 'e164'>): Operator {
    return { id, called: this.#options.hasBrowser(id) ? { e164, browser: id } : { e164 } };
  }

  async #load(): Promise<void> {
    const { store, log } = this.#options;
    try {
      const [rows, hours] = await Promise.all([
        new OperatorRepository(store).callable(),
        new SettingRepository(store).find(OFFICE_HOURS),
      ]);
      this.#rows = rows;
      if (hours !== undefined) this.#hours = officeHoursOf(hours as StoredHours);
    } catch (thrown) {
      log.warn({ error: messageOf(thrown) }, 'the operators could not be read');
    }
  }
}

const officeHoursOf = ({ hours, timeZone }: StoredHours): OfficeHours => ({
  hours: hours ?? undefined,
  timeZone,
});

interface RequestsAround {
  readonly durable: { readonly store: Store; readonly journal: Pick<Journal, 'write'> };
  readonly ids: IdMaker;
}

/** Requests that are over are kept for the answer-time report, written behind [S44]. */
export function operatorRequestsKept({
  durable: { store, journal },
  ids,
}: RequestsAround): (request: OverRequest) => void {
  const repository = new OperatorRepository(store);
  return (request) => void journal.write(unit(repository.requestOver({ ...request, id: ids.next() })));
}
