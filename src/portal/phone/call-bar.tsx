import { AppstoreOutlined, AudioOutlined, PhoneOutlined } from '@ant-design/icons';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Elapsed } from '../components/elapsed.js';
import { BarButton, MuteButton } from './bar-button.js';
import { KeyPadDialog } from './key-pad-dialog.js';
import { LevelMeter } from './level-meter.js';
import type { PhoneRoom } from './phone-room.js';
import { useOwnMute } from './use-own-mute.js';
import type { PhoneCall } from './use-phone-call.js';

interface CallBarProps {
  readonly room: PhoneRoom;
  readonly call: PhoneCall;
  /** Back to the dialog. */
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The call, at the foot of whatever page is open. */
export function CallBar({ room, call, onAgain, onClose }: CallBarProps) {
  const { t } = useTranslation();
  const { phone, state, failure, joinedMs, microphoneLost } = call;
  const { voice, press } = useOwnMute(call);
  const isOver = state === 'ended';
  const shown = isOver ? 'ended' : state === 'joined' ? voice : 'connecting';
  const read = useCallback(() => phone.level, [phone]);
  return (
    <section className={`phone-bar phone-bar-${shown}`} aria-label={t('phone.bar')}>
      <div className="phone-line">
        <div className="phone-who">
          <Link className="phone-room" to={`/rooms/${room.id}`}>
            <bdi>{room.name}</bdi>
          </Link>
          <div className="phone-state">
            <i className="phone-light" />
            <span role="status">{t(`phone.state.${shown}`)}</span>
            {!isOver && joinedMs !== undefined && <Elapsed fromMs={joinedMs} />}
          </div>
        </div>
        {!isOver && <LevelMeter read={read} />}
        <div className="phone-buttons">
          {isOver ? (
            <>
              <BarButton kind="again" text={t('phone.again')} icon={<AudioOutlined />} onClick={onAgain} />
              <BarButton text={t('phone.close')} onClick={onClose} />
            </>
          ) : (
            <CallButtons
              call={call}
              muted={voice !== 'joined'}
              onMute={press}
              onHangUp={() => void phone.hangUp().finally(onClose)}
            />
          )}
        </div>
      </div>
      <div role="alert" className="phone-problem">
        {failure !== undefined && t(`phone.failure.${failure}`)}
        {!isOver && microphoneLost && t('phone.microphoneLost')}
      </div>
    </section>
  );
}

interface CallButtonsProps {
  readonly call: PhoneCall;
  readonly muted: boolean;
  readonly onMute: (on: boolean) => void;
  readonly onHangUp: () => void;
}

function CallButtons({ call, muted, onMute, onHangUp }: CallButtonsProps) {
  const { t } = useTranslation();
  const { phone, state } = call;
  const [keying, setKeying] = useState(false);
  return (
    <>
      <MuteButton muted={muted} onMute={onMute} />
      <BarButton
        text={t('phone.keyPad')}
        disabled={state !== 'joined'}
        icon={<AppstoreOutlined />}
        onClick={() => setKeying(true)}
      />
      <BarButton
        kind="hang-up"
        text={t('phone.hangUp')}
        icon={<PhoneOutlined rotate={225} />}
        onClick={onHangUp}
      />
      {keying && <KeyPadDialog onPress={(key) => phone.press(key)} onClose={() => setKeying(false)} />}
    </>
  );
}
