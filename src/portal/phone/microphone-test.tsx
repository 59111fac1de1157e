import { CheckCircleFilled } from '@ant-design/icons';
import { Alert, Button, Select } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputLevel } from './input-level.js';
import { LevelMeter } from './level-meter.js';
import type { MicrophoneState } from './use-microphone.js';

/** A voice; the noise of a quiet room is below. */
const VOICE_LEVEL = 0.3;

interface MicrophoneChoiceProps {
  readonly stream: MediaStream | undefined;
  readonly devices: readonly MediaDeviceInfo[];
  readonly onChoose: (deviceId: string) => void;
}

export function MicrophoneChoice({ stream, devices, onChoose }: MicrophoneChoiceProps) {
  const { t } = useTranslation();
  const chosen = stream?.getAudioTracks()[0]?.getSettings().deviceId;
  return (
    <Select
      id="phone-microphone"
      value={chosen ?? null}
      disabled={devices.length === 0}
      options={devices.map(({ deviceId, label }, index) => ({
        value: deviceId,
        label: label === '' ? t('phone.anyMicrophone', { index: index + 1 }) : label,
      }))}
      onChange={(deviceId) => {
        if (deviceId !== null) onChoose(deviceId);
      }}
    />
  );
}

interface MicrophoneTestProps {
  readonly microphone: MicrophoneState;
  readonly onRetry: () => void;
}

/** Shows that it hears its user, or says what is to be done. */
export function MicrophoneTest({ microphone, onRetry }: MicrophoneTestProps) {
  const { t } = useTranslation();
  if (microphone.kind === 'open') return <Hearing key={microphone.stream.id} level={microphone.level} />;
  if (microphone.kind === 'asking') {
    return (
      <p className="phone-test soft" role="status">
        {t('phone.asking')}
      </p>
    );
  }
  const { failure } = microphone;
  return (
    <Alert
      className="phone-test"
      type="warning"
      showIcon
      title={t(`phone.failure.${failure}`)}
      action={failure !== 'not-secure' && <Button onClick={onRetry}>{t('phone.tryAgain')}</Button>}
    />
  );
}

function Hearing({ level }: { readonly level: InputLevel }) {
  const { t } = useTranslation();
  const [works, setWorks] = useState(false);
  const read = useCallback(() => {
    const now = level.read();
    if (now > VOICE_LEVEL) setWorks(true);
    return now;
  }, [level]);
  return (
    <div className="phone-test">
      <LevelMeter read={read} />
      <p className={works ? 'phone-works' : 'soft'} role="status">
        {works && <CheckCircleFilled />} {t(works ? 'phone.works' : 'phone.speak')}
      </p>
    </div>
  );
}
