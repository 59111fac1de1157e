import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConferenceSummary } from '../../../../client/index.js';
import { Elapsed } from '../../../components/elapsed.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { yuanText } from '../../../components/money-text.js';
import { MoreButton } from '../../../components/more-button.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { useAllConferences, useEndConference } from './call-queries.js';
import { ConferenceDrawer } from './conference-drawer.js';

export { words } from './words.js';

/** 进行中的会议 of every account [S45]. */
export default function ConferencesPage() {
  const { t } = useTranslation();
  const conferences = useAllConferences();
  const [open, setOpen] = useState<ConferenceSummary>();
  return (
    <>
      <div className="page-head">
        <h1>{t('everyConference.title')}</h1>
      </div>
      <p className="page-lead">{t('everyConference.lead')}</p>
      <Loaded query={conferences}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <ConferenceList conferences={items} onOpen={setOpen} />;
          return (
            <EmptyList text={t('everyConference.empty')}>
              <p className="soft">{t('everyConference.emptyHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={conferences} />
      {open !== undefined && <ConferenceDrawer conference={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface ConferenceListProps {
  readonly conferences: readonly ConferenceSummary[];
  readonly onOpen: (conference: ConferenceSummary) => void;
}

function ConferenceList({ conferences, onOpen }: ConferenceListProps) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={conferences}
      idOf={({ id }) => id}
      columns={[
        {
          title: t('everyConference.name'),
          render: ({ name, roomNumber }) => (
            <span className="two-lines">
              <bdi>{name}</bdi>
              <small className="digits">{roomNumber}</small>
            </span>
          ),
        },
        {
          title: t('everyConference.kind'),
          nowrap: true,
          render: ({ kind }) => t(`everyConference.kinds.${kind}`),
        },
        { title: t('everyConference.parties'), nowrap: true, render: ({ parties }) => parties },
        {
          title: t('everyConference.running'),
          nowrap: true,
          render: ({ openedMs }) => <Elapsed fromMs={openedMs} />,
        },
        {
          title: t('everyConference.cost'),
          nowrap: true,
          render: ({ costMicroYuan }) => yuanText(costMicroYuan),
        },
        { title: t('everyConference.flags'), render: (conference) => <Flags conference={conference} /> },
        {
          title: t('everyConference.account'),
          nowrap: true,
          render: ({ account }) => <OfAccount id={account} />,
        },
      ]}
      actions={(conference) => (
        <ConferenceActions conference={conference} onOpen={() => onOpen(conference)} />
      )}
    />
  );
}

function OfAccount({ id }: { readonly id: string | null }) {
  const { t } = useTranslation();
  if (id === null) return t('everyConference.noAccount');
  return <Link to={`/admin/accounts/${id}`}>{t('everyConference.toAccount')}</Link>;
}

function Flags({ conference: { locked, muteAll, recording } }: { readonly conference: ConferenceSummary }) {
  const { t } = useTranslation();
  if (!locked && !muteAll && recording === null) return t('everyConference.normal');
  return (
    <span className="tags">
      {locked && <Tag>{t('everyConference.locked')}</Tag>}
      {muteAll && <Tag color="orange">{t('everyConference.muteAll')}</Tag>}
      {recording !== null && <Tag color="red">{t('everyConference.recording')}</Tag>}
    </span>
  );
}

interface ConferenceActionsProps {
  readonly conference: ConferenceSummary;
  readonly onOpen: () => void;
}

function ConferenceActions({ conference: { id, name, parties }, onOpen }: ConferenceActionsProps) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const end = useEndConference();
  return (
    <>
      <Button type="link" onClick={onOpen}>
        {t('admin.view')}
      </Button>
      <Button
        type="link"
        danger
        onClick={() =>
          confirm({
            title: t('everyConference.endTitle', { name }),
            text: t('everyConference.endText', { count: parties }),
            okText: t('everyConference.end'),
            act: () => end.mutateAsync(id),
            doneText: t('everyConference.ended', { name }),
          })
        }
      >
        {t('everyConference.end')}
      </Button>
    </>
  );
}
