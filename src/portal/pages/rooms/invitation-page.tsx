import { MailOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button, Card, QRCode, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Room, RoomInvitation } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { useServiceNumbers } from '../../api/service-numbers.js';
import { CopyButton } from '../../components/copy-button.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { PORTAL_LANGUAGES, type PortalLanguage } from '../../words/languages.js';
import { chatText, chatTime, dialString, plainLink, type DialIn } from './invitation-text.js';
import { words as invitationWords } from './invitation-words.js';
import { InviteeList } from './invitee-list.js';
import { RoomHead } from './room-head.js';
import { useInvitation, useRoom } from './room-queries.js';
import { words as roomWords } from './words.js';
import './rooms.css';

export const words = [roomWords, invitationWords, partyWords];

const QR_PX = 176;

/** What invitees get, to be looked at, copied and shown [S9] [S10]. */
export default function InvitationPage() {
  const { room: id = '' } = useParams();
  const room = useRoom(id);
  const invitation = useInvitation(id);
  const numbers = useServiceNumbers();
  const failed = [room, invitation, numbers].find(({ isLoadingError }) => isLoadingError);
  if (failed !== undefined) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (room.data === undefined || invitation.data === undefined || numbers.data === undefined)
    return <PageLoading />;
  return <Invitation room={room.data} invitation={invitation.data} serviceNumber={numbers.data[0]} />;
}

interface InvitationProps {
  readonly room: Room;
  readonly invitation: RoomInvitation;
  readonly serviceNumber: string | undefined;
}

function Invitation({ room, invitation, serviceNumber }: InvitationProps) {
  const { t } = useTranslation();
  const dialIn = { serviceNumber, roomNumber: room.number, attendeePassword: room.attendeePassword };
  return (
    <>
      <RoomHead room={room} title={t('invitation.title')} />
      <div className="invitation">
        <InvitationText room={room} invitation={invitation} dialIn={dialIn} />
        <div className="invitation-aside">
          <OneTap telLink={invitation.telLink} dialIn={dialIn} />
          <InviteeList room={room} />
        </div>
      </div>
    </>
  );
}

interface TextProps {
  readonly room: Room;
  readonly invitation: RoomInvitation;
  readonly dialIn: DialIn;
}

function InvitationText({ room, invitation, dialIn }: TextProps) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<PortalLanguage>(room.language);
  const text = invitation.text[language];
  const subject = t('invitation.subject', { name: room.name, lng: language });
  return (
    <Card
      title={t('invitation.text')}
      extra={
        <Segmented<PortalLanguage>
          size="small"
          aria-label={t('invitation.language')}
          value={language}
          options={Object.entries(PORTAL_LANGUAGES).map(([value, label]) => ({
            value: value as PortalLanguage,
            label,
          }))}
          onChange={setLanguage}
        />
      }
    >
      <pre className="invitation-text" lang={language}>
        {text}
      </pre>
      <div className="invitation-actions">
        <CopyButton type="primary" text={text}>
          {t('invitation.copy')}
        </CopyButton>
        <CopyButton text={useChatText(room, dialIn, language)}>{t('invitation.copyChat')}</CopyButton>
        <Button
          icon={<MailOutlined />}
          href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`}
        >
          {t('invitation.mail')}
        </Button>
      </div>
      <p className="soft">{t('invitation.safe')}</p>
    </Card>
  );
}

function useChatText(room: Room, dialIn: DialIn, language: PortalLanguage): string {
  const { i18n } = useTranslation();
  const { timeZone } = useSession().session.account;
  const say = i18n.getFixedT(language);
  return chatText(room, chatTime(room, language, timeZone), dialIn, {
    title: say('invitation.chat.title'),
    time: say('invitation.chat.time'),
    dial: say('invitation.chat.dial'),
    room: say('invitation.chat.room'),
    password: say('invitation.chat.password'),
    noPassword: say('invitation.chat.noPassword'),
    oneTap: say('invitation.chat.oneTap'),
  });
}

function OneTap({ telLink, dialIn }: { readonly telLink: string | null; readonly dialIn: DialIn }) {
  const { t } = useTranslation();
  const plain = plainLink(dialIn);
  if (telLink === null || plain === undefined) {
    return (
      <Card title={t('invitation.oneTap')}>
        <p className="soft">{t('invitation.noServiceNumber')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('invitation.oneTap')}>
      <div className="one-tap">
        <div role="img" aria-label={t('invitation.qrAlt')}>
          {/* It calls itself a picture, too, and has no name. */}
          <div aria-hidden="true">
            <QRCode type="svg" value={telLink} size={QR_PX} errorLevel="M" />
          </div>
        </div>
        <p className="soft">{t('invitation.qrHint')}</p>
        <Button block type="primary" ghost icon={<PhoneOutlined />} href={telLink}>
          {t('invitation.dialAll')}
        </Button>
        <code className="digits one-tap-string">{dialString(dialIn)}</code>
        <CopyButton block text={telLink}>
          {t('invitation.copyLink')}
        </CopyButton>
        <Button block type="link" href={plain}>
          {t('invitation.dialPlain', { number: dialIn.serviceNumber })}
        </Button>
      </div>
    </Card>
  );
}
