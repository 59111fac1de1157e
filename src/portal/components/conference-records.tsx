import { useTranslation } from 'react-i18next';
import type { ConferenceRecordView } from '../../api/client-types.js';
import { clockText, dateText } from './time-text.js';

/** Conferences that are over: room, start and length. */
export function ConferenceRecords({ records }: { readonly records: readonly ConferenceRecordView[] }) {
  return (
    <div className="panel">
      {records.map((record) => (
        <RecordRow key={record.id} record={record} />
      ))}
    </div>
  );
}

function RecordRow({ record }: { readonly record: ConferenceRecordView }) {
  const { t, i18n } = useTranslation();
  const { roomNumber, startedMs, endedMs } = record;
  return (
    <div className="record-row">
      <span>
        {t('rooms.number')} <strong className="digits">{roomNumber}</strong>
      </span>
      <span className="digits">{dateText(startedMs, i18n.language)}</span>
      <span className="digits">{endedMs !== null && clockText((endedMs - startedMs) / 1_000)}</span>
    </div>
  );
}
