import { useTranslation } from 'react-i18next';
import type { Room } from '../../../client/index.js';
import { Head } from './conference-head.js';
import { DialIn } from './dial-in.js';
import { InviteControls } from './invite-controls.js';

/** A room that nobody is in: how to begin, from here or by telephone [S24]. */
export function EmptyRoom({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  return (
    <>
      <Head
        name={room.name}
        roomNumber={room.number}
        tags={<span className="mark mark-off">{t('live.idle')}</span>}
      />
      <div className="live-columns live-columns-even">
        <section className="side-card live-empty">
          <h2>{t('live.emptyTitle')}</h2>
          <p className="soft">{t('live.emptyText')}</p>
          <InviteControls conferenceId={undefined} room={room} kind="bridge" />
          <p className="soft side-hint">{t('live.firstCall')}</p>
        </section>
        <DialIn room={room} />
      </div>
    </>
  );
}
