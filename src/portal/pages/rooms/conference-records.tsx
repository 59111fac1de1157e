import { useTranslation } from 'react-i18next';
import type { ConferenceRecord } from '../../../client/index.js';
import { clockText, dateText } from '../../components/time-text.js';

/** Conferences that are over: room, start and length. */
export function ConferenceRecords({ records }: { readonly records: readonly ConferenceRecord[] }) {
  return (
    <div className="panel">
      {records.map((record) => (
        <RecordRow key={record.id} record={record} />
      ))}
    </div>
  );
}

function RecordRow({ record }: { readonly record: ConferenceRecord }) {
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
