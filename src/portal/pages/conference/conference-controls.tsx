import {
  AudioMutedOutlined,
  AudioOutlined,
  LockOutlined,
  StopOutlined,
  UnlockOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Conference } from '../../../client/index.js';
import type { ConferenceActions } from './conference-actions.js';

interface ConferenceControlsProps {
  readonly conference: Conference;
  readonly actions: ConferenceActions;
}

/** The buttons that concern the whole conference. */
export function ConferenceControls({ conference, actions }: ConferenceControlsProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { muteAll, locked, barred, participants } = conference;
  const confirmEnd = () =>
    void modal.confirm({
      title: t('live.endTitle'),
      content: t('live.endText', { count: participants.length }),
      okText: t('live.end'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: actions.end,
    });
  return (
    <div className="live-controls">
      <Button
        icon={muteAll ? <AudioOutlined /> : <AudioMutedOutlined />}
        loading={actions.isPending('mute-all')}
        onClick={() => actions.muteAll(!muteAll)}
      >
        {t(muteAll ? 'live.liftMuteAll' : 'live.muteAll')}
      </Button>
      <Button
        icon={locked ? <UnlockOutlined /> : <LockOutlined />}
        loading={actions.isPending('lock')}
        onClick={() => actions.lock(!locked)}
      >
        {t(locked ? 'live.unlock' : 'live.lock')}
      </Button>
      {barred > 0 && (
        <Button
          icon={<UserAddOutlined />}
          loading={actions.isPending('allow-reentry')}
          onClick={actions.allowReentry}
        >
          {t('live.allowReentry')}
        </Button>
      )}
      <Button
        type="primary"
        danger
        icon={<StopOutlined />}
        loading={actions.isPending('end')}
        onClick={confirmEnd}
      >
        {t('live.end')}
      </Button>
    </div>
  );
}
