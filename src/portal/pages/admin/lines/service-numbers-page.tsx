import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoundNumber } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { SourceTag } from '../components/source-tag.js';
import { ServiceNumberDrawer } from './service-number-drawer.js';
import {
  useBoundNumbers,
  useGiveBackServiceNumber,
  useRemoveServiceNumber,
} from './service-number-queries.js';

export { words } from './words.js';

/** 接入号: what called numbers lead to [S45]. */
export default function ServiceNumbersPage() {
  const { t } = useTranslation();
  const numbers = useBoundNumbers();
  const [open, setOpen] = useState<BoundNumber | 'new'>();
  return (
    <>
      <div className="page-head">
        <h1>{t('lines.title')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
          {t('admin.add')}
        </Button>
      </div>
      <p className="page-lead">{t('lines.lead')}</p>
      <Loaded query={numbers}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList text={t('lines.empty')}>
              <p className="soft">{t('lines.emptyHint')}</p>
            </EmptyList>
          ) : (
            <NumberList numbers={items} onEdit={setOpen} />
          )
        }
      </Loaded>
      {open !== undefined && (
        <ServiceNumberDrawer bound={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

interface NumberListProps {
  readonly numbers: readonly BoundNumber[];
  readonly onEdit: (bound: BoundNumber) => void;
}

function NumberList({ numbers, onEdit }: NumberListProps) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={numbers}
      idOf={({ id }) => id}
      columns={[
        {
          title: t('lines.called'),
          render: ({ number, pattern }) => (
            <span className={number === null ? 'mono' : 'digits'}>{number ?? pattern}</span>
          ),
        },
        { title: t('lines.service'), nowrap: true, render: ({ service }) => t(`lines.services.${service}`) },
        { title: t('lines.leadsTo'), render: (bound) => <LeadsTo bound={bound} /> },
        {
          title: t('lines.language'),
          nowrap: true,
          render: ({ language }) => t(`lines.languages.${language}`),
        },
        { title: t('lines.source'), nowrap: true, render: (bound) => <SourceTag row={bound} /> },
      ]}
      actions={(bound) => <NumberActions bound={bound} onEdit={() => onEdit(bound)} />}
    />
  );
}

function LeadsTo({ bound: { room, test } }: { readonly bound: BoundNumber }) {
  const { t } = useTranslation();
  if (room !== null) return `${t('lines.room')} ${room}`;
  return test === null ? '–' : t(`lines.tests.${test}`);
}

interface NumberActionsProps {
  readonly bound: BoundNumber;
  readonly onEdit: () => void;
}

function NumberActions({ bound: { id, configured, edited }, onEdit }: NumberActionsProps) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const remove = useRemoveServiceNumber();
  const giveBack = useGiveBackServiceNumber();
  return (
    <>
      <Button type="link" onClick={onEdit}>
        {t('admin.edit')}
      </Button>
      {configured && edited && (
        <Button
          type="link"
          onClick={() =>
            confirm({
              title: t('lines.giveBackTitle', { id }),
              text: t('admin.giveBackText', { name: id }),
              okText: t('admin.giveBack'),
              act: () => giveBack.mutateAsync(id),
              doneText: t('admin.givenBack'),
            })
          }
        >
          {t('admin.giveBack')}
        </Button>
      )}
      {!configured && (
        <Button
          type="link"
          danger
          onClick={() =>
            confirm({
              title: t('lines.removeTitle', { id }),
              text: t('lines.removeText'),
              okText: t('admin.remove'),
              act: () => remove.mutateAsync(id),
              doneText: t('admin.removed'),
            })
          }
        >
          {t('admin.remove')}
        </Button>
      )}
    </>
  );
}
