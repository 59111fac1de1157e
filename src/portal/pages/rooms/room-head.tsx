import { LeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../client/index.js';
import { RoomState } from './room-state.js';

interface RoomHeadProps {
  readonly room: Room;
  /** What the page is about. */
  readonly title: string;
  readonly children?: ReactNode;
}

/** Above the pages of one room. */
export function RoomHead({ room, title, children }: RoomHeadProps) {
  const { t } = useTranslation();
  return (
    <header className="room-head">
      <Link className="back-link" to="/rooms">
        <LeftOutlined /> {t('rooms.title')}
      </Link>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <div className="room-head-facts">
            <bdi>{room.name}</bdi>
            <span>
              {t('rooms.number')} <strong className="digits">{room.number}</strong>
            </span>
            <RoomState room={room} />
          </div>
        </div>
        {children}
      </div>
    </header>
  );
}
