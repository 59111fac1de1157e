import { CaretRightOutlined, DeleteOutlined, DownloadOutlined, ShareAltOutlined } from '@ant-design/icons';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recording } from '../../../client/index.js';
import { clockText } from '../../components/time-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { RecordingPlayer } from './recording-player.js';
import { useLinkMaker, useRemoveRecording } from './recording-queries.js';
import { ShareDialog } from './share-dialog.js';

const COLOUR = {
  recording: 'green',
  ready: 'default',
  incomplete: 'gold',
  lost: 'volcano',
} as const satisfies Record<Recording['status'], string>;

/** One recording: of what, when, how long; its player opens below. */
export function RecordingCard({ recording }: { readonly recording: Recording }) {
  const { t } = useTranslation();
  const { dateText, dayText } = useTimeText();
  const [isOpen, setOpen] = useState(false);
  const { roomName, roomNumber, startedMs, durationMs, status, tracks, deletedMs } = recording;
  const name = roomName ?? (roomNumber === '' ? t('recordings.noRoom') : roomNumber);
  return (
    <article className="recording">
      <div className="recording-head">
        <div className="recording-what">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <div className="recording-facts soft digits">
            <span>{dateText(startedMs)}</span>
            {durationMs !== null && <span>{clockText(durationMs / 1_000)}</span>}
            {tracks > 0 && <span>{t('recordings.tracks', { count: tracks })}</span>}
            <span>{t('recordings.keptUntil', { date: dayText(deletedMs) })}</span>
            {status !== 'ready' && <Tag color={COLOUR[status]}>{t(`recordings.status.${status}`)}</Tag>}
          </div>
        </div>
        <div className="recording-actions">
          {durationMs !== null && (
            <Button
              type={isOpen ? 'default' : 'primary'}
              ghost={!isOpen}
              icon={isOpen ? undefined : <CaretRightOutlined />}
              aria-expanded={isOpen}
              aria-label={isOpen ? t('recordings.close') : t('recordings.playOne', { name })}
              onClick={() => setOpen(!isOpen)}
            >
              {t(isOpen ? 'recordings.close' : 'recordings.play')}
            </Button>
          )}
          {status !== 'recording' && <FileActions recording={recording} name={name} />}
        </div>
      </div>
      {status !== 'ready' && <p className="soft">{t(`recordings.statusText.${status}`)}</p>}
      {isOpen && durationMs !== null && <RecordingPlayer recording={recording} durationMs={durationMs} />}
    </article>
  );
}

interface FileActionsProps {
  readonly recording: Recording;
  /** What the recording is of. */
  readonly name: string;
}

function FileActions({ recording, name }: FileActionsProps) {
  const { id, durationMs } = recording;
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const linkOf = useLinkMaker();
  const remove = useRemoveRecording();
  const [isAsking, setAsking] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const download = async () => {
    setAsking(true);
    try {
      // The answer is an attachment: the page stays.
      window.location.assign((await linkOf(id, 0)).url);
    } catch (thrown) {
      showProblem(thrown);
    } finally {
      setAsking(false);
    }
  };
  const confirmRemove = () =>
    void modal.confirm({
      title: t('recordings.removeTitle', { name }),
      content: t('recordings.removeText'),
      okText: t('recordings.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(id);
          void message.success(t('recordings.removed'));
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
  return (
    <>
      {durationMs !== null && (
        <>
          <Button icon={<DownloadOutlined />} loading={isAsking} onClick={() => void download()}>
            {t('recordings.download')}
          </Button>
          <Button
            icon={<ShareAltOutlined />}
            aria-label={t('recordings.shareOne', { name })}
            onClick={() => setSharing(true)}
          >
            {t('recordings.share')}
          </Button>
        </>
      )}
      <Button danger icon={<DeleteOutlined />} onClick={confirmRemove}>
        {t('recordings.remove')}
      </Button>
      {isSharing && <ShareDialog recording={recording} name={name} onClose={() => setSharing(false)} />}
    </>
  );
}
