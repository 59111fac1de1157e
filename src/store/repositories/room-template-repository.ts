import type { AccountId, Id } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

export type RoomTemplateId = Id<'RoomTemplateId'>;

/** What rooms of a kind are created with [S2]; `fields` as the form sends them. */
export interface RoomTemplate<Fields> {
  readonly id: RoomTemplateId;
  readonly account: AccountId;
  readonly name: string;
  readonly fields: Fields;
  readonly createdMs: UtcMs;
}

export class RoomTemplateRepository<Fields> {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  create({ id, account, name, fields, createdMs }: RoomTemplate<Fields>): Statement {
    const row = { id, account, name, fields: JSON.stringify(fields), version: 1, created_ms: createdMs };
    return statement(this.#store.queries.insertInto('room_templates').values(row), 1);
  }

  /** CONFLICT: it is not the account's. */
  remove(id: RoomTemplateId, account: AccountId): Statement {
    const remove = this.#store.queries.deleteFrom('room_templates').where('id', '=', id);
    return statement(remove.where('account', '=', account), 1);
  }

  /** In the order of creation; an account has few. */
  async list(account: AccountId): Promise<readonly RoomTemplate<Fields>[]> {
    const all = this.#store.queries.selectFrom('room_templates').selectAll();
    const rows = await all.where('account', '=', account).orderBy('id').execute();
    return rows.map((row) => ({
      id: row.id as RoomTemplateId,
      account,
      name: row.name,
      // Checked by the schema of the form before it was stored.
      fields: JSON.parse(row.fields) as Fields,
      createdMs: utcMs(row.created_ms),
    }));
  }
}
