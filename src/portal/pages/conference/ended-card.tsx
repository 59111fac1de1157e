import { CheckCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conference } from '../../../client/index.js';
import { yuanText } from '../../components/money-text.js';
import { clockText } from '../../components/time-text.js';

export interface Ended {
  readonly conference: Conference;
  readonly endedMs: number;
}

interface EndedCardProps {
  readonly ended: Ended;
  readonly onClose: () => void;
}

/** 「通话结束,谢谢使用」. */
export function EndedCard({ ended: { conference, endedMs }, onClose }: EndedCardProps) {
  const { t } = useTranslation();
  return (
    <section className="live-ended" role="status">
      <CheckCircleFilled className="live-ended-icon" />
      <div className="live-ended-text">
        <h2>{t('live.ended')}</h2>
        <p className="soft">
          {t('live.endedFacts', {
            duration: clockText((endedMs - conference.openedMs) / 1_000),
            cost: yuanText(conference.costMicroYuan),
          })}
        </p>
      </div>
      <Link to="/records">
        <Button>{t('live.toRecords')}</Button>
      </Link>
      <Button type="text" onClick={onClose}>
        {t('live.close')}
      </Button>
    </section>
  );
}
