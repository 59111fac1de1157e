import { sql } from 'kysely';
import type { AccountId, ConferenceId } from '../../base/ids.js';
import { microYuan, type MicroYuan } from '../../billing/money.js';
import { PreparedRead } from '../prepared-read.js';
import type { Reads } from '../store.js';
import { toConference, type ConferenceRecord } from './conference-repository.js';
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

/** A conference and what it came to [S42]. */
export interface ConferenceSummary extends ConferenceRecord {
  /** Undefined: it had no room, or that is removed. */
  readonly roomName: string | undefined;
  readonly parties: number;
  readonly legs: number;
  /** Of the legs that are over. */
  readonly cost: MicroYuan;
}

/** 历史会议 and 通话记录 by conference [S25] [S42]. */
export class ConferenceRecordReads {
  readonly #reads: Reads;
  readonly #page = new PreparedRead((values: PageValues) => this.#pageOf(values));

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Those that began in the range, the newest first. */
  async list(
    account: AccountId,
    filter: RecordFilter,
    page: TimePage,
  ): Promise<readonly ConferenceSummary[]> {
    const values = pageValues(account, filter, page);
    const { search } = filter;
    const rows = await (search === undefined
      ? this.#reads.read(this.#page.filledWith(values))
      : this.#pageOf(values).where(matches(search)).execute());
    return this.#summed(rows.map(toConference));
  }

  async find(id: ConferenceId): Promise<ConferenceSummary | undefined> {
    const row = await this.#reads.queries
      .selectFrom('conferences')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && (await this.#summed([toConference(row)]))[0];
  }

  #pageOf({ account, fromMs, endMs, lastMs, lastId, limit }: PageValues) {
    return this.#reads.queries
      .selectFrom('conferences')
      .selectAll()
      .where('account', '=', account)
      .where('started_ms', '>=', fromMs)
      .where('started_ms', '<', endMs)
      .where(isBefore('started_ms', 'id', { atMs: lastMs, id: lastId }))
      .orderBy('started_ms', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
  }

  async #summed(conferences: readonly ConferenceRecord[]): Promise<readonly ConferenceSummary[]> {
    if (conferences.length === 0) return [];
    const ids = conferences.map(({ conference }) => conference);
    const rooms = conferences.flatMap(({ room }) => room ?? []);
    const [legs, parties, names] = await Promise.all([
      this.#legsOf(ids),
      this.#partiesOf(ids),
      this.#namesOf(rooms),
    ]);
    return conferences.map((record) => {
      const sum = legs.get(record.conference);
      return {
        ...record,
        roomName: names.get(record.room ?? ''),
        parties: parties.get(record.conference) ?? 0,
        legs: sum?.legs ?? 0,
        cost: microYuan(sum?.cost ?? 0),
      };
    });
  }

  async #legsOf(ids: readonly string[]): Promise<ReadonlyMap<string, { legs: number; cost: number }>> {
    const rows = await this.#reads.queries
      .selectFrom('legs')
      .select((row) => [
        'conference',
        row.fn.countAll<number>().as('legs'),
        sql<number>`coalesce(sum(amount_micro_yuan), 0)`.as('cost'),
      ])
      .where('conference', 'in', ids)
      .groupBy('conference')
      .execute();
    return new Map(rows.map(({ conference, ...sum }) => [conference ?? '', sum]));
  }

  async #namesOf(rooms: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (rooms.length === 0) return new Map();
    const rows = await this.#reads.queries
      .selectFrom('rooms')
      .select(['id', 'name'])
      .where('id', 'in', [...new Set(rooms)])
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async #partiesOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#reads.queries
      .selectFrom('participants')
      .select((row) => ['conference', row.fn.countAll<number>().as('parties')])
      .where('conference', 'in', ids)
      .groupBy('conference')
      .execute();
    return new Map(rows.map(({ conference, parties }) => [conference, parties]));
  }
}

const matches = ({ text, digits }: RecordSearch) =>
  anyOf([
    roomIsNamed('conferences.room', text),
    holdsDigits(['room_number'], digits),
    sql<boolean>`exists (select 1 from participants where participants.conference = conferences.id
      and ${holdsDigits(['participants.number'], digits)})`,
  ]);
