import { Badge, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Capture } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { LinkButton } from '../../../components/link-button.js';
import { Loaded } from '../../../components/loaded.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useCaptures, useRemoveCapture } from './call-queries.js';

export { words } from './words.js';

const KIBIBYTE = 1_024;

/** 抓包: the packets of calls that were looked into [S45]. */
export default function CapturesPage() {
  const { t } = useTranslation();
  const captures = useCaptures();
  return (
    <>
      <div className="page-head">
        <h1>{t('capture.title')}</h1>
      </div>
      <p className="page-lead">{t('capture.lead')}</p>
      <Loaded query={captures}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList text={t('capture.empty')}>
              <p className="soft empty-hint">{t('capture.emptyHint')}</p>
              <LinkButton to="/admin/calls">{t('capture.toCalls')}</LinkButton>
            </EmptyList>
          ) : (
            <CaptureList captures={items} />
          )
        }
      </Loaded>
    </>
  );
}

function CaptureList({ captures }: { readonly captures: readonly Capture[] }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  return (
    <ResourceList
      items={captures}
      idOf={({ id }) => id}
      columns={[
        { title: t('capture.reason'), render: ({ reason }) => <bdi>{reason}</bdi> },
        { title: t('capture.by'), render: ({ by }) => <bdi>{by}</bdi> },
        { title: t('capture.at'), nowrap: true, render: ({ startedMs }) => dateText(startedMs) },
        { title: t('capture.state'), nowrap: true, render: (capture) => <CaptureState capture={capture} /> },
        {
          title: t('capture.size'),
          nowrap: true,
          render: ({ packets, bytes }) => (
            <span className="digits">
              {t('capture.packets', { count: packets })} · {Math.ceil(bytes / KIBIBYTE)} kB
            </span>
          ),
        },
      ]}
      actions={(capture) => <CaptureActions capture={capture} />}
    />
  );
}

function CaptureState({ capture: { endedMs, complete } }: { readonly capture: Capture }) {
  const { t } = useTranslation();
  if (endedMs === null) return <Badge status="processing" text={t('capture.running')} />;
  return complete ? <Tag>{t('capture.complete')}</Tag> : <Tag color="orange">{t('capture.incomplete')}</Tag>;
}

function CaptureActions({ capture: { id, leg, endedMs } }: { readonly capture: Capture }) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const remove = useRemoveCapture();
  return (
    <>
      <Link to={`/admin/calls/${leg}`}>{t('capture.toCall')}</Link>
      {endedMs !== null && (
        <Button type="link" href={`/api/v1/admin/captures/${id}/packets`} download>
          {t('capture.download')}
        </Button>
      )}
      <Button
        type="link"
        danger
        onClick={() =>
          confirm({
            title: t('capture.removeTitle'),
            text: t('capture.removeText'),
            okText: t('admin.remove'),
            act: () => remove.mutateAsync(id),
            doneText: t('admin.removed'),
          })
        }
      >
        {t('admin.remove')}
      </Button>
    </>
  );
}
