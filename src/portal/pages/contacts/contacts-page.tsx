import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ContactGroup } from '../../../client/index.js';
import { EmptyList } from '../../components/empty-list.js';
import { LinkButton } from '../../components/link-button.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { useContactGroups } from '../../components/party-queries.js';
import { useHasDraft } from '../../components/use-draft.js';
import { useSettled } from '../../components/use-settled.js';
import { contactDraft, ContactDialog } from './contact-dialog.js';
import { ContactList } from './contact-list.js';
import { useContacts, type ContactFilter } from './contact-queries.js';
import { GroupHead } from './group-head.js';
import { GroupPanel } from './group-panel.js';
import { words as contactWords } from './words.js';
import './contacts.css';

export const words = contactWords;

const SEARCH_CHARS_MAX = 60;
const NO_GROUPS: readonly ContactGroup[] = [];

/** 通讯录 [S39]: groups beside the contacts, on a phone above them. */
export default function ContactsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const groups = useContactGroups().data ?? NO_GROUPS;
  const group = groups.find(({ id }) => id === params.get('group'));
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState(useHasDraft(contactDraft(undefined)));
  const q = useSettled(typed.trim());
  const showGroup = (id: string | undefined) =>
    setParams(id === undefined ? {} : { group: id }, { replace: true });
  return (
    <>
      <div className="page-head">
        <h1>{t('contacts.title')}</h1>
        <div className="contacts-actions">
          <LinkButton to="/contacts/import" icon={<UploadOutlined />}>
            {t('contacts.import')}
          </LinkButton>
          <Button href="/api/v1/contacts.csv" download icon={<DownloadOutlined />}>
            {t('contacts.export')}
          </Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('contacts.add')}
          </Button>
        </div>
      </div>
      <div className="contacts">
        <GroupPanel groups={groups} shown={group?.id} onShow={showGroup} />
        <section className="contacts-main">
          {group !== undefined && <GroupHead group={group} onRemoved={() => showGroup(undefined)} />}
          <Input.Search
            className="contacts-search"
            allowClear
            maxLength={SEARCH_CHARS_MAX}
            value={typed}
            aria-label={t('contacts.search')}
            placeholder={t('contacts.search')}
            onChange={({ target }) => setTyped(target.value)}
          />
          <Contacts
            filter={{ q, groupId: group?.id }}
            groups={groups}
            onAdd={() => setAdding(true)}
            onShowAll={() => {
              setTyped('');
              showGroup(undefined);
            }}
          />
        </section>
      </div>
      {adding && (
        <ContactDialog
          contact={undefined}
          groupIds={group === undefined ? [] : [group.id]}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

interface ContactsProps {
  readonly filter: ContactFilter;
  readonly groups: readonly ContactGroup[];
  readonly onAdd: () => void;
  readonly onShowAll: () => void;
}

function Contacts({ filter, groups, onAdd, onShowAll }: ContactsProps) {
  const { t } = useTranslation();
  const contacts = useContacts(filter);
  if (contacts.isPending) return <PageLoading />;
  if (contacts.isLoadingError) {
    return <LoadFailure error={contacts.error} onRetry={() => void contacts.refetch()} />;
  }
  const items = contacts.data.pages.flatMap((page) => page.items);
  if (items.length > 0) {
    return (
      <>
        <ContactList contacts={items} groups={groups} />
        <MoreButton list={contacts} />
      </>
    );
  }
  if (filter.q !== '') {
    return (
      <EmptyList text={t('contacts.noneFound')}>
        <p className="soft empty-hint">{t('contacts.noneFoundHint')}</p>
        <Button onClick={onShowAll}>{t('contacts.showAll')}</Button>
      </EmptyList>
    );
  }
  return (
    <EmptyList text={t(filter.groupId === undefined ? 'contacts.none' : 'contacts.noneInGroup')}>
      <p className="soft empty-hint">
        {t(filter.groupId === undefined ? 'contacts.noneHint' : 'contacts.noneInGroupHint')}
      </p>
      <Button type="primary" icon={<PlusOutlined />} onClick={onAdd}>
        {t('contacts.add')}
      </Button>
    </EmptyList>
  );
}
