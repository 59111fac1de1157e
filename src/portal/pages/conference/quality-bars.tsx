import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineQuality } from '../../../client/index.js';
import { BARS, levelOf } from './quality.js';

/** How the line sounds, by the receiver's reports: one to four bars, in words for who does not see them. */
export const QualityBars = memo(function QualityBars({ quality }: { readonly quality: LineQuality | null }) {
  const { t } = useTranslation();
  const level = levelOf(quality);
  const text =
    quality === null
      ? t('live.quality.unknown')
      : t('live.quality.detail', {
          level: t(`live.quality.${level}`),
          mos: quality.mos,
          loss: quality.lossPercent,
          jitter: quality.jitterMs,
        });
  return (
    <span
      className={`quality quality-${level}`}
      role="img"
      aria-label={text}
      title={text}
      data-bars={BARS[level]}
    >
      <i />
      <i />
      <i />
      <i />
    </span>
  );
});
