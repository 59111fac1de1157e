import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { ResourceList } from '../../../components/resource-list.js';
import { SourceTag } from '../components/source-tag.js';
import { TrunkActions } from './trunk-actions.js';
import { TrunkDrawer } from './trunk-drawer.js';
import { useTrunks } from './trunk-queries.js';
import { AnswerRatio, TrunkState, TrunkTargets } from './trunk-state.js';

export { words } from './trunk-words.js';

/** 中继 with their live state [S45] [S55]. */
export default function TrunksPage() {
  const { t } = useTranslation();
  const trunks = useTrunks();
  const [open, setOpen] = useState<Trunk | 'new'>();
  return (
    <>
      <div className="page-head">
        <h1>{t('trunk.title')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
          {t('admin.add')}
        </Button>
      </div>
      <p className="page-lead">{t('trunk.lead')}</p>
      <Loaded query={trunks}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList text={t('trunk.empty')}>
              <p className="soft">{t('trunk.emptyHint')}</p>
            </EmptyList>
          ) : (
            <TrunkList trunks={items} onEdit={setOpen} />
          )
        }
      </Loaded>
      {open !== undefined && (
        <TrunkDrawer trunk={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

interface TrunkListProps {
  readonly trunks: readonly Trunk[];
  readonly onEdit: (trunk: Trunk) => void;
}

function TrunkList({ trunks, onEdit }: TrunkListProps) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={trunks}
      idOf={({ id }) => id}
      columns={[
        { title: t('trunk.id'), render: ({ id }) => <strong>{id}</strong> },
        { title: t('trunk.state'), nowrap: true, render: (trunk) => <TrunkState trunk={trunk} /> },
        {
          title: t('trunk.calls'),
          nowrap: true,
          render: ({ state }) => (
            <span className="digits">
              {state.callsIn} / {state.callsOut}
            </span>
          ),
        },
        { title: t('trunk.asr'), nowrap: true, render: ({ state }) => <AnswerRatio state={state} /> },
        {
          title: t('trunk.pdd'),
          nowrap: true,
          render: ({ state: { postDialMs } }) =>
            postDialMs === null ? '–' : t('trunk.seconds', { seconds: (postDialMs / 1_000).toFixed(1) }),
        },
        { title: t('trunk.targets'), render: ({ state }) => <TrunkTargets state={state} /> },
        { title: t('trunk.source'), nowrap: true, render: (trunk) => <SourceTag row={trunk} /> },
      ]}
      actions={(trunk) => <TrunkActions trunk={trunk} onEdit={() => onEdit(trunk)} />}
    />
  );
}
