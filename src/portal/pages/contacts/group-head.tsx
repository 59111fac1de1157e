import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactGroup } from '../../../client/index.js';
import { groupEntry } from '../../components/party-values.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { CallButton } from './call-button.js';
import { GroupDialog } from './group-dialog.js';
import { useRemoveGroup } from './group-queries.js';

interface GroupHeadProps {
  readonly group: ContactGroup;
  readonly onRemoved: () => void;
}

/** The group that is shown, and what can be done with it. */
export function GroupHead({ group, onRemoved }: GroupHeadProps) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const remove = useRemoveGroup();
  const [editing, setEditing] = useState(false);
  const { id, name, contacts } = group;
  const confirmRemove = () =>
    void modal.confirm({
      title: t('contacts.removeGroupTitle', { name }),
      content: t('contacts.removeGroupText'),
      okText: t('contacts.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(id);
          void message.success(t('contacts.done'));
          onRemoved();
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
  return (
    <header className="group-head">
      <h2>
        <bdi>{name}</bdi> <small>{t('contacts.members', { count: contacts })}</small>
      </h2>
      <div className="contacts-actions">
        {contacts > 0 && (
          <CallButton entries={[groupEntry(id)]} type="primary" ghost>
            {t('contacts.callGroup')}
          </CallButton>
        )}
        <Button onClick={() => setEditing(true)}>{t('contacts.edit')}</Button>
        <Button danger onClick={confirmRemove}>
          {t('contacts.remove')}
        </Button>
      </div>
      {editing && <GroupDialog group={group} onClose={() => setEditing(false)} />}
    </header>
  );
}
