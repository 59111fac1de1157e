import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../client/index.js';
import { RoomActions } from './room-actions.js';
import { RoomState } from './room-state.js';
import { RoomTime } from './room-time.js';
import { useWide } from '../../components/use-wide.js';

/** A table where there is room for one, cards on a phone. */
export function RoomList({ rooms }: { readonly rooms: readonly Room[] }) {
  const wide = useWide('lg');
  return wide ? <RoomTable rooms={rooms} /> : <RoomCards rooms={rooms} />;
}

function RoomTable({ rooms }: { readonly rooms: readonly Room[] }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Room> = [
    {
      title: t('rooms.number'),
      className: 'nowrap',
      render: (_, { number }) => <span className="digits">{number}</span>,
    },
    { title: t('rooms.name'), render: (_, room) => <RoomName room={room} /> },
    { title: t('rooms.time'), render: (_, room) => <RoomTime room={room} /> },
    { title: t('rooms.state'), className: 'nowrap', render: (_, room) => <RoomState room={room} /> },
    { key: 'actions', className: 'nowrap', align: 'right', render: (_, room) => <RoomActions room={room} /> },
  ];
  return (
    <div className="panel">
      <Table rowKey="id" columns={columns} dataSource={[...rooms]} pagination={false} />
    </div>
  );
}

function RoomCards({ rooms }: { readonly rooms: readonly Room[] }) {
  const { t } = useTranslation();
  return (
    <div className="room-cards">
      {rooms.map((room) => (
        <article key={room.id} className="room-card">
          <div className="room-card-head">
            <RoomName room={room} />
            <RoomState room={room} />
          </div>
          <dl className="room-facts">
            <dt>{t('rooms.number')}</dt>
            <dd className="digits">{room.number}</dd>
            <dt>{t('rooms.time')}</dt>
            <dd>
              <RoomTime room={room} />
            </dd>
          </dl>
          <RoomActions room={room} />
        </article>
      ))}
    </div>
  );
}

const RoomName = ({ room: { id, name } }: { readonly room: Room }) => (
  <Link className="room-name" to={`/rooms/${id}`}>
    <bdi>{name}</bdi>
  </Link>
);
