import { PlusOutlined } from '@ant-design/icons';
import { Badge, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { numberText } from '../../../components/number-text.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { EditOperatorDrawer, NewOperatorDrawer } from './operator-drawers.js';
import { OpeningHours } from './opening-hours.js';
import { useOperators, useRemoveOperator } from './operator-queries.js';

export { words } from './words.js';

/** 话务员 and when they are there [S44] [S45]. */
export default function OperatorsPage() {
  const { t } = useTranslation();
  const operators = useOperators();
  const [open, setOpen] = useState<Operator | 'new'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <div className="page-head">
        <h1>{t('seats.title')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
          {t('admin.add')}
        </Button>
      </div>
      <p className="page-lead">{t('seats.lead')}</p>
      <OpeningHours />
      <Loaded query={operators}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList text={t('seats.empty')}>
              <p className="soft">{t('seats.emptyHint')}</p>
            </EmptyList>
          ) : (
            <OperatorList operators={items} onEdit={setOpen} />
          )
        }
      </Loaded>
      {open === 'new' && <NewOperatorDrawer onClose={close} />}
      {open !== undefined && open !== 'new' && <EditOperatorDrawer operator={open} onClose={close} />}
    </>
  );
}

interface OperatorListProps {
  readonly operators: readonly Operator[];
  readonly onEdit: (operator: Operator) => void;
}

function OperatorList({ operators, onEdit }: OperatorListProps) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={operators}
      idOf={({ id }) => id}
      columns={[
        { title: t('seats.user'), render: ({ login }) => <bdi>{login ?? '–'}</bdi> },
        {
          title: t('seats.number'),
          nowrap: true,
          render: ({ number }) => <span className="digits">{numberText(number)}</span>,
        },
        {
          title: t('seats.state'),
          nowrap: true,
          render: (operator) => <OperatorState operator={operator} />,
        },
      ]}
      actions={(operator) => <OperatorActions operator={operator} onEdit={() => onEdit(operator)} />}
    />
  );
}

function OperatorState({ operator: { enabled, onDuty } }: { readonly operator: Operator }) {
  const { t } = useTranslation();
  if (!enabled) return <Tag>{t('seats.disabled')}</Tag>;
  return (
    <Badge status={onDuty ? 'success' : 'default'} text={t(onDuty ? 'seats.onDuty' : 'seats.offDuty')} />
  );
}

interface OperatorActionsProps {
  readonly operator: Operator;
  readonly onEdit: () => void;
}

function OperatorActions({ operator: { id, login, number }, onEdit }: OperatorActionsProps) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const remove = useRemoveOperator();
  return (
    <>
      <Button type="link" onClick={onEdit}>
        {t('admin.edit')}
      </Button>
      <Button
        type="link"
        danger
        onClick={() =>
          confirm({
            title: t('seats.removeTitle', { login: login ?? '' }),
            text: t('seats.removeText', { number: numberText(number) }),
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
