import { LeftOutlined } from '@ant-design/icons';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServiceNumbers } from '../../api/service-numbers.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { NumberSection } from './number-section.js';
import { useNumbers } from './number-queries.js';
import { words as numberWords } from './number-words.js';
import { PhonePin } from './phone-pin.js';
import { words as instantWords } from './words.js';
import './instant.css';

export const words = [instantWords, numberWords, partyWords];

/** 主持人电话设置 [S38] and the binding of 多方通 [S26]. */
export default function NumbersPage() {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const [instant] = useServiceNumbers('instant').data ?? [];
  const [quick] = useServiceNumbers('quick').data ?? [];
  if (numbers.isPending) return <PageLoading />;
  if (numbers.isLoadingError)
    return <LoadFailure error={numbers.error} onRetry={() => void numbers.refetch()} />;
  const hosts = numbers.data.filter(({ kind }) => kind !== 'bound');
  const conveners = numbers.data.filter(({ kind }) => kind === 'bound');
  return (
    <>
      <Link className="back-link" to="/instant">
        <LeftOutlined /> {t('instant.title')}
      </Link>
      <div className="page-head">
        <h1>{t('numbers.title')}</h1>
      </div>
      <NumberSection kind="linked" numbers={hosts}>
        {instant !== undefined && (
          <Alert type="info" showIcon title={t('numbers.activateHint', { number: instant })} />
        )}
      </NumberSection>
      <NumberSection kind="bound" numbers={conveners}>
        {quick !== undefined && (
          <Alert
            type="info"
            title={t('numbers.quickTitle', { number: quick })}
            description={t('numbers.quickText')}
          />
        )}
        <PhonePin />
      </NumberSection>
    </>
  );
}
