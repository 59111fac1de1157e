import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ListedNumbers } from './listed-numbers.js';
import { OptOuts } from './opt-outs.js';

export { words } from './words.js';

const LISTS = ['numbers', 'optOuts'] as const;
type List = (typeof LISTS)[number];

/** 号码名单: who may use the instant service [S30], and who is called no more [S41]. */
export default function ListedNumbersPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const list = LISTS.find((name) => name === params.get('list')) ?? 'numbers';
  return (
    <>
      <div className="page-head">
        <h1>{t('listed.title')}</h1>
      </div>
      <p className="page-lead">{t('listed.lead')}</p>
      <Segmented<List>
        className="rooms-windows"
        aria-label={t('listed.which')}
        value={list}
        options={LISTS.map((value) => ({ value, label: t(`listed.${value}`) }))}
        onChange={(chosen) => setParams({ list: chosen }, { replace: true })}
      />
      {list === 'numbers' ? <ListedNumbers /> : <OptOuts />}
    </>
  );
}
