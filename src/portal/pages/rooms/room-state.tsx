import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../../client/index.js';
import { useLive } from '../../live/live-provider.js';

/** Running with so many parties, to the moment; else where the room's time stands. */
export function RoomState({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const { link, conferences } = useLive();
  const live = conferences.find((conference) => conference.room === room.id);
  const parties = link === 'waiting' ? room.conference?.parties : live?.parties;
  if (parties !== undefined) {
    return <Badge status="processing" color="green" text={t('rooms.running', { count: parties })} />;
  }
  const { occurrence } = room;
  if (occurrence === null) return <Badge status="default" text={t('rooms.cancelled')} />;
  const nowMs = Date.now();
  if (occurrence.startMs > nowMs) return <Badge status="warning" text={t('rooms.notStarted')} />;
  return <Badge status="default" text={t(occurrence.endMs < nowMs ? 'rooms.over' : 'rooms.empty')} />;
}
