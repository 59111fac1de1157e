import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { MicrophoneChoice, MicrophoneTest } from '../../phone/microphone-test.js';
import { useMicrophone } from '../../phone/use-microphone.js';

interface SeatDialogProps {
  readonly onReady: (deviceId: string | undefined) => void;
  readonly onCancel: () => void;
}

/** The microphone is tried before the first caller hears it; between calls it is off. */
export function SeatDialog({ onReady, onCancel }: SeatDialogProps) {
  const { t } = useTranslation();
  const { microphone, devices, open } = useMicrophone();
  const stream = microphone.kind === 'open' ? microphone.stream : undefined;
  const chosen = stream?.getAudioTracks()[0]?.getSettings().deviceId;
  return (
    <Modal
      open
      title={t('operator.phone.title')}
      okText={t('operator.phone.begin')}
      cancelText={t('phone.cancel')}
      okButtonProps={{ disabled: stream === undefined }}
      onOk={() => onReady(chosen)}
      onCancel={onCancel}
    >
      <p className="soft phone-intro">{t('operator.phone.intro')}</p>
      <Form layout="vertical" className="phone-form">
        <Form.Item label={t('phone.microphone')} htmlFor="phone-microphone">
          <MicrophoneChoice stream={stream} devices={devices} onChoose={open} />
          <MicrophoneTest microphone={microphone} onRetry={() => open()} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
