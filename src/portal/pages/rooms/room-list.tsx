import { Grid, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../client/index.js';
import { RoomActions } from './room-actions.js';
import { RoomState } from './room-state.js';
import { dateText, hoursOf } from '../../components/time-text.js';

/** A table where there is room for one, cards on a phone. */
export function RoomList({ rooms }: { readonly rooms: readonly Room[] }) {
  const wide = Grid.useBreakpoint().md === true;
  return wide ? <RoomTable rooms={rooms} /> : <RoomCards rooms={rooms} />;
}

function RoomTable({ rooms }: { readonly rooms: readonly Room[] }) {
  const { t, i18n } = useTranslation();
  const columns: TableColumnsType<Room> = [
    {
      title: t('rooms.number'),
      className: 'nowrap',
      render: (_, { number }) => <span className="digits">{number}</span>,
    },
    {
      title: t('rooms.name'),
      render: (_, { id, name }) => (
        <Link className="room-name" to={`/rooms/${id}`}>
          {name}
        </Link>
      ),
    },
    {
      title: t('rooms.start'),
      className: 'nowrap',
      render: (_, { startMs }) => dateText(startMs, i18n.language),
    },
    {
      title: t('rooms.duration'),
      className: 'nowrap',
      render: (_, { durationMs }) => t('rooms.hours', { count: hoursOf(durationMs) }),
    },
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
  const { t, i18n } = useTranslation();
  return (
    <div className="room-cards">
      {rooms.map((room) => (
        <article key={room.id} className="room-card">
          <div className="room-card-head">
            <Link className="room-name" to={`/rooms/${room.id}`}>
              {room.name}
            </Link>
            <RoomState room={room} />
          </div>
          <dl className="room-facts">
            <dt>{t('rooms.number')}</dt>
            <dd className="digits">{room.number}</dd>
            <dt>{t('rooms.start')}</dt>
            <dd>{dateText(room.startMs, i18n.language)}</dd>
            <dt>{t('rooms.duration')}</dt>
            <dd>{t('rooms.hours', { count: hoursOf(room.durationMs) })}</dd>
          </dl>
          <RoomActions room={room} />
        </article>
      ))}
    </div>
  );
}
