import { ofAccount, required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Links by which somebody without a login listens to one recording [S4]. */
export const recordingShares: Migration = {
  number: 13,
  name: 'recording-shares',
  statements: (db) => [
    table(db, 'recording_shares')
      .addColumn('recording', 'text', (column) => required(column).references('recordings.id'))
      .addColumn('account', 'text', ofAccount)
      .addColumn('created_ms', 'bigint', required)
      .addColumn('expires_ms', 'bigint', required),
    db.schema
      .createIndex('recording_shares_by_recording')
      .on('recording_shares')
      .columns(['recording', 'id']),
    db.schema.createIndex('recording_shares_by_account').on('recording_shares').columns(['account']),
  ],
};
