import type { Id } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import type { PageOf } from './page.js';

export type AlarmId = Id<'AlarmId'>;

/** What an administrator should look at: fraud [S41], a trunk that went down [C14]. */
export interface RaisedAlarm {
  readonly id: AlarmId;
  readonly kind: 'sudden-rise' | 'limit' | 'trunk-down' | 'trunk-up';
  /** Of an account or a trunk: its id. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly raisedMs: UtcMs;
}

export class AlarmRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  raised({ id, kind, subject, detail, raisedMs }: RaisedAlarm): Statement {
    const row = { id, kind, subject, detail: JSON.stringify(detail), raised_ms: raisedMs };
    return statement(this.#reads.queries.insertInto('alarms').values(row), 1);
  }

  /** The newest first; ids rise with time. */
  async list({ after, limit }: PageOf<AlarmId>): Promise<readonly RaisedAlarm[]> {
    let page = this.#reads.queries.selectFrom('alarms').selectAll();
    if (after !== undefined) page = page.where('id', '<', after);
    const rows = await page.orderBy('id', 'desc').limit(limit).execute();
    return rows.map((row) => ({
      id: row.id as AlarmId,
      kind: row.kind as RaisedAlarm['kind'],
      subject: row.subject,
      detail: JSON.parse(row.detail) as RaisedAlarm['detail'],
      raisedMs: utcMs(row.raised_ms),
    }));
  }
}
