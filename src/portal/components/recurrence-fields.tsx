import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { done, ProblemError, type OccurrencePreview } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { useProblemText } from '../words/problem-text.js';
import {
  EVERY,
  isUnfinished,
  NO_RECURRENCE,
  recurrenceOf,
  type RecurrenceValues,
} from './recurrence-values.js';
import { ruleProblemKey } from './recurrence-words.js';
import { useSettled } from './use-settled.js';
import { useTimeText } from './use-time-text.js';
import './recurrence-fields.css';

const SHOWN_MAX = 5;

interface RecurrenceFieldsProps {
  /** Of the first occurrence; undefined while unknown. */
  readonly window: FirstWindow | undefined;
  /** How long each lasts means nothing. */
  readonly startsOnly?: boolean;
}

/** 循环 [S8]: the field `recurrence` of a form. */
export function RecurrenceFields({ window, startsOnly = false }: RecurrenceFieldsProps) {
  const { t } = useTranslation();
  const values = (Form.useWatch('recurrence') as RecurrenceValues | undefined) ?? NO_RECURRENCE;
  return (
    <>
      <div className="form-columns form-columns-three">
        <Form.Item
          name={['recurrence', 'every']}
          label={t('recurrence.title')}
          extra={values.every === 'month' && t('recurrence.monthHint')}
        >
          <Select options={EVERY.map((every) => ({ value: every, label: t(`recurrence.${every}`) }))} />
        </Form.Item>
        <Form.Item
          name={['recurrence', 'ends']}
          label={t('recurrence.ends')}
          hidden={values.every === 'never'}
        >
          <Segmented
            block
            options={[
              { value: 'count', label: t('recurrence.byCount') },
              { value: 'date', label: t('recurrence.byDate') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name={['recurrence', 'count']}
          label={t('recurrence.count')}
          hidden={values.every === 'never' || values.ends !== 'count'}
          rules={[
            {
              required: values.every !== 'never' && values.ends === 'count',
              message: t('recurrence.countRequired'),
            },
          ]}
        >
          <InputNumber className="wide" step={1} precision={0} />
        </Form.Item>
        <Form.Item
          name={['recurrence', 'untilDate']}
          label={t('recurrence.untilDate')}
          hidden={values.every === 'never' || values.ends !== 'date'}
          rules={[
            {
              required: values.every !== 'never' && values.ends === 'date',
              message: t('recurrence.dateRequired'),
            },
          ]}
        >
          <Input type="date" />
        </Form.Item>
      </div>
      {values.every !== 'never' && <Preview values={values} window={window} startsOnly={startsOnly} />}
    </>
  );
}

export interface FirstWindow {
  readonly startMs: number;
  readonly durationMs: number;
}

interface PreviewProps extends Required<RecurrenceFieldsProps> {
  readonly values: RecurrenceValues;
}

function Preview({ values, window, startsOnly }: PreviewProps) {
  const { t } = useTranslation();
  const { dateText, windowText } = useTimeText();
  const problemText = useProblemText();
  const { data, error } = usePreview(values, window);
  if (error instanceof ProblemError) {
    const code = error.errors.find(({ field }) => field === 'recurrence')?.code;
    return (
      <p className="recurrence-preview recurrence-refused" role="alert">
        {code === undefined ? problemText(error) : t(ruleProblemKey(code))}
      </p>
    );
  }
  if (data === undefined) return <p className="recurrence-preview soft">{t('recurrence.unfinished')}</p>;
  const shown = data.slice(0, SHOWN_MAX);
  return (
    <section className="recurrence-preview" aria-live="polite">
      <h3>
        {t('recurrence.next')} <small>{t('recurrence.total', { count: data.length })}</small>
      </h3>
      <ol className="digits">
        {shown.map(({ plannedStartMs, startMs, endMs }) => (
          <li key={plannedStartMs}>{startsOnly ? dateText(startMs) : windowText(startMs, endMs)}</li>
        ))}
      </ol>
      {data.length > shown.length && (
        <p className="soft">{t('recurrence.more', { count: data.length - shown.length })}</p>
      )}
    </section>
  );
}

/** The windows that the rule would have, as the server counts them. */
function usePreview(values: RecurrenceValues, window: FirstWindow | undefined) {
  const api = useApi();
  const wanted =
    window === undefined || isUnfinished(values)
      ? null
      : ({ ...window, recurrence: recurrenceOf(values) } satisfies OccurrencePreview);
  const settled = useSettled(JSON.stringify(wanted));
  return useQuery({
    queryKey: ['occurrence-preview', settled],
    queryFn: async () => {
      const body = JSON.parse(settled) as OccurrencePreview;
      return (await done(api.POST('/occurrence-previews', { body }))).items;
    },
    enabled: settled !== 'null',
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
}
