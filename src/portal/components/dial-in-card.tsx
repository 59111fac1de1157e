import { PhoneOutlined } from '@ant-design/icons';
import { Card, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialInProps {
  readonly serviceNumbers: readonly string[];
  readonly roomNumber: string;
  readonly chairPassword: string;
  readonly attendeePassword: string;
}

/** What a caller dials and keys, step by step. */
export function DialInCard(props: DialInProps) {
  const { t } = useTranslation();
  return (
    <Card
      className="dial-in"
      title={
        <span>
          <PhoneOutlined /> {t('live.dialIn')}
        </span>
      }
    >
      <ol className="dial-in-steps">
        <Step index={1} label={t('live.dialNumber')}>
          {props.serviceNumbers.length === 0 ? (
            <Typography.Text type="secondary">{t('live.noServiceNumber')}</Typography.Text>
          ) : (
            props.serviceNumbers.map((number) => (
              <a key={number} className="digits dial-in-value" href={`tel:${number}`}>
                {number}
              </a>
            ))
          )}
        </Step>
        <Step index={2} label={t('live.keyRoom')}>
          <Keys text={`${props.roomNumber}#`} />
        </Step>
        <Step index={3} label={t('live.keyPassword')}>
          <Keys label={t('live.chairKeys')} text={`${props.chairPassword}#`} />
          <Keys
            label={t('live.attendeeKeys')}
            text={props.attendeePassword === '' ? t('live.pressHash') : `${props.attendeePassword}#`}
          />
        </Step>
      </ol>
    </Card>
  );
}

function Step(props: { readonly index: number; readonly label: string; readonly children: ReactNode }) {
  return (
    <li>
      <span className="dial-in-index">{props.index}</span>
      <div>
        <div className="dial-in-label">{props.label}</div>
        <div className="dial-in-values">{props.children}</div>
      </div>
    </li>
  );
}

function Keys({ label, text }: { readonly label?: string; readonly text: string }) {
  return (
    <span className="dial-in-value">
      {label !== undefined && <small>{label}</small>}
      <span className="digits">{text}</span>
    </span>
  );
}
