import { AudioMutedOutlined, AudioOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../client/index.js';
import type { ConferenceActions } from './conference-actions.js';

interface ParticipantActionsProps {
  readonly participant: Participant;
  readonly actions: ConferenceActions;
}

export function ParticipantActions({ participant, actions }: ParticipantActionsProps) {
  const { t } = useTranslation();
  // Lifting one party's mute also lets it speak while all others are muted.
  const muted = participant.mutes.byChair || participant.mutes.byRoom;
  const who = participant.name ?? participant.number ?? t('live.unknownNumber');
  return (
    <Space>
      <Button
        icon={muted ? <AudioOutlined /> : <AudioMutedOutlined />}
        loading={actions.isPending(`mute:${participant.id}`)}
        onClick={() => actions.mute(participant.id, !muted)}
      >
        {t(muted ? 'live.unmute' : 'live.mute')}
      </Button>
      <Popconfirm
        title={t('live.hangUpTitle', { who })}
        okText={t('live.hangUp')}
        okButtonProps={{ danger: true }}
        cancelText={t('app.cancel')}
        onConfirm={() => actions.hangUp(participant.id)}
      >
        <Button
          danger
          icon={<PhoneOutlined rotate={225} />}
          loading={actions.isPending(`hang-up:${participant.id}`)}
        >
          {t('live.hangUp')}
        </Button>
      </Popconfirm>
    </Space>
  );
}
