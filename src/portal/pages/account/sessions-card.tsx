import { DesktopOutlined, MobileOutlined } from '@ant-design/icons';
import { App, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionItem } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { Card } from './card.js';
import { deviceText } from './device-text.js';
import { useEndSession, useSessions } from './profile-queries.js';

/** Where the person is logged in, with 退出 for each. */
export function SessionsCard() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const showProblem = useProblemNotice();
  const { data: sessions, error, refetch } = useSessions();
  const end = useEndSession();
  const endOthers = () =>
    end.mutate(undefined, {
      onSuccess: () => void message.success(t('account.othersEnded')),
      onError: showProblem,
    });
  const hasOthers = sessions !== undefined && sessions.length > 1;
  return (
    <Card
      title={t('account.sessions')}
      lead={t('account.sessionsText')}
      extra={
        hasOthers && (
          <Button loading={end.isPending} onClick={endOthers}>
            {t('account.endOthers')}
          </Button>
        )
      }
    >
      {sessions !== undefined ? (
        <ul className="account-list">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : error === null ? (
        <PageLoading />
      ) : (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

function SessionRow({ session }: { readonly session: SessionItem }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { dateText } = useTimeText();
  const showProblem = useProblemNotice();
  const end = useEndSession();
  const { id, current, address, userAgent, usedMs } = session;
  const device = deviceText(userAgent) ?? t('account.unknownDevice');
  return (
    <li>
      <span className="account-list-icon" aria-hidden="true">
        {/Mobile|Android|iPhone/.test(userAgent) ? <MobileOutlined /> : <DesktopOutlined />}
      </span>
      <span className="account-list-what">
        <strong>
          {device} {current && <Tag color="green">{t('account.thisDevice')}</Tag>}
        </strong>
        <small className="soft">
          {t('account.usedAt', { time: dateText(usedMs) })} · {t('account.address', { address })}
        </small>
      </span>
      {!current && (
        <Button
          aria-label={t('account.endOf', { device })}
          loading={end.isPending}
          onClick={() =>
            end.mutate(id, {
              onSuccess: () => void message.success(t('account.ended')),
              onError: showProblem,
            })
          }
        >
          {t('account.end')}
        </Button>
      )}
    </li>
  );
}
