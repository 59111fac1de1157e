import { theme } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../components/time-text.js';

/** With what lies between it and the next. */
const BAR_PX = 4;
const GAP_SHARE = 0.35;
/** Silence is a line, not nothing. */
const BAR_PX_MIN = 2;

interface WaveformProps {
  /** Undefined: none is drawn. */
  readonly peaks: Float32Array | undefined;
  readonly positionS: number;
  readonly durationS: number;
  readonly onSeek: (positionS: number) => void;
}

/** The sound as a picture, on which the position is chosen. */
export function Waveform({ peaks, positionS, durationS, onSeek }: WaveformProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { token } = theme.useToken();
  const played = durationS === 0 ? 0 : positionS / durationS;
  useEffect(() => {
    const draw = () => {
      if (canvas.current !== null) {
        drawPeaks(canvas.current, peaks, played, [token.colorPrimary, token.colorTextQuaternary]);
      }
    };
    draw();
    window.addEventListener('resize', draw);
    return () => window.removeEventListener('resize', draw);
  }, [peaks, played, token]);
  return (
    <div className="waveform">
      <canvas ref={canvas} aria-hidden="true" />
      <input
        type="range"
        aria-label={t('recordings.position')}
        aria-valuetext={`${clockText(positionS)} / ${clockText(durationS)}`}
        min={0}
        max={durationS}
        step={1}
        value={Math.floor(positionS)}
        onChange={({ target }) => onSeek(Number(target.value))}
      />
    </div>
  );
}

/** As many as there is room for. */
function loudestOf(peaks: Float32Array, bars: number): readonly number[] {
  const each = Math.ceil(peaks.length / Math.max(1, bars));
  return Array.from({ length: Math.ceil(peaks.length / each) }, (_, index) =>
    Math.max(...peaks.subarray(index * each, (index + 1) * each)),
  );
}

function drawPeaks(
  canvas: HTMLCanvasElement,
  peaks: Float32Array | undefined,
  played: number,
  [before, after]: readonly [string, string],
): void {
  const { clientWidth, clientHeight } = canvas;
  const scale = window.devicePixelRatio;
  canvas.width = clientWidth * scale;
  canvas.height = clientHeight * scale;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(scale, scale);
  const bars = peaks === undefined ? [0] : loudestOf(peaks, Math.floor(clientWidth / BAR_PX));
  const step = clientWidth / bars.length;
  const width = peaks === undefined ? step : step * (1 - GAP_SHARE);
  // Quiet speech would be a flat line among full scale.
  const loudest = Math.max(...bars, 0.1);
  bars.forEach((peak, index) => {
    const height = Math.max(BAR_PX_MIN, (peak / loudest) * clientHeight);
    const top = (clientHeight - height) / 2;
    const left = index * step;
    context.fillStyle = after;
    context.fillRect(left, top, width, height);
    const share = Math.min(1, Math.max(0, (played * clientWidth - left) / width));
    context.fillStyle = before;
    context.fillRect(left, top, width * share, height);
  });
}
