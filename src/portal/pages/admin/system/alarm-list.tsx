import { BellOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Alarm } from '../../../../client/index.js';
import { Loaded } from '../../../components/loaded.js';
import { MoreButton } from '../../../components/more-button.js';
import { yuanText } from '../../../components/money-text.js';
import { barKey } from '../../../components/party-words.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useAlarms } from './system-queries.js';

const COLOURS = { 'sudden-rise': 'red', limit: 'orange', 'trunk-down': 'red', 'trunk-up': 'green' } as const;

/** What should be looked at, the newest first [S41]. */
export function AlarmList() {
  const { t } = useTranslation();
  const alarms = useAlarms();
  return (
    <section className="block">
      <div className="block-head">
        <h2>
          <BellOutlined /> {t('system.alarms')}
        </h2>
      </div>
      <Loaded query={alarms}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="soft">{t('system.noAlarms')}</p>;
          return (
            <ul className="alarms">
              {items.map((alarm) => (
                <AlarmLine key={alarm.id} alarm={alarm} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <MoreButton list={alarms} />
    </section>
  );
}

function AlarmLine({ alarm: { kind, subject, detail, raisedMs } }: { readonly alarm: Alarm }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const isOfTrunk = kind === 'trunk-down' || kind === 'trunk-up';
  const code = typeof detail.code === 'string' ? detail.code : undefined;
  return (
    <li>
      <Tag color={COLOURS[kind]}>{t(`system.alarm.${kind}`)}</Tag>
      {isOfTrunk ? (
        <Link to="/admin/trunks">{subject}</Link>
      ) : (
        <Link to={`/admin/accounts/${subject}`}>{t('system.toAccount')}</Link>
      )}
      {code !== undefined && <span>{t(barKey(code), { code })}</span>}
      {kind === 'sudden-rise' && <RiseText detail={detail} />}
      <time className="soft" dateTime={new Date(raisedMs).toISOString()}>
        {dateText(raisedMs)}
      </time>
    </li>
  );
}

function RiseText({ detail: { of, lastHour, usualHour } }: Pick<Alarm, 'detail'>) {
  const { t } = useTranslation();
  const isMoney = of === 'spent';
  const text = (value: unknown): string =>
    isMoney ? yuanText(Number(value)) : String(Math.round(Number(value)));
  return (
    <span>
      {t(isMoney ? 'system.rise.spent' : 'system.rise.legs', {
        last: text(lastHour),
        usual: text(usualHour),
      })}
    </span>
  );
}
