import { Tag } from 'antd';
import { HandIcon } from './hand-icon.js';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../client/index.js';

/** Role and hand aside, what a participant is doing: whether it is heard, and if not, why. */
export function ParticipantTags({ participant }: { readonly participant: Participant }) {
  const { t } = useTranslation();
  const { mutes, heard, talking, handRaised } = participant;
  return (
    <span className="participant-tags">
      {heard && <Tag color={talking ? 'green' : 'default'}>{t(talking ? 'live.talking' : 'live.heard')}</Tag>}
      {mutes.waiting && <Tag color="gold">{t('live.waiting')}</Tag>}
      {mutes.byRoom && <Tag color="volcano">{t('live.mutedByRoom')}</Tag>}
      {mutes.byChair && <Tag color="volcano">{t('live.mutedByChair')}</Tag>}
      {mutes.own && <Tag color="volcano">{t('live.mutedOwn')}</Tag>}
      {handRaised && (
        <Tag color="blue" icon={<HandIcon />}>
          {t('live.hand')}
        </Tag>
      )}
    </span>
  );
}

export function RoleTag({ role }: { readonly role: Participant['role'] }) {
  const { t } = useTranslation();
  return role === 'chair' ? <Tag color="cyan">{t('live.chair')}</Tag> : <Tag>{t('live.attendee')}</Tag>;
}
