import { AudioOutlined, DisconnectOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { done, ProblemError, type SharedRecording } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { LinkButton } from '../../components/link-button.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { clockText, timeTextIn } from '../../components/time-text.js';
import { DoorFrame } from './door-frame.js';
import { listenWords } from './listen-words.js';
import { words as doorWords } from './words.js';

export const words = [doorWords, listenWords];

/** For who was sent a link to a recording [S4]: no login is asked for. */
export default function ListenPage() {
  const [search] = useSearchParams();
  return (
    <DoorFrame>
      <Shared link={search.get('link') ?? ''} />
    </DoorFrame>
  );
}

function Shared({ link }: { readonly link: string }) {
  const api = useApi();
  const shared = useQuery({
    queryKey: ['shared-recording', link],
    queryFn: () => done(api.GET('/public/shared-recording', { params: { query: { link } } })),
  });
  if (shared.isPending) return <PageLoading />;
  if (shared.isSuccess) return <Listen link={link} recording={shared.data} />;
  const { error, refetch } = shared;
  const isOver = error instanceof ProblemError && error.status >= 400 && error.status < 429;
  return isOver ? <Over /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
}

interface ListenProps {
  readonly link: string;
  readonly recording: SharedRecording;
}

function Listen({ link, recording: { startedMs, durationMs, expiresMs } }: ListenProps) {
  const { t, i18n } = useTranslation();
  // Whoever was sent a link has no account with a time zone.
  const { dateText } = useMemo(
    () => timeTextIn(i18n.language, Intl.DateTimeFormat().resolvedOptions().timeZone),
    [i18n.language],
  );
  const sound = `/api/v1/public/shared-recording/sound?link=${encodeURIComponent(link)}`;
  return (
    <section className="panel door-outcome">
      <AudioOutlined className="door-outcome-icon" />
      <h1>{t('listen.title')}</h1>
      <p>{t('listen.lead', { time: dateText(startedMs), duration: clockText(durationMs / 1_000) })}</p>
      <audio
        className="listen-player"
        controls
        preload="metadata"
        src={sound}
        aria-label={t('listen.player')}
      />
      <div className="door-outcome-ways">
        <Button size="large" href={sound} download icon={<DownloadOutlined />}>
          {t('listen.download')}
        </Button>
      </div>
      <p className="soft listen-until">{t('listen.until', { time: dateText(expiresMs) })}</p>
    </section>
  );
}

function Over() {
  const { t } = useTranslation();
  return (
    <section className="panel door-outcome" role="status">
      <DisconnectOutlined className="door-outcome-icon listen-over-icon" />
      <h1>{t('listen.overTitle')}</h1>
      <p className="soft">{t('listen.overText')}</p>
      <div className="door-outcome-ways">
        <LinkButton to="/" size="large">
          {t('listen.toStart')}
        </LinkButton>
      </div>
    </section>
  );
}
