import { TeamOutlined, UserOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../client/index.js';
import { numberText } from './number-text.js';
import { useContactGroups, useContactNames, useContactSearch } from './party-queries.js';
import { contactEntry, contactOf, groupEntry, groupOf, type PartyEntry, type Reach } from './party-values.js';
import './party-select.css';

interface PartySelectProps {
  readonly reach: Reach;
  readonly id?: string;
  readonly value?: readonly PartyEntry[];
  readonly onChange?: (entries: PartyEntry[]) => void;
}

interface Labelled {
  readonly value: PartyEntry;
  readonly label: string;
}

/** What is pasted from a list is several people; a space is part of a number. */
const SEPARATORS = [',', ',', ';', ';', '、', '\n', '\t'];

/** People for a call or an invitation: numbers typed, contacts found by name, groups inserted whole. */
export function PartySelect({ reach, id, value = [], onChange }: PartySelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const groups = useContactGroups().data ?? [];
  const contacts = useContactSearch(typed, open).data ?? [];
  const labelOf = useLabels(value);
  const groupOptions = groups
    .filter(({ name }) => name.includes(typed.trim()))
    .map(({ id: group, name, contacts: count }) => ({
      value: groupEntry(group),
      label: t('party.groupOf', { name, count }),
    }));
  const contactOptions = contacts.map((contact) => ({
    value: contactEntry(contact.id),
    label: contact.name,
    detail: detailOf(contact, reach),
  }));
  /** A name that is typed out means whom it names. */
  const entryNamed = (text: string): PartyEntry => {
    const group = groups.find(({ name }) => name === text);
    if (group !== undefined) return groupEntry(group.id);
    const contact = contacts.find(({ name }) => name === text);
    return contact === undefined ? text : contactEntry(contact.id);
  };
  return (
    <Select<Labelled[]>
      {...(id === undefined ? {} : { id })}
      mode="tags"
      labelInValue
      className="party-select"
      open={open}
      onOpenChange={setOpen}
      tokenSeparators={SEPARATORS}
      placeholder={t(reach === 'phone' ? 'party.placeholderPhone' : 'party.placeholderAny')}
      value={value.map((entry) => ({ value: entry, label: labelOf(entry) }))}
      onChange={(chosen) => {
        setTyped('');
        onChange?.(unique(chosen.map((one) => entryNamed(one.value.trim()))));
      }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t('party.typeOn')}
      options={[
        ...(groupOptions.length > 0 ? [{ label: t('party.groups'), options: groupOptions }] : []),
        ...(contactOptions.length > 0 ? [{ label: t('party.contacts'), options: contactOptions }] : []),
      ]}
      optionRender={({ label, value: entry, data }) => (
        <span className="party-option">
          {groupOf(String(entry)) === undefined ? <UserOutlined /> : <TeamOutlined />}
          <bdi>{label}</bdi>
          <small className="digits">{(data as { detail?: string }).detail}</small>
        </span>
      )}
    />
  );
}

const unique = (entries: readonly PartyEntry[]): PartyEntry[] => [
  ...new Set(entries.filter((entry) => entry !== '')),
];

function detailOf({ numbers, email }: Contact, reach: Reach): string {
  const number = numbers.find(({ dialable }) => dialable);
  const shown = number === undefined ? '' : numberText(number.number, number.extension);
  return shown === '' && reach === 'phone-or-mail' ? email : shown;
}

/** Contacts and groups by their names, typed ones as they are. */
export function useLabels(entries: readonly PartyEntry[]): (entry: PartyEntry) => string {
  const { t } = useTranslation();
  const groups = useContactGroups().data ?? [];
  const names = useContactNames(entries.flatMap((entry) => contactOf(entry) ?? []));
  return (entry) => {
    const contact = contactOf(entry);
    if (contact !== undefined) return names.get(contact) ?? t('party.someContact');
    const group = groupOf(entry);
    if (group === undefined) return entry;
    const found = groups.find(({ id }) => id === group);
    return found === undefined
      ? t('party.someGroup')
      : t('party.groupOf', { name: found.name, count: found.contacts });
  };
}
