import { AudioOutlined } from '@ant-design/icons';
import { Alert, Badge, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Duty } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { Loaded } from '../../components/loaded.js';
import { numberText } from '../../components/number-text.js';
import { useAct } from '../../components/use-act.js';
import { useSeat } from '../../phone/seat-provider.js';
import { useChangeDuty, useDuty } from './operator-queries.js';

/** Where requests ring, whether they do, and when operators are there. */
export function DutyCard() {
  const duty = useDuty();
  return <Loaded query={duty}>{(found) => (found === null ? <NoSeat /> : <Seat duty={found} />)}</Loaded>;
}

function NoSeat() {
  const { t } = useTranslation();
  const { session } = useSession();
  return (
    <Alert
      className="form-notice"
      type="info"
      showIcon
      title={t('operator.noSeat')}
      description={
        session.role === 'admin' ? (
          <Link to="/admin/operators">{t('operator.toSeats')}</Link>
        ) : (
          t('operator.noSeatHint')
        )
      }
    />
  );
}

function Seat({ duty: { number, browser, enabled, onDuty, open, hours } }: { readonly duty: Duty }) {
  const { t } = useTranslation();
  const { run } = useAct();
  const change = useChangeDuty();
  const turn = () =>
    void run({
      act: () => change.mutateAsync(!onDuty),
      doneText: t(onDuty ? 'operator.wentOff' : 'operator.wentOn'),
    });
  return (
    <section className="seat" aria-label={t('operator.seat')}>
      <div>
        <div className="soft">{t('operator.seat')}</div>
        <strong className="digits seat-number">{numberText(number)}</strong>
        <SeatOfPage browser={browser} />
      </div>
      <div>
        <Badge
          status={onDuty ? 'success' : 'default'}
          text={t(onDuty ? 'operator.onDuty' : 'operator.offDuty')}
        />
        <div className="soft">
          {enabled ? t(browser ? 'operator.phone.dutyHint' : 'operator.dutyHint') : t('operator.seatOff')}
        </div>
      </div>
      <div>
        <div className="soft">{t('operator.hours')}</div>
        <div>
          {hours.hours === null
            ? t('operator.always')
            : t('operator.range', { hours: hours.hours, timeZone: hours.timeZone })}
        </div>
        {!open && <div className="seat-closed">{t('operator.closed')}</div>}
      </div>
      <div className="seat-buttons">
        <SeatButton disabled={!enabled} />
        <Button
          size="large"
          type={onDuty ? 'default' : 'primary'}
          disabled={!enabled}
          loading={change.isPending}
          onClick={turn}
        >
          {t(onDuty ? 'operator.goOffDuty' : 'operator.goOnDuty')}
        </Button>
      </div>
    </section>
  );
}

/** What rings instead of the telephone: this page, or another one of the user's. */
function SeatOfPage({ browser }: { readonly browser: boolean }) {
  const { t } = useTranslation();
  const { status } = useSeat();
  const text =
    status === 'connecting' ? 'connecting' : status === 'ready' ? 'here' : browser ? 'elsewhere' : undefined;
  return (
    <div role="status" className="seat-of-page">
      {text !== undefined && (
        <Badge
          status={status === 'connecting' ? 'processing' : 'success'}
          text={t(`operator.phone.${text}`)}
        />
      )}
    </div>
  );
}

function SeatButton({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation();
  const { status, open, close } = useSeat();
  if (status === 'connecting' || status === 'ready')
    return (
      <Button size="large" onClick={close}>
        {t('operator.phone.turnOff')}
      </Button>
    );
  return (
    <Button
      size="large"
      icon={<AudioOutlined />}
      disabled={disabled || status === 'setting-up'}
      onClick={open}
    >
      {t('operator.phone.turnOn')}
    </Button>
  );
}
