import { LinkOutlined } from '@ant-design/icons';
import { App, Button, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recording, RecordingShare } from '../../../client/index.js';
import { CopyButton } from '../../components/copy-button.js';
import { copyText } from '../../components/copy-text.js';
import { Loaded } from '../../components/loaded.js';
import { useAct } from '../../components/use-act.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useAddShare, useRemoveShare, useShares } from './recording-queries.js';

const DAYS = [1, 7, 30];
const USUAL_DAYS = 7;

interface ShareDialogProps {
  readonly recording: Recording;
  /** What the recording is of. */
  readonly name: string;
  readonly onClose: () => void;
}

/** 分享录音 [S4]: a link for people without a login, for a time, that can be taken back. */
export function ShareDialog({ recording, name, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal open title={t('recordings.shareTitle', { name })} footer={null} onCancel={onClose}>
      <p>{t('recordings.shareText')}</p>
      <NewShare recordingId={recording.id} />
      <Shares recordingId={recording.id} />
    </Modal>
  );
}

function NewShare({ recordingId }: { readonly recordingId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const showProblem = useProblemNotice();
  const [days, setDays] = useState(USUAL_DAYS);
  const add = useAddShare(recordingId);
  const make = async () => {
    try {
      const share = await add.mutateAsync(days);
      // Some browsers copy only at once when a button is pressed; the new link stands below then.
      await copyText(addressOf(share)).then(
        () => void message.success(t('recordings.shareCopied')),
        () => void message.info(t('recordings.shareMade')),
      );
    } catch (thrown) {
      showProblem(thrown);
    }
  };
  return (
    <>
      <p className="share-label">{t('recordings.shareDays')}</p>
      <Segmented<number>
        block
        value={days}
        aria-label={t('recordings.shareDays')}
        options={DAYS.map((value) => ({ value, label: t('recordings.days', { count: value }) }))}
        onChange={setDays}
      />
      <Button
        className="share-make"
        type="primary"
        block
        icon={<LinkOutlined />}
        loading={add.isPending}
        onClick={() => void make()}
      >
        {t('recordings.shareCopy')}
      </Button>
    </>
  );
}

function Shares({ recordingId }: { readonly recordingId: string }) {
  const { t } = useTranslation();
  const shares = useShares(recordingId);
  return (
    <Loaded query={shares}>
      {(items) =>
        items.length > 0 && (
          <>
            <h3 className="share-label">{t('recordings.shares')}</h3>
            <ul className="shares">
              {items.map((share) => (
                <ShareRow key={share.id} recordingId={recordingId} share={share} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

interface ShareRowProps {
  readonly recordingId: string;
  readonly share: RecordingShare;
}

function ShareRow({ recordingId, share }: ShareRowProps) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { run } = useAct();
  const remove = useRemoveShare(recordingId);
  const until = dateText(share.expiresMs);
  return (
    <li>
      <span className="digits">{t('recordings.shareUntil', { time: until })}</span>
      <span className="share-actions">
        <CopyButton
          type="link"
          size="small"
          text={addressOf(share)}
          aria-label={t('recordings.copyShare', { time: until })}
        >
          {t('recordings.copy')}
        </CopyButton>
        <Button
          type="link"
          size="small"
          danger
          loading={remove.isPending}
          aria-label={t('recordings.endShareOf', { time: until })}
          onClick={() =>
            void run({ act: () => remove.mutateAsync(share.id), doneText: t('recordings.shareEnded') })
          }
        >
          {t('recordings.endShare')}
        </Button>
      </span>
    </li>
  );
}

const addressOf = ({ url }: RecordingShare): string => new URL(url, window.location.origin).href;
