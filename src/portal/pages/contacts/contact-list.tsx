import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactGroup } from '../../../client/index.js';
import { contactEntry } from '../../components/party-values.js';
import { useWide } from '../../components/use-wide.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { CallButton } from './call-button.js';
import { useHasDraft } from '../../components/use-draft.js';
import { contactDraft, ContactDialog } from './contact-dialog.js';
import { ContactNumbers } from './contact-numbers.js';
import { useRemoveContacts } from './contact-queries.js';
import { SelectedContacts } from './selected-contacts.js';

interface ContactListProps {
  readonly contacts: readonly Contact[];
  /** All of the account, for their names. */
  readonly groups: readonly ContactGroup[];
}

/** A table where there is room for one, cards on a phone. */
export function ContactList(props: ContactListProps) {
  const wide = useWide('lg');
  return wide ? <ContactTable {...props} /> : <ContactCards {...props} />;
}

function ContactTable({ contacts, groups }: ContactListProps) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<readonly string[]>([]);
  // Those that are still there.
  const chosen = contacts.filter(({ id }) => selected.includes(id)).map(({ id }) => id);
  const columns: TableColumnsType<Contact> = [
    { title: t('contacts.name'), render: (_, contact) => <ContactName contact={contact} /> },
    {
      title: t('contacts.numbers'),
      className: 'nowrap',
      render: (_, { numbers }) => <ContactNumbers numbers={numbers} />,
    },
    {
      title: t('contacts.email'),
      render: (_, { email }) => <span className="contact-email">{email}</span>,
    },
    {
      title: t('contacts.groups'),
      render: (_, contact) => <GroupTags contact={contact} groups={groups} />,
    },
    {
      key: 'actions',
      className: 'nowrap',
      align: 'right',
      render: (_, contact) => <ContactActions contact={contact} />,
    },
  ];
  return (
    <>
      {chosen.length > 0 && (
        <SelectedContacts selected={chosen} groups={groups} onDone={() => setSelected([])} />
      )}
      <div className="panel">
        <Table
          rowKey="id"
          columns={columns}
          dataSource={[...contacts]}
          pagination={false}
          rowSelection={{
            selectedRowKeys: chosen,
            onChange: (keys) => setSelected(keys.map(String)),
            getCheckboxProps: ({ name }) => ({ name, 'aria-label': name }),
            getTitleCheckboxProps: () => ({ 'aria-label': t('contacts.all') }),
          }}
        />
      </div>
    </>
  );
}

function ContactCards({ contacts, groups }: ContactListProps) {
  return (
    <div className="room-cards">
      {contacts.map((contact) => (
        <article key={contact.id} className="contact-card">
          <div className="contact-card-head">
            <ContactName contact={contact} />
            <ContactActions contact={contact} />
          </div>
          <ContactNumbers numbers={contact.numbers} />
          {contact.email !== '' && <div className="soft contact-email">{contact.email}</div>}
          <GroupTags contact={contact} groups={groups} />
        </article>
      ))}
    </div>
  );
}

function ContactName({ contact: { name } }: { readonly contact: Contact }) {
  return (
    <span className="contact-name">
      <span className="contact-initial" aria-hidden="true">
        {Array.from(name.trim())[0]}
      </span>
      <bdi>{name}</bdi>
    </span>
  );
}

interface GroupTagsProps extends Pick<ContactListProps, 'groups'> {
  readonly contact: Contact;
}

function GroupTags({ contact, groups }: GroupTagsProps) {
  const names = groups.filter(({ id }) => contact.groupIds.includes(id));
  if (names.length === 0) return null;
  return (
    <span className="contact-groups">
      {names.map(({ id, name }) => (
        <Tag key={id}>
          <bdi>{name}</bdi>
        </Tag>
      ))}
    </span>
  );
}

function ContactActions({ contact }: { readonly contact: Contact }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const remove = useRemoveContacts();
  const [editing, setEditing] = useState(useHasDraft(contactDraft(contact), contact.version));
  const { id, name, numbers } = contact;
  const confirmRemove = () =>
    void modal.confirm({
      title: t('contacts.removeTitle', { name }),
      content: t('contacts.removeText'),
      okText: t('contacts.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync([id]);
          void message.success(t('contacts.removed', { name }));
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
  return (
    <span className="contact-actions">
      {numbers.some(({ dialable }) => dialable) && (
        <CallButton
          entries={[contactEntry(id)]}
          type="text"
          className="contact-call"
          aria-label={t('contacts.callOne', { name })}
        />
      )}
      <Button
        type="text"
        icon={<EditOutlined />}
        aria-label={t('contacts.editOne', { name })}
        onClick={() => setEditing(true)}
      />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('contacts.removeOne', { name })}
        onClick={confirmRemove}
      />
      {editing && <ContactDialog contact={contact} onClose={() => setEditing(false)} />}
    </span>
  );
}
