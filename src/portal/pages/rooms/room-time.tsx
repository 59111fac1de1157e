import { SyncOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../client/index.js';
import { useTimeText } from '../../components/use-time-text.js';

/** The window that counts now; of a room that repeats the way to its other dates. */
export function RoomTime({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const { windowText } = useTimeText();
  const { occurrence, recurrence } = room;
  return (
    <>
      <span className="digits">
        {occurrence === null ? '–' : windowText(occurrence.startMs, occurrence.endMs)}
      </span>
      {recurrence !== null && (
        <Link className="room-repeats" to={`/rooms/${room.id}/dates`}>
          <Tag icon={<SyncOutlined />}>{t(`recurrence.${recurrence.every}`)}</Tag>
        </Link>
      )}
    </>
  );
}
