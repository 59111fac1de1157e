import { CloseOutlined, PhoneOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Elapsed } from '../../components/elapsed.js';
import { numberText } from '../../components/number-text.js';
import { BarButton, MuteButton } from '../../phone/bar-button.js';
import { useLeaveWarning } from '../../phone/leave-warning.js';
import { LevelMeter } from '../../phone/level-meter.js';
import { RingTone } from '../../phone/ring-tone.js';
import { useOwnRequest, type Waiting } from './operator-queries.js';
import type { useSeatPhone } from './use-seat-phone.js';

type SeatPhoneInUse = ReturnType<typeof useSeatPhone>;

/** The call, at the foot of whatever page is open; between the calls there is nothing to see. */
export function SeatBar({ phone }: { readonly phone: SeatPhoneInUse }) {
  const { t } = useTranslation();
  const { state, failure } = phone.call;
  const isRinging = state === 'ringing';
  const isInCall = isRinging || state === 'answering' || state === 'talking';
  const request = useOwnRequest();
  useRinging(isRinging, t('operator.phone.state.ringing'));
  useLeaveWarning(isInCall);
  if (!isInCall && failure === undefined) return null;
  const shown = isInCall ? barKind(phone) : 'ended';
  return (
    <section className={`phone-bar phone-bar-${shown}`} aria-label={t('operator.phone.bar')}>
      <div className="phone-line">
        {isInCall && <Caller phone={phone} request={request} />}
        {!isInCall && (
          <div role="alert" className="phone-who">
            {t(`operator.phone.failure.${failure ?? 'media-lost'}`)}
          </div>
        )}
        {state === 'talking' && <LevelMeter read={phone.level} />}
        <div className="phone-buttons">
          {isRinging && <RingingButtons phone={phone} />}
          {isInCall && !isRinging && <TalkingButtons phone={phone} />}
          {!isInCall && <BarButton text={t('phone.close')} onClick={phone.forgetFailure} />}
        </div>
      </div>
    </section>
  );
}

function Caller({
  phone: { call },
  request,
}: {
  readonly phone: SeatPhoneInUse;
  readonly request: Waiting | undefined;
}) {
  const { t } = useTranslation();
  const { state, muted, talkingMs } = call;
  const shown = state === 'talking' && muted ? 'muted' : state;
  return (
    <div className="phone-who">
      <Link className="phone-room" to="/operator">
        {request === undefined ? t('operator.phone.somebody') : <Who request={request} />}
      </Link>
      <div className="phone-state">
        <i className="phone-light" />
        <span role={state === 'ringing' ? 'alert' : 'status'}>{t(`operator.phone.state.${shown}`)}</span>
        {talkingMs !== undefined && <Elapsed fromMs={talkingMs} />}
      </div>
    </div>
  );
}

function Who({ request: { name, number, conferenceName } }: { readonly request: Waiting }) {
  const { t } = useTranslation();
  const who = name ?? (number === null ? t('operator.unknown') : numberText(number));
  return (
    <>
      <bdi>{who}</bdi>
      {conferenceName !== null && (
        <>
          {' · '}
          <bdi>{conferenceName}</bdi>
        </>
      )}
    </>
  );
}

function RingingButtons({ phone }: { readonly phone: SeatPhoneInUse }) {
  const { t } = useTranslation();
  return (
    <>
      <BarButton
        kind="answer"
        text={t('operator.take')}
        icon={<PhoneOutlined />}
        onClick={() => void phone.answer()}
      />
      <BarButton
        kind="hang-up"
        text={t('operator.phone.decline')}
        icon={<CloseOutlined />}
        onClick={phone.decline}
      />
    </>
  );
}

function TalkingButtons({ phone }: { readonly phone: SeatPhoneInUse }) {
  const { t } = useTranslation();
  return (
    <>
      <MuteButton muted={phone.call.muted} onMute={phone.mute} />
      <BarButton
        kind="hang-up"
        text={t('phone.hangUp')}
        icon={<PhoneOutlined rotate={225} />}
        onClick={phone.hangUp}
      />
    </>
  );
}

const barKind = ({ call: { state, muted } }: SeatPhoneInUse): string =>
  state === 'talking' ? (muted ? 'muted' : 'joined') : state === 'ringing' ? 'ringing' : 'connecting';

/** By tone, and in the title of the page for who looks at another one. */
function useRinging(on: boolean, text: string): void {
  useEffect(() => {
    if (!on) return undefined;
    const tone = new RingTone();
    const title = document.title;
    document.title = `● ${text}`;
    return () => {
      tone.stop();
      document.title = title;
    };
  }, [on, text]);
}
