import { Alert, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rateText } from '../../components/money-text.js';
import { numberText } from '../../components/number-text.js';
import { PartySelect } from '../../components/party-select.js';
import { unreachable, type PartyEntry } from '../../components/party-values.js';
import { RejectedParties } from '../../components/rejected-parties.js';
import { useCallEstimate } from './instant-queries.js';
import type { OwnNumber } from './own-numbers.js';

/** Whose phone is rung first, whom it is connected with, and what that may cost [S35]. */
export function CallFields({ hosts }: { readonly hosts: readonly OwnNumber[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="host"
        label={t('instant.host')}
        extra={
          <>
            {t('instant.hostHint')}{' '}
            <Link className="link-in-text" to="/instant/numbers">
              {t('instant.manageNumbers')}
            </Link>
          </>
        }
        rules={[{ required: true, message: t('instant.hostRequired') }]}
      >
        <Select
          options={hosts.map(({ number, kind }) => ({
            value: number,
            label: (
              <span className="digits">
                {numberText(number)} <small>{t(`numbers.kind.${kind}`)}</small>
              </span>
            ),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="others"
        label={t('instant.others')}
        required
        extra={t('instant.othersHint')}
        rules={[
          {
            validator: (_, entries: readonly PartyEntry[]) => {
              if (entries.length === 0) return Promise.reject(new Error(t('instant.othersRequired')));
              const entry = unreachable(entries, 'phone');
              return entry === undefined
                ? Promise.resolve()
                : Promise.reject(new Error(t('party.notReachable', { entry })));
            },
          },
        ]}
      >
        <PartySelect reach="phone" />
      </Form.Item>
      <CallEstimate />
      <Form.Item name="costLimitYuan" label={t('instant.costLimit')} extra={t('instant.costLimitHint')}>
        <InputNumber className="cost-limit" prefix="¥" step={10} />
      </Form.Item>
    </>
  );
}

/** Of the people in the field above it. */
function CallEstimate() {
  const { t } = useTranslation();
  const others = Form.useWatch<readonly PartyEntry[] | undefined>('others') ?? [];
  const { data } = useCallEstimate(others);
  if (data === undefined || others.length === 0) return null;
  const parties = data.prices.reduce((sum, price) => sum + price.parties, 0);
  return (
    <div className="call-estimate" aria-live="polite">
      {parties > 0 && (
        <p className="soft">
          {t('instant.estimate', { count: parties, price: rateText(data.microYuanPerMinute) })}
        </p>
      )}
      {data.rejected.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('party.rejected')}
          description={<RejectedParties rejected={data.rejected} />}
        />
      )}
    </div>
  );
}
