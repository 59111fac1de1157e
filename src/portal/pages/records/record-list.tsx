import { DownOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConferenceRecord } from '../../../client/index.js';
import { yuanText } from '../../components/money-text.js';
import { clockText } from '../../components/time-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { RecordLegs } from './record-legs.js';

/** Conferences, each with its calls below it when it is opened. */
export function RecordList({ records }: { readonly records: readonly ConferenceRecord[] }) {
  return (
    <ul className="panel record-list">
      {records.map((record) => (
        <li key={record.id}>
          <RecordItem record={record} />
        </li>
      ))}
    </ul>
  );
}

function RecordItem({ record }: { readonly record: ConferenceRecord }) {
  const { t } = useTranslation();
  const { windowText, dateText } = useTimeText();
  const [isOpen, setOpen] = useState(false);
  const legsId = useId();
  const { id, roomName, roomNumber, startedMs, endedMs, durationMs, parties, costMicroYuan } = record;
  return (
    <>
      <button
        type="button"
        className="record-item"
        aria-expanded={isOpen}
        aria-controls={legsId}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="record-what">
          <strong>
            <bdi>{roomName ?? (roomNumber === '' ? t('records.noRoom') : roomNumber)}</bdi>
          </strong>
          <span className="soft digits">
            {endedMs === null ? dateText(startedMs) : windowText(startedMs, endedMs)}
          </span>
        </span>
        <span className="record-facts digits">
          {roomName !== null && roomNumber !== '' && <span className="soft">{roomNumber}</span>}
          <span>{t('records.parties', { count: parties })}</span>
          {durationMs === null ? (
            <Tag color="green">{t('records.running')}</Tag>
          ) : (
            <span>{clockText(durationMs / 1_000)}</span>
          )}
        </span>
        <span className="record-cost digits">{yuanText(costMicroYuan)}</span>
        <DownOutlined className="record-open" aria-label={t('records.showLegs')} />
      </button>
      <div id={legsId}>
        {isOpen && (
          <div className="record-detail">
            {endedMs === null && (
              <p>
                <Link to={`/conferences/${id}`}>{t('records.toLive')}</Link>
              </p>
            )}
            <RecordLegs conference={id} />
          </div>
        )}
      </div>
    </>
  );
}
