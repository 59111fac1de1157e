import type { AccountId } from '../../base/ids.js';
import { PreparedRead } from '../prepared-read.js';
import type { Reads } from '../store.js';
import { toLegRecord, type LegRecord } from './leg-row.js';
import {
  anyOf,
  holdsDigits,
  isBefore,
  pageValues,
  roomIsNamed,
  type PageValues,
  type RecordFilter,
  type RecordSearch,
  type TimePage,
} from './record-filter.js';

/** 话单: a leg and the room it was in [S42] [S51]. */
export interface ListedLeg extends LegRecord {
  readonly roomNumber: string;
}

export class LegRecordReads {
  readonly #reads: Reads;
  readonly #page = new PreparedRead((values: PageValues) => this.#pageOf(values));

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Those that were answered in the range, the newest first. */
  async list(account: AccountId, filter: RecordFilter, page: TimePage): Promise<readonly ListedLeg[]> {
    const values = pageValues(account, filter, page);
    const { search } = filter;
    const rows = await (search === undefined
      ? this.#reads.read(this.#page.filledWith(values))
      : this.#pageOf(values).where(matches(search)).execute());
    return rows.map((row) => ({ ...toLegRecord(row), roomNumber: row.room_number ?? '' }));
  }

  #pageOf({ account, fromMs, endMs, lastMs, lastId, limit }: PageValues) {
    return this.#reads.queries
      .selectFrom('legs')
      .leftJoin('conferences', 'conferences.id', 'legs.conference')
      .selectAll('legs')
      .select('conferences.room_number')
      .where('legs.account', '=', account)
      .where('answer_ms', '>=', fromMs)
      .where('answer_ms', '<', endMs)
      .where(isBefore('answer_ms', 'legs.id', { atMs: lastMs, id: lastId }))
      .orderBy('answer_ms', 'desc')
      .orderBy('legs.id', 'desc')
      .limit(limit);
  }
}

const matches = ({ text, digits }: RecordSearch) =>
  anyOf([
    roomIsNamed('legs.room', text),
    holdsDigits(['room_number', 'calling_number', 'calling_e164', 'called_number', 'called_e164'], digits),
  ]);
