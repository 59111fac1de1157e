import { LeftOutlined } from '@ant-design/icons';
import { Button, Result, Steps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactImport, ContactImportOutcome } from '../../../client/index.js';
import { LinkButton } from '../../components/link-button.js';
import { ImportFile } from './import-file.js';
import { ImportReview } from './import-review.js';
import { outcomeParts } from './import-values.js';
import { importWords } from './import-words.js';
import './contacts.css';
import './import.css';

export const words = importWords;

/** From a CSV file: chosen, checked, done [S39]. */
export default function ImportPage() {
  const { t } = useTranslation();
  const [read, setRead] = useState<ContactImport>();
  const [outcome, setOutcome] = useState<ContactImportOutcome>();
  const startAnew = () => {
    setRead(undefined);
    setOutcome(undefined);
  };
  const step = outcome !== undefined ? 2 : read !== undefined ? 1 : 0;
  return (
    <>
      <Link className="back-link" to="/contacts">
        <LeftOutlined /> {t('contactImport.back')}
      </Link>
      <div className="page-head">
        <h1>{t('contactImport.title')}</h1>
      </div>
      <Steps
        className="import-steps"
        size="small"
        responsive={false}
        current={step}
        items={(['stepFile', 'stepCheck', 'stepDone'] as const).map((name) => ({
          title: t(`contactImport.${name}`),
        }))}
      />
      {read === undefined ? (
        <ImportFile onRead={setRead} />
      ) : outcome === undefined ? (
        <ImportReview key={read.id} read={read} onDone={setOutcome} onAnother={startAnew} />
      ) : (
        <Outcome outcome={outcome} onMore={startAnew} />
      )}
    </>
  );
}

interface OutcomeProps {
  readonly outcome: ContactImportOutcome;
  readonly onMore: () => void;
}

function Outcome({ outcome, onMore }: OutcomeProps) {
  const { t } = useTranslation();
  return (
    <div className="panel" role="status">
      <Result
        status="success"
        title={t('contactImport.done')}
        subTitle={outcomeParts(outcome)
          .map(([what, count]) => t(`contactImport.${what}`, { count }))
          .join(' · ')}
        extra={[
          <LinkButton key="contacts" type="primary" to="/contacts">
            {t('contactImport.toContacts')}
          </LinkButton>,
          <Button key="more" onClick={onMore}>
            {t('contactImport.importMore')}
          </Button>,
        ]}
      />
    </div>
  );
}
