import { ControlOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Room } from '../../../client/index.js';
import { useRemoveRoom } from './room-queries.js';
import { useProblemNotice } from '../../words/problem-notice.js';

export function RoomActions({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const remove = useRemoveRoom();
  const { number, name } = room;
  const confirmRemoval = () =>
    void modal.confirm({
      title: t('rooms.removeTitle', { number }),
      content: t('rooms.removeText', { name }),
      okText: t('rooms.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(room.id);
          void message.success(t('rooms.removed', { number }));
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
  return (
    <span className="room-card-actions">
      <Button icon={<ControlOutlined />} onClick={() => void navigate(`/rooms/${room.id}`)}>
        {t('rooms.enter')}
      </Button>
      <Tooltip title={t('rooms.edit')}>
        <Button
          icon={<EditOutlined />}
          aria-label={t('rooms.edit')}
          onClick={() => void navigate(`/rooms/${room.id}/edit`)}
        />
      </Tooltip>
      <Tooltip title={t('rooms.remove')}>
        <Button icon={<DeleteOutlined />} aria-label={t('rooms.remove')} onClick={confirmRemoval} />
      </Tooltip>
    </span>
  );
}
