import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ContactGroup } from '../../../client/index.js';
import { contactEntry } from '../../components/party-values.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { CallButton } from './call-button.js';
import { useRemoveContacts } from './contact-queries.js';
import { useJoinGroup } from './group-queries.js';

interface SelectedContactsProps {
  /** By id. */
  readonly selected: readonly string[];
  readonly groups: readonly ContactGroup[];
  readonly onDone: () => void;
}

/** What can be done with several at once. */
export function SelectedContacts({ selected, groups, onDone }: SelectedContactsProps) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const join = useJoinGroup();
  const remove = useRemoveContacts();
  const count = selected.length;
  const joinGroup = async ({ id: groupId, name }: ContactGroup) => {
    try {
      await join.mutateAsync({ groupId, contactIds: [...selected] });
      void message.success(t('contacts.joined', { count, name }));
      onDone();
    } catch (thrown) {
      showProblem(thrown);
    }
  };
  const confirmRemove = () =>
    void modal.confirm({
      title: t('contacts.removeMany', { count }),
      content: t('contacts.removeText'),
      okText: t('contacts.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(selected);
          void message.success(t('contacts.removedMany', { count }));
          onDone();
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
  return (
    <div className="selected-contacts" role="region" aria-label={t('contacts.selected', { count })}>
      <span>{t('contacts.selected', { count })}</span>
      <span className="contacts-actions">
        <CallButton entries={selected.map(contactEntry)} size="small" type="primary">
          {t('contacts.call')}
        </CallButton>
        {groups.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: groups.map((group) => ({
                key: group.id,
                label: <bdi>{group.name}</bdi>,
                onClick: () => void joinGroup(group),
              })),
            }}
          >
            <Button size="small" loading={join.isPending}>
              {t('contacts.joinGroup')}
            </Button>
          </Dropdown>
        )}
        <Button size="small" danger onClick={confirmRemove}>
          {t('contacts.remove')}
        </Button>
      </span>
    </div>
  );
}
