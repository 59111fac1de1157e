import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError, type Contact, type Problem } from '../../../client/index.js';
import { DraftNotice } from '../../components/draft-notice.js';
import { afterConflict } from '../../components/form-conflict.js';
import { useFormProblems } from '../../components/form-problems.js';
import { useContactGroups } from '../../components/party-queries.js';
import { useDraft } from '../../components/use-draft.js';
import { useOpened } from '../../components/use-opened.js';
import {
  contactFieldOf,
  emptyContact,
  fieldsOf,
  valuesOf,
  type ContactFormValues,
} from './contact-form-values.js';
import { useReadContact, useSaveContact } from './contact-queries.js';
import { DuplicateDialog, type OnDuplicate } from './duplicate-dialog.js';
import { NumberFields } from './number-fields.js';
import './contact-dialog.css';

const NAME_CHARS_MAX = 60;
const EMAIL_CHARS_MAX = 254;

interface ContactDialogProps {
  /** Undefined: a new one. */
  readonly contact: Contact | undefined;
  /** Of a new contact, from the start. */
  readonly groupIds?: readonly string[];
  readonly onClose: () => void;
}

/** As `useDraft` names it. */
export const contactDraft = (contact: Pick<Contact, 'id'> | undefined): string =>
  `contact ${contact?.id ?? 'new'}`;

/** 添加联系人, or a change of one; whose number it is already, it asks about. */
export function ContactDialog({ contact, groupIds = [], onClose }: ContactDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ContactFormValues>();
  const [existing, setExisting] = useState<Problem['existing']>();
  const groups = useContactGroups().data ?? [];
  const showProblems = useFormProblems(form, contactFieldOf);
  const readContact = useReadContact();
  const { opened, initial, reload } = useOpened(contact, {
    read: async () => contact && readContact(contact.id),
    valuesOf: (one) => (one === undefined ? emptyContact(groupIds) : valuesOf(one)),
  });
  const save = useSaveContact(opened);
  const draft = useDraft(form, { initial, name: contactDraft(contact), basis: opened?.version });
  const reloadWithoutDraft = async () => {
    const values = await reload();
    draft.clear();
    return values;
  };
  const close = () => {
    draft.clear();
    onClose();
  };
  const showFailure = async (thrown: unknown) => {
    const owner = thrown instanceof ProblemError ? thrown.existing : undefined;
    setExisting(owner);
    if (owner === undefined) showProblems(await afterConflict(thrown, form, reloadWithoutDraft));
  };
  const submit = (onDuplicate: OnDuplicate | 'refuse') => {
    draft.keep();
    save.mutate(
      { fields: fieldsOf(form.getFieldsValue(true) as ContactFormValues), onDuplicate },
      {
        onSuccess: ({ name }) => {
          const text = onDuplicate === 'merge' ? t('contacts.merged', { name }) : t('contacts.added');
          void message.success(contact === undefined ? text : t('contacts.saved'));
          close();
        },
        onError: (thrown) => void showFailure(thrown),
      },
    );
  };
  return (
    <Modal
      open
      title={t(contact === undefined ? 'contacts.add' : 'contacts.editContact')}
      okText={t(contact === undefined ? 'app.ok' : 'contacts.save')}
      cancelText={t('app.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <DraftNotice draft={draft} />
      <Form<ContactFormValues>
        form={form}
        layout="vertical"
        className="contact-form"
        initialValues={initial}
        onValuesChange={draft.keep}
        onFinish={() => submit('refuse')}
      >
        <Form.Item
          name="name"
          label={t('contacts.name')}
          rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
        >
          <Input autoFocus maxLength={NAME_CHARS_MAX} placeholder={t('contacts.nameHint')} />
        </Form.Item>
        <NumberFields />
        <Form.Item name="email" label={t('contacts.email')}>
          <Input
            type="email"
            inputMode="email"
            maxLength={EMAIL_CHARS_MAX}
            placeholder={t('contacts.emailPlaceholder')}
          />
        </Form.Item>
        <Form.Item name="groupIds" label={t('contacts.groups')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
      {existing !== undefined && (
        <DuplicateDialog
          existing={existing}
          isNew={contact === undefined}
          isSaving={save.isPending}
          onChosen={submit}
          onClose={() => setExisting(undefined)}
        />
      )}
    </Modal>
  );
}
