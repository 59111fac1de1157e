import {
  CalendarOutlined,
  ControlOutlined,
  DeleteOutlined,
  EditOutlined,
  EllipsisOutlined,
  ShareAltOutlined,
} from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../client/index.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useRemoveRoom } from './room-queries.js';

export function RoomActions({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const confirmRemoval = useRemoval(room);
  const to = (page: string) => `/rooms/${room.id}/${page}`;
  const items = [
    { key: 'edit', icon: <EditOutlined />, label: <Link to={to('edit')}>{t('rooms.edit')}</Link> },
    ...(room.recurrence === null
      ? []
      : [
          {
            key: 'dates',
            icon: <CalendarOutlined />,
            label: <Link to={to('dates')}>{t('occurrence.title')}</Link>,
          },
        ]),
    {
      key: 'remove',
      icon: <DeleteOutlined />,
      danger: true,
      label: t('rooms.remove'),
      onClick: confirmRemoval,
    },
  ];
  return (
    <span className="room-card-actions">
      <Link to={`/rooms/${room.id}`}>
        <Button block icon={<ControlOutlined />}>
          {t('rooms.enter')}
        </Button>
      </Link>
      <Link to={to('invitation')}>
        <Button block icon={<ShareAltOutlined />}>
          {t('rooms.invite')}
        </Button>
      </Link>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<EllipsisOutlined />} aria-label={t('rooms.moreOf', { name: room.name })} />
      </Dropdown>
    </span>
  );
}

function useRemoval({ id, number, name }: Room): () => void {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const remove = useRemoveRoom();
  return () =>
    void modal.confirm({
      title: t('rooms.removeTitle', { number }),
      content: t('rooms.removeText', { name }),
      okText: t('rooms.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(id);
          void message.success(t('rooms.removed', { number }));
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
}
