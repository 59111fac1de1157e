import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recording } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { clockText } from '../../components/time-text.js';
import { useRecordingLink, type Track } from './recording-queries.js';
import { isShort, megabytesOf } from './recording-size.js';
import { usePeaks } from './use-peaks.js';
import { Waveform } from './waveform.js';

const SPEEDS = [1, 1.25, 1.5, 2];
/** A link that is over is asked for again, but not for ever. */
const RENEWALS_MAX = 3;

interface RecordingPlayerProps {
  readonly recording: Recording;
  readonly durationMs: number;
}

/** Plays the mix or the track of one party. */
export function RecordingPlayer({ recording, durationMs }: RecordingPlayerProps) {
  const { t } = useTranslation();
  const [track, setTrack] = useState<Track>(0);
  const link = useRecordingLink(recording.id, track);
  if (link.isLoadingError) return <LoadFailure error={link.error} onRetry={() => void link.refetch()} />;
  return (
    <div className="player">
      {recording.tracks > 0 && (
        <label className="player-track">
          {t('recordings.track')}
          <Select<Track>
            size="small"
            value={track}
            onChange={setTrack}
            aria-label={t('recordings.track')}
            options={Array.from({ length: recording.tracks + 1 }, (_, index) => ({
              value: index,
              label: index === 0 ? t('recordings.mix') : t('recordings.trackOf', { index }),
            }))}
          />
        </label>
      )}
      <Player key={track} url={link.data?.url} durationMs={durationMs} onOver={() => void link.refetch()} />
    </div>
  );
}

interface PlayerProps {
  /** Undefined: not known yet. */
  readonly url: string | undefined;
  readonly durationMs: number;
  /** The link leads nowhere any more. */
  readonly onOver: () => void;
}

function Player({ url, durationMs, onOver }: PlayerProps) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [positionS, setPositionS] = useState(0);
  const [speed, setSpeed] = useState(1);
  const [renewals, setRenewals] = useState(0);
  const durationS = durationMs / 1_000;
  const seek = (toS: number) => {
    setPositionS(toS);
    if (audio.current !== null) audio.current.currentTime = toS;
  };
  const toggle = () => void (isPlaying ? audio.current?.pause() : audio.current?.play());
  const fail = () => {
    setRenewals(renewals + 1);
    if (renewals < RENEWALS_MAX) onOver();
  };
  return (
    <>
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setPositionS(currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget }) => {
          // With another link it goes on where it was.
          currentTarget.currentTime = positionS;
          currentTarget.playbackRate = speed;
          if (isPlaying) void currentTarget.play();
        }}
        onError={fail}
      />
      <div className="player-row">
        <Button
          type="primary"
          shape="circle"
          size="large"
          icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
          aria-label={t(isPlaying ? 'recordings.pause' : 'recordings.play')}
          disabled={url === undefined}
          onClick={toggle}
        />
        <Wave url={url} durationMs={durationMs} positionS={positionS} onSeek={seek} />
        <span className="player-clock digits">
          {clockText(positionS)} / {clockText(durationS)}
        </span>
        <Select<number>
          size="small"
          value={speed}
          aria-label={t('recordings.speed')}
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          onChange={(value) => {
            setSpeed(value);
            if (audio.current !== null) audio.current.playbackRate = value;
          }}
        />
      </div>
      {renewals > RENEWALS_MAX && (
        <p className="player-problem" role="alert">
          {t('recordings.notPlayed')}
        </p>
      )}
    </>
  );
}

interface WaveProps extends Pick<PlayerProps, 'url' | 'durationMs'> {
  readonly positionS: number;
  readonly onSeek: (positionS: number) => void;
}

/** A long recording has its waveform when it is asked for. */
function Wave({ url, durationMs, positionS, onSeek }: WaveProps) {
  const { t } = useTranslation();
  const [isWanted, setWanted] = useState(isShort(durationMs));
  const [firstUrl, setFirstUrl] = useState(url);
  // Another link leads to the same sound.
  if (firstUrl === undefined && url !== undefined) setFirstUrl(url);
  const wave = usePeaks(isWanted ? firstUrl : undefined, durationMs);
  return (
    <div className="player-wave">
      <Waveform
        peaks={'peaks' in wave ? wave.peaks : undefined}
        positionS={positionS}
        durationS={durationMs / 1_000}
        onSeek={onSeek}
      />
      {!isWanted && (
        <p className="soft">
          {t('recordings.waveLong', { megabytes: megabytesOf(durationMs) })}
          <Button type="link" size="small" onClick={() => setWanted(true)}>
            {t('recordings.waveDraw')}
          </Button>
        </p>
      )}
      {wave.state === 'reading' && <p className="soft">{t('recordings.waveDrawing')}</p>}
      {wave.state === 'failed' && <p className="soft">{t('recordings.waveFailed')}</p>}
    </div>
  );
}
