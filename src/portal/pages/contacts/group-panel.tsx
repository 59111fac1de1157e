import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactGroup } from '../../../client/index.js';
import { GroupDialog } from './group-dialog.js';

interface GroupPanelProps {
  readonly groups: readonly ContactGroup[];
  /** Undefined: all contacts. */
  readonly shown: string | undefined;
  readonly onShow: (id: string | undefined) => void;
}

/** 分组: beside the contacts, on a phone a strip above them. */
export function GroupPanel({ groups, shown, onShow }: GroupPanelProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <nav className="group-panel" aria-label={t('contacts.groups')}>
      <ul className="group-list">
        <GroupItem isShown={shown === undefined} onShow={() => onShow(undefined)}>
          {t('contacts.all')}
        </GroupItem>
        {groups.map(({ id, name, contacts }) => (
          <GroupItem key={id} isShown={shown === id} count={contacts} onShow={() => onShow(id)}>
            <bdi>{name}</bdi>
          </GroupItem>
        ))}
      </ul>
      <Button type="dashed" className="group-add" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {t('contacts.addGroup')}
      </Button>
      {adding && <GroupDialog group={undefined} onClose={() => setAdding(false)} />}
    </nav>
  );
}

interface GroupItemProps {
  readonly isShown: boolean;
  readonly count?: number;
  readonly onShow: () => void;
  readonly children: ReactNode;
}

function GroupItem({ isShown, count, onShow, children }: GroupItemProps) {
  return (
    <li>
      <button type="button" className="group-item" aria-current={isShown} onClick={onShow}>
        <span className="group-item-name">{children}</span>
        {count !== undefined && <span className="group-item-count digits">{count}</span>}
      </button>
    </li>
  );
}
