import { EditOutlined, MailOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../client/index.js';
import { useLabels } from '../../components/party-select.js';
import { entryOf } from './room-form-values.js';

/** 与会者, and whether the mails go out by themselves [S9]. */
export function InviteeList({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const entries = room.invitees.map(entryOf);
  const labelOf = useLabels(entries);
  return (
    <Card
      title={t('invitation.invitees')}
      extra={
        <Link to={`/rooms/${room.id}/edit`}>
          <Button type="link" icon={<EditOutlined />}>
            {t('invitation.change')}
          </Button>
        </Link>
      }
    >
      {entries.length === 0 ? (
        <p className="soft">{t('invitation.nobody')}</p>
      ) : (
        <>
          <ul className="invitee-list">
            {entries.map((entry) => (
              <li key={entry}>
                <Tag>
                  <bdi>{labelOf(entry)}</bdi>
                </Tag>
              </li>
            ))}
          </ul>
          <Alert
            type={room.notify ? 'success' : 'info'}
            showIcon
            icon={<MailOutlined />}
            title={t(room.notify ? 'invitation.mailed' : 'invitation.notMailed')}
          />
        </>
      )}
    </Card>
  );
}
