import { PhoneOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallRecord, ConferenceRecordDetail } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { rateText, yuanText } from '../../components/money-text.js';
import { numberText } from '../../components/number-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { clockText } from '../../components/time-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useRecord } from './record-queries.js';
import { kindKey } from './words.js';

/** 话单 of a conference: who was in by which call, how long, and at what price. */
export function RecordLegs({ conference }: { readonly conference: string }) {
  const { t } = useTranslation();
  const record = useRecord(conference);
  if (record.isPending) return <PageLoading />;
  if (record.isLoadingError)
    return <LoadFailure error={record.error} onRetry={() => void record.refetch()} />;
  const { callRecords, participants } = record.data;
  if (callRecords.length === 0) return <p className="soft">{t('records.noLegs')}</p>;
  return (
    <ul className="leg-list">
      {callRecords.map((leg) => (
        <Leg key={leg.id} leg={leg} party={participants.find(({ id }) => id === leg.participant)} />
      ))}
    </ul>
  );
}

interface LegProps {
  readonly leg: CallRecord;
  readonly party: ConferenceRecordDetail['participants'][number] | undefined;
}

function Leg({ leg, party }: LegProps) {
  const { t } = useTranslation();
  const { timeOfDayText } = useTimeText();
  const { direction, answerMs, endMs, durationMs, charge, media } = leg;
  const number = numberText(direction === 'in' ? leg.callingNumber : leg.calledNumber);
  const name = party?.name ?? '';
  return (
    <li className="leg">
      <span className="leg-who">
        <strong>
          <bdi>{name === '' ? number : name}</bdi>
        </strong>
        <span className="soft digits">
          {name !== '' && <bdi>{number}</bdi>} {party !== undefined && t(`records.${party.role}`)}
        </span>
      </span>
      <span className="leg-when digits">
        <span>
          <PhoneOutlined rotate={direction === 'in' ? 180 : 0} /> {t(`records.${direction}`)}{' '}
          {timeOfDayText(answerMs)}–{endMs === null ? t('records.stillUp') : timeOfDayText(endMs)}
        </span>
        <span className="soft">
          {durationMs !== null && clockText(durationMs / 1_000)}
          {media !== null && ` · ${t('records.quality', { mos: media.mos.toFixed(1) })}`}
        </span>
      </span>
      <span className="leg-charge digits">
        <strong>{charge === null ? '–' : yuanText(charge.amountMicroYuan)}</strong>
        <span className="soft">
          {t(kindKey(charge?.kind ?? null))}
          {charge !== null &&
            ` · ${charge.free ? t('records.free') : t('records.perMinute', { price: rateText(charge.microYuanPerMinute) })}`}
        </span>
      </span>
    </li>
  );
}
