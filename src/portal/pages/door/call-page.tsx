import { AudioMutedOutlined, AudioOutlined, CheckCircleFilled, PhoneOutlined } from '@ant-design/icons';
import { Alert, App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import type { Conference } from '../../../client/index.js';
import { Elapsed } from '../../components/elapsed.js';
import { LinkButton } from '../../components/link-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { RejectedParties } from '../../components/rejected-parties.js';
import { partyWords } from '../../components/party-words.js';
import { ALL, useConferenceActions } from '../conference/conference-actions.js';
import { People } from '../conference/people.js';
import { words as conferenceWords } from '../conference/words.js';
import { AddNumber } from './add-number.js';
import { DoorFrame } from './door-frame.js';
import { useCall, type CallState } from './use-call.js';
import { words as doorWords } from './words.js';
import '../conference/conference.css';

export const words = [doorWords, conferenceWords, partyWords];

/** The control of a call that was started without a login [S34]. */
export default function CallPage() {
  const { conference: id = '' } = useParams();
  return (
    <DoorFrame>
      <Call key={id} id={id} />
    </DoorFrame>
  );
}

function Call({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { conference, link, isOver } = useCall(id);
  if (isOver) return <Ended />;
  return (
    <>
      <div role="status">
        {link === 'lost' && (
          <Alert className="call-notice" type="warning" showIcon title={t('door.call.lost')} />
        )}
      </div>
      {conference === undefined ? <PageLoading /> : <Running conference={conference} />}
    </>
  );
}

function Running({ conference }: { readonly conference: Conference }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { actions, pending } = useConferenceActions(conference.id);
  const { muteAll, openedMs, participants, invitations, host } = conference;
  const hostIsRung = invitations.some(({ id }) => id === host);
  const confirmEnd = () =>
    void modal.confirm({
      title: t('door.call.endTitle'),
      content: t('door.call.endText'),
      okText: t('door.call.end'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: actions.end,
    });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('door.call.title')}</h1>
          <p className="soft">
            {t('live.parties', { count: participants.length })} · <Elapsed fromMs={openedMs} />
          </p>
        </div>
        <div className="call-controls">
          <Button
            icon={muteAll ? <AudioOutlined /> : <AudioMutedOutlined />}
            loading={pending.get(ALL) === 'mute'}
            onClick={() => void actions.muteAll(!muteAll)}
          >
            {t(muteAll ? 'live.liftMuteAll' : 'live.muteAll')}
          </Button>
          <Button type="primary" danger loading={pending.get(ALL) === 'end'} onClick={confirmEnd}>
            {t('door.call.end')}
          </Button>
        </div>
      </div>
      <div role="status">
        {hostIsRung && (
          <Alert
            className="call-notice"
            type="info"
            showIcon
            icon={<PhoneOutlined />}
            title={t('door.call.hostHint')}
          />
        )}
      </div>
      <Rejected />
      <AddNumber conferenceId={conference.id} />
      <People conference={conference} actions={actions} pending={pending} />
    </>
  );
}

/** Of those who were named at the start. */
function Rejected() {
  const { t } = useTranslation();
  const { rejected } = (useLocation().state as CallState | null) ?? { rejected: [] };
  if (rejected.length === 0) return null;
  return (
    <Alert
      className="call-notice"
      type="warning"
      showIcon
      closable
      title={t('party.rejected')}
      description={<RejectedParties rejected={rejected} />}
    />
  );
}

function Ended() {
  const { t } = useTranslation();
  return (
    <section className="panel door-outcome" role="status">
      <CheckCircleFilled className="door-outcome-icon" />
      <h1>{t('live.ended')}</h1>
      <p className="soft">{t('door.call.endedText')}</p>
      <div className="door-outcome-ways">
        <LinkButton to="/" size="large">
          {t('door.call.again')}
        </LinkButton>
        <LinkButton to="/register" type="primary" size="large">
          {t('door.register')}
        </LinkButton>
      </div>
    </section>
  );
}
