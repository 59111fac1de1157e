import { Form, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Conference, Invitations } from '../../../client/index.js';
import { rateText, yuanText } from '../../components/money-text.js';
import { useEstimate } from './invitation-queries.js';

export interface EntryValues {
  readonly role: 'chair' | 'attendee';
  readonly pressOne: boolean;
}

export const ENTRY_DEFAULTS: EntryValues = { role: 'attendee', pressOne: false };

/** As whom the invited enter, and how. */
export function EntryFields() {
  const { t } = useTranslation();
  return (
    <div className="invite-entry">
      <Form.Item name="role" label={t('live.inviteRole')}>
        <Segmented
          aria-label={t('live.inviteRole')}
          options={[
            { value: 'attendee', label: t('live.attendee') },
            { value: 'chair', label: t('live.chair') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="pressOne"
        label={t('live.pressOne')}
        valuePropName="checked"
        extra={t('live.pressOneHint')}
      >
        <Switch />
      </Form.Item>
    </div>
  );
}

interface CostEstimateProps {
  readonly kind: Conference['kind'];
  /** Undefined: nobody is named yet, or not so that they can be called. */
  readonly whom: Pick<Invitations, 'parties' | 'contacts' | 'groups'> | undefined;
}

/** What the call would cost, before it is made [S24]. */
export function CostEstimate({ kind, whom }: CostEstimateProps) {
  const { t } = useTranslation();
  const { data, isError } = useEstimate(kind, whom);
  const text = (): string => {
    if (whom === undefined) return t('live.estimateHint');
    if (isError) return t('live.estimateFails');
    if (data === undefined) return '…';
    return t('live.estimateText', {
      count: data.prices.reduce((sum, { parties }) => sum + parties, 0),
      perMinute: rateText(data.microYuanPerMinute),
      sum: yuanText(data.sumMicroYuan),
    });
  };
  return (
    <div className="estimate" aria-live="polite">
      <strong>{t('live.estimate')}</strong>
      <span className="digits">{text()}</span>
    </div>
  );
}
