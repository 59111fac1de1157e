import { Button, Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const KEYS = '123456789*0#';
/** Of what was pressed, so much is shown. */
const SHOWN_MAX = 16;

interface KeyPadDialogProps {
  readonly onPress: (key: string) => void;
  readonly onClose: () => void;
}

/** The keys of a telephone, by mouse, finger or keyboard. */
export function KeyPadDialog({ onPress, onClose }: KeyPadDialogProps) {
  const { t } = useTranslation();
  const [pressed, setPressed] = useState('');
  const press = useCallback(
    (key: string) => {
      onPress(key);
      setPressed((keys) => (keys + key).slice(-SHOWN_MAX));
    },
    [onPress],
  );
  useEffect(() => {
    const onKey = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): void => {
      if (key.length === 1 && KEYS.includes(key) && !altKey && !ctrlKey && !metaKey) press(key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [press]);
  return (
    <Modal open width={320} footer={null} title={t('phone.keyPad')} onCancel={onClose}>
      <p className="phone-pressed digits" role="status">
        {pressed}
      </p>
      <div className="phone-keys">
        {Array.from(KEYS, (key) => (
          <Button key={key} size="large" aria-label={t('phone.key', { key })} onClick={() => press(key)}>
            {key}
          </Button>
        ))}
      </div>
      <p className="soft">{t('phone.keyPadHint')}</p>
    </Modal>
  );
}
