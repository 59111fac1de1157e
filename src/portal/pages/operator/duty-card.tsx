import { Alert, Badge, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Duty } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { Loaded } from '../../components/loaded.js';
import { numberText } from '../../components/number-text.js';
import { useAct } from '../../components/use-act.js';
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

function Seat({ duty: { number, enabled, onDuty, open, hours } }: { readonly duty: Duty }) {
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
      </div>
      <div>
        <Badge
          status={onDuty ? 'success' : 'default'}
          text={t(onDuty ? 'operator.onDuty' : 'operator.offDuty')}
        />
        <div className="soft">{enabled ? t('operator.dutyHint') : t('operator.seatOff')}</div>
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
      <Button
        size="large"
        type={onDuty ? 'default' : 'primary'}
        disabled={!enabled}
        loading={change.isPending}
        onClick={turn}
      >
        {t(onDuty ? 'operator.goOffDuty' : 'operator.goOnDuty')}
      </Button>
    </section>
  );
}
