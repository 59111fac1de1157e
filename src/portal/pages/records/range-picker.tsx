import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { daysOf, RANGES, stepped, type RangeName, type RecordRange } from './record-range.js';

interface RangePickerProps {
  readonly range: RecordRange;
  readonly onChange: (range: RecordRange) => void;
}

/** 全部, 月, 周, 日, or from–to. */
export function RangePicker({ range, onChange }: RangePickerProps) {
  const { t } = useTranslation();
  return (
    <div className="range-picker">
      <Segmented<RangeName>
        aria-label={t('records.range')}
        value={range.name}
        options={RANGES.map((value) => ({ value, label: t(`records.${value}`) }))}
        onChange={(name) => onChange({ ...range, name })}
      />
      {range.name === 'custom' && <FromTo range={range} onChange={onChange} />}
      {['month', 'week', 'day'].includes(range.name) && <Stepper range={range} onChange={onChange} />}
    </div>
  );
}

/** Which month, weeks or day it is, and the way to its neighbours. */
function Stepper({ range, onChange }: RangePickerProps) {
  const { t, i18n } = useTranslation();
  return (
    <span className="range-stepper">
      <Button
        type="text"
        icon={<LeftOutlined />}
        aria-label={t('records.earlier')}
        onClick={() => onChange(stepped(range, -1))}
      />
      <span className="digits" aria-live="polite">
        {rangeText(range, i18n.language)}
      </span>
      <Button
        type="text"
        icon={<RightOutlined />}
        aria-label={t('records.later')}
        onClick={() => onChange(stepped(range, 1))}
      />
    </span>
  );
}

function FromTo({ range, onChange }: RangePickerProps) {
  const { t } = useTranslation();
  return (
    <span className="range-days">
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          {t(`records.${end}`)}
          <Input
            type="date"
            value={range[end]}
            onChange={({ target }) => onChange({ ...range, [end]: target.value })}
          />
        </label>
      ))}
    </span>
  );
}

/** Dates of the calendar have no zone of their own. */
const CALENDAR = { timeZone: 'UTC' } as const;

function rangeText(range: RecordRange, language: string): string {
  const [first, last] = daysOf(range).map((date) => new Date(date)) as [Date, Date];
  if (range.name === 'month') {
    return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', ...CALENDAR }).format(first);
  }
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...CALENDAR });
  return range.name === 'day' ? day.format(first) : day.formatRange(first, last);
}
