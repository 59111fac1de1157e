import type { AccountId } from '../../base/ids.js';
import type { LegsTable } from '../schema.js';
import type { Reads } from '../store.js';
import { toLegRecord, type LegRecord } from './leg-row.js';
import {
  anyOf,
  endOf,
  holdsDigits,
  isBefore,
  roomIsNamed,
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

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Those that were answered in the range, the newest first. */
  async list(
    account: AccountId,
    { fromMs, toMs, search }: RecordFilter,
    { before, limit }: TimePage,
  ): Promise<readonly ListedLeg[]> {
    let page = this.#reads.queries
      .selectFrom('legs')
      .leftJoin('conferences', 'conferences.id', 'legs.conference')
      .selectAll('legs')
      .select('conferences.room_number')
      .where('legs.account', '=', account)
      .where('answer_ms', '>=', fromMs)
      .where('answer_ms', '<', endOf({ toMs }, before));
    if (search !== undefined) page = page.where(matches(search));
    if (before !== undefined) page = page.where(isBefore('answer_ms', 'legs.id', before));
    const rows = await page.orderBy('answer_ms', 'desc').orderBy('legs.id', 'desc').limit(limit).execute();
    return rows.map((row: LegsTable & { room_number: string | null }) => ({
      ...toLegRecord(row),
      roomNumber: row.room_number ?? '',
    }));
  }
}

const matches = ({ text, digits }: RecordSearch) =>
  anyOf([
    roomIsNamed('legs.room', text),
    holdsDigits(['room_number', 'calling_number', 'calling_e164', 'called_number', 'called_e164'], digits),
  ]);
