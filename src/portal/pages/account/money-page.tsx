import { Alert, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Balance } from '../../../client/index.js';
import { isLow, LOW_MICRO_YUAN, useBalance } from '../../api/balance-query.js';
import { LoadFailure } from '../../components/load-failure.js';
import { yuanText } from '../../components/money-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { EntryList } from './entry-list.js';
import { moneyWords } from './money-words.js';
import { PriceLookUp } from './price-look-up.js';
import { RatesCard } from './rates-card.js';
import { StatementCard } from './statement-card.js';
import './account.css';

export const words = moneyWords;

const PARTS = ['recharges', 'ledger', 'statements', 'tariff'] as const;
type Part = (typeof PARTS)[number];

/** 账户 [S43]: what is there, what came in and went out, statements and prices. */
export default function MoneyPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const part = PARTS.find((one) => one === params.get('part')) ?? 'ledger';
  const show = (wanted: Part) => setParams({ part: wanted }, { replace: true });
  return (
    <>
      <div className="page-head">
        <h1>{t('money.title')}</h1>
        <span>
          {t('money.recharges')}{' '}
          <Button
            type="link"
            aria-label={`${t('money.look')} ${t('money.recharges')}`}
            onClick={() => show('recharges')}
          >
            {t('money.look')}
          </Button>
        </span>
      </div>
      <Figures />
      <Segmented<Part>
        className="money-tabs"
        aria-label={t('money.parts')}
        value={part}
        options={PARTS.map((value) => ({ value, label: t(`money.${value}`) }))}
        onChange={show}
      />
      <Shown part={part} />
    </>
  );
}

function Shown({ part }: { readonly part: Part }) {
  switch (part) {
    case 'recharges':
    case 'ledger':
      return <EntryList key={part} wanted={part} />;
    case 'statements':
      return <StatementCard />;
    case 'tariff':
      return (
        <>
          <PriceLookUp />
          <RatesCard />
        </>
      );
  }
}

function Figures() {
  const { data: balance, error, refetch } = useBalance();
  if (balance !== undefined) return <BalanceFigures balance={balance} />;
  return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
}

function BalanceFigures({ balance }: { readonly balance: Balance }) {
  const { t } = useTranslation();
  const { paymentMode, availableMicroYuan, balanceMicroYuan, reservedMicroYuan, creditLimitMicroYuan } =
    balance;
  return (
    <>
      {isLow(balance) && (
        <Alert
          className="money-warning"
          type="warning"
          showIcon
          title={t('money.low', { limit: yuanText(LOW_MICRO_YUAN) })}
        />
      )}
      <dl className="money-figures digits">
        <div className="panel money-figure money-figure-chief">
          <dt>
            {t('money.available')} · {t(`money.${paymentMode}`)}
          </dt>
          <dd>{yuanText(availableMicroYuan)}</dd>
        </div>
        <div className="panel money-figure">
          <dt>{t('money.balance')}</dt>
          <dd>{yuanText(balanceMicroYuan)}</dd>
        </div>
        <div className="panel money-figure">
          <dt>{t('money.reserved')}</dt>
          <dd>{yuanText(reservedMicroYuan)}</dd>
        </div>
        <div className="panel money-figure">
          <dt>{t('money.credit')}</dt>
          <dd>{yuanText(creditLimitMicroYuan)}</dd>
        </div>
      </dl>
    </>
  );
}
