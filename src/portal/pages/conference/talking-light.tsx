import { memo } from 'react';
import { useTranslation } from 'react-i18next';

interface TalkingLightProps {
  readonly talking: boolean;
  readonly heard: boolean;
}

/** Glows and moves while the participant talks; it fades slowly, so that the pauses between words do not flicker. */
export const TalkingLight = memo(function TalkingLight({ talking, heard }: TalkingLightProps) {
  const { t } = useTranslation();
  const audible = talking && heard;
  const state = !heard ? 'muted' : talking ? 'talking' : 'quiet';
  return (
    <span className={`talking-light talking-light-${state}`} data-talking={audible}>
      <i />
      <i />
      <i />
      {audible && <span className="visually-hidden">{t('live.talking')}</span>}
    </span>
  );
});
