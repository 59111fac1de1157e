import { PrinterOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statement } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { fenText } from '../../components/money-text.js';
import { PageLoading } from '../../components/page-loading.js';
import { Card } from './card.js';
import { statementPageUrl, useStatement, useStatementMonths } from './money-queries.js';

/** The statement of a month, with a page to print. */
export function StatementCard() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const { data: months = [], error: monthsError, refetch } = useStatementMonths();
  const month = chosen ?? months[0]?.month;
  const { data: statement, error } = useStatement(month);
  const failed = monthsError ?? error;
  if (failed !== null) return <LoadFailure error={failed} onRetry={() => void refetch()} />;
  if (month === undefined) return <PageLoading />;
  return (
    <Card
      title={t('money.statements')}
      {...(statement?.complete === false ? { lead: t('money.running') } : {})}
      extra={
        <Button icon={<PrinterOutlined />} href={statementPageUrl(month)} target="_blank" rel="noreferrer">
          {t('money.print')}
        </Button>
      }
    >
      <p>
        <Select
          className="statement-months"
          aria-label={t('money.month')}
          value={month}
          options={months.map((one) => ({ value: one.month, label: one.month }))}
          onChange={setChosen}
        />
      </p>
      {statement === undefined ? <PageLoading /> : <Sums statement={statement} />}
    </Card>
  );
}

function Sums({ statement }: { readonly statement: Statement }) {
  const { t } = useTranslation();
  const { openingFen, rechargedFen, chargedFen, closingFen, charges } = statement;
  return (
    <dl className="statement-sums digits">
      <div>
        <dt>{t('money.opening')}</dt>
        <dd>{fenText(openingFen)}</dd>
      </div>
      <div>
        <dt>{t('money.recharged')}</dt>
        <dd>{fenText(rechargedFen)}</dd>
      </div>
      <div>
        <dt>
          {t('money.charged')} <span className="soft">{t('money.charges', { count: charges })}</span>
        </dt>
        <dd>{fenText(-chargedFen)}</dd>
      </div>
      <div className="statement-closing">
        <dt>{t('money.closing')}</dt>
        <dd>{fenText(closingFen)}</dd>
      </div>
    </dl>
  );
}
