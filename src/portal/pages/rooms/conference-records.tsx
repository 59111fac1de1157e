import { useTranslation } from 'react-i18next';
import type { ConferenceRecord } from '../../../client/index.js';
import { clockText } from '../../components/time-text.js';
import { useTimeText } from '../../components/use-time-text.js';

/** Conferences that are over: room, start, parties and length. */
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
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { roomName, roomNumber, startedMs, endedMs, parties } = record;
  return (
    <div className="record-row">
      <span className="record-room">
        {roomName !== null && (
          <strong>
            <bdi>{roomName}</bdi>
          </strong>
        )}
        <span className="soft digits">
          {t('rooms.number')} {roomNumber}
        </span>
      </span>
      <span className="digits">{dateText(startedMs)}</span>
      <span className="digits">
        {t('rooms.parties', { count: parties })}
        {endedMs !== null && ` · ${clockText((endedMs - startedMs) / 1_000)}`}
      </span>
    </div>
  );
}
