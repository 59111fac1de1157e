import { AudioMutedOutlined, AudioOutlined } from '@ant-design/icons';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface BarButtonProps {
  readonly kind?: 'muted' | 'hang-up' | 'answer' | 'again' | undefined;
  readonly text: string;
  readonly title?: string;
  readonly keys?: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** With its word where there is room for it. */
export function BarButton({
  kind,
  text,
  title = text,
  keys,
  icon,
  disabled = false,
  onClick,
}: BarButtonProps) {
  return (
    <button
      type="button"
      className={kind === undefined ? 'phone-button' : `phone-button phone-button-${kind}`}
      title={title}
      aria-label={text}
      aria-keyshortcuts={keys}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      <span className={icon === undefined ? undefined : 'phone-word'}>{text}</span>
    </button>
  );
}

interface MuteButtonProps {
  readonly muted: boolean;
  readonly onMute: (on: boolean) => void;
}

export function MuteButton({ muted, onMute }: MuteButtonProps) {
  const { t } = useTranslation();
  useMuteKeys(muted, onMute);
  const action = t(muted ? 'phone.unmute' : 'phone.mute');
  return (
    <BarButton
      kind={muted ? 'muted' : undefined}
      text={action}
      title={t('phone.muteKeys', { action })}
      keys="Alt+M"
      icon={muted ? <AudioMutedOutlined /> : <AudioOutlined />}
      onClick={() => onMute(!muted)}
    />
  );
}

/** Wherever the keyboard is: who is asked something wants to answer at once. */
function useMuteKeys(muted: boolean, onMute: (on: boolean) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { altKey, ctrlKey, metaKey, code, repeat } = event;
      if (!altKey || ctrlKey || metaKey || code !== 'KeyM') return;
      event.preventDefault();
      if (!repeat) onMute(!muted);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [muted, onMute]);
}
