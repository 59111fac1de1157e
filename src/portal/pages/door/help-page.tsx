import {
  AudioMutedOutlined,
  ClockCircleOutlined,
  CustomerServiceOutlined,
  LockOutlined,
  MobileOutlined,
  PauseCircleOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button.js';
import { DoorFrame } from './door-frame.js';
import { helpWords } from './help-words.js';
import { words as doorWords } from './words.js';

export const words = [doorWords, helpWords];

const TIPS = {
  longRoom: <ClockCircleOutlined />,
  muteAll: <AudioMutedOutlined />,
  mobile: <MobileOutlined />,
  otherCall: <PauseCircleOutlined />,
  handsFree: <CustomerServiceOutlined />,
  lock: <LockOutlined />,
} as const satisfies Record<string, ReactNode>;

/** 使用小贴士 [S33] */
export default function HelpPage() {
  return (
    <DoorFrame>
      <Tips />
    </DoorFrame>
  );
}

function Tips() {
  const { t } = useTranslation();
  return (
    <>
      <div className="door-head">
        <h1>{t('help.title')}</h1>
        <p>{t('help.lead')}</p>
      </div>
      <ul className="tips">
        {(Object.keys(TIPS) as (keyof typeof TIPS)[]).map((tip) => (
          <li key={tip} className="panel tip">
            <span className="tip-icon">{TIPS[tip]}</span>
            <div>
              <h2>{t(`help.${tip}`)}</h2>
              <p className="soft">{t(`help.${tip}Text`)}</p>
            </div>
          </li>
        ))}
      </ul>
      <div className="door-back">
        <LinkButton to="/">{t('help.back')}</LinkButton>
      </div>
    </>
  );
}
