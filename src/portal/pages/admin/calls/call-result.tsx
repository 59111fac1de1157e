import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallTrace } from '../../../../client/index.js';

const COLOURS: Record<CallTrace['result'], string> = {
  calling: 'blue',
  up: 'green',
  answered: 'default',
  busy: 'orange',
  'no-answer': 'orange',
  'bad-number': 'red',
  rejected: 'red',
  congested: 'red',
  failed: 'red',
  cancelled: 'default',
};

export const CALL_RESULTS = Object.keys(COLOURS) as CallTrace['result'][];

export function CallResult({ call: { result, status } }: { readonly call: CallTrace }) {
  const { t } = useTranslation();
  return (
    <span className="tags">
      <Tag color={COLOURS[result]}>{t(`calls.results.${result}`)}</Tag>
      {status > 0 && <span className="soft digits">{status}</span>}
    </span>
  );
}
