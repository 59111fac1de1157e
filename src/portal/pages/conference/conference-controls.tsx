import {
  AudioMutedOutlined,
  AudioOutlined,
  ClockCircleOutlined,
  EllipsisOutlined,
  LockOutlined,
  MoneyCollectOutlined,
  StopOutlined,
  UnlockOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceSummary } from '../../../client/index.js';
import { ALL, type ConferenceActions, type Pending } from './conference-actions.js';
import { RECORD, STOP } from './icons.js';
import { CostLimitDialog } from './cost-limit-dialog.js';

interface ConferenceControlsProps extends Pick<
  ConferenceSummary,
  'id' | 'muteAll' | 'locked' | 'recording' | 'barred' | 'windowEndMs' | 'parties' | 'costLimitMicroYuan'
> {
  readonly actions: ConferenceActions;
  readonly pending: Pending;
}

/** The buttons that concern the whole conference. */
export const ConferenceControls = memo(function ConferenceControls(props: ConferenceControlsProps) {
  const { t } = useTranslation();
  const { muteAll, locked, recording, parties, actions, pending } = props;
  const { modal } = App.useApp();
  const confirmEnd = () =>
    void modal.confirm({
      title: t('live.endTitle'),
      content: t('live.endText', { count: parties }),
      okText: t('live.end'),
      okButtonProps: { danger: true },
      cancelText: t('live.cancel'),
      onOk: actions.end,
    });
  return (
    <div className="live-controls" role="group" aria-label={t('live.controls')}>
      <Button
        icon={muteAll ? <AudioOutlined /> : <AudioMutedOutlined />}
        loading={pending.get(ALL) === 'mute'}
        onClick={() => void actions.muteAll(!muteAll)}
      >
        {t(muteAll ? 'live.liftMuteAll' : 'live.muteAll')}
      </Button>
      <Button
        icon={locked ? <UnlockOutlined /> : <LockOutlined />}
        loading={pending.get(ALL) === 'lock'}
        onClick={() => void actions.lock(!locked)}
      >
        {t(locked ? 'live.unlock' : 'live.lock')}
      </Button>
      <Button
        icon={recording === null ? RECORD : STOP}
        loading={pending.get(ALL) === 'record'}
        onClick={() => void actions.record(recording === null)}
      >
        {t(recording === null ? 'live.record' : 'live.stopRecording')}
      </Button>
      <MoreActions {...props} />
      <Button
        className="live-end"
        type="primary"
        danger
        icon={<StopOutlined />}
        loading={pending.get(ALL) === 'end'}
        onClick={confirmEnd}
      >
        {t('live.end')}
      </Button>
    </div>
  );
});

/** What is wanted once in a conference, if at all. */
function MoreActions({ id, barred, windowEndMs, costLimitMicroYuan, actions }: ConferenceControlsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [limiting, setLimiting] = useState(false);
  const tell = async (done: Promise<boolean>, text: string) => {
    if (await done) void message.success(text);
  };
  const items: NonNullable<MenuProps['items']> = [
    {
      key: 'extend',
      icon: <ClockCircleOutlined />,
      label: t('live.extend'),
      // On demand, a conference has no end.
      disabled: windowEndMs === null,
      onClick: () => void tell(actions.extend(), t('live.extended')),
    },
    {
      key: 'reentry',
      icon: <UserAddOutlined />,
      label: t('live.allowReentry'),
      disabled: barred === 0,
      onClick: () => void tell(actions.allowReentry(), t('live.allowedReentry')),
    },
    {
      key: 'cost-limit',
      icon: <MoneyCollectOutlined />,
      label: t('live.costLimit'),
      onClick: () => setLimiting(true),
    },
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<EllipsisOutlined />}>{t('live.more')}</Button>
      </Dropdown>
      {limiting && (
        <CostLimitDialog
          conferenceId={id}
          limitMicroYuan={costLimitMicroYuan}
          onClose={() => setLimiting(false)}
        />
      )}
    </>
  );
}
