import type { Room } from '../../../client/index.js';
import { useServiceNumbers } from '../../api/service-numbers.js';
import { DialInCard } from '../../components/dial-in-card.js';

/** What to dial and key, for this room. */
export function DialIn({ room }: { readonly room: Room }) {
  const { data: numbers = [] } = useServiceNumbers();
  return (
    <DialInCard
      serviceNumbers={numbers}
      roomNumber={room.number}
      chairPassword={room.chairPassword}
      attendeePassword={room.attendeePassword}
    />
  );
}
