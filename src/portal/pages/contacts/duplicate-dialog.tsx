import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../client/index.js';
import { ContactNumbers } from './contact-numbers.js';
import { useContact } from './contact-queries.js';

export type OnDuplicate = 'merge' | 'add';

interface DuplicateDialogProps {
  readonly existing: NonNullable<Problem['existing']>;
  /** Only what is new can be merged into another. */
  readonly isNew: boolean;
  readonly isSaving: boolean;
  readonly onChosen: (onDuplicate: OnDuplicate) => void;
  readonly onClose: () => void;
}

/** The contact that has the number already, with 合并 / 仍然添加 / 取消 [S39]. */
export function DuplicateDialog({ existing, isNew, isSaving, onChosen, onClose }: DuplicateDialogProps) {
  const { t } = useTranslation();
  const found = useContact(existing.id).data;
  return (
    <Modal
      open
      title={t('contacts.duplicate')}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="add" loading={isSaving} onClick={() => onChosen('add')}>
          {t(isNew ? 'contacts.addAnyway' : 'contacts.saveAnyway')}
        </Button>,
        isNew && (
          <Button key="merge" type="primary" loading={isSaving} onClick={() => onChosen('merge')}>
            {t('contacts.merge')}
          </Button>
        ),
      ]}
    >
      <p>{t('contacts.duplicateText')}</p>
      <div className="duplicate-contact">
        <strong>
          <bdi>{existing.name}</bdi>
        </strong>
        {found !== undefined && <ContactNumbers numbers={found.numbers} />}
        {found !== undefined && found.email !== '' && <span className="soft">{found.email}</span>}
      </div>
      {isNew && <p className="soft">{t('contacts.mergeHint')}</p>}
    </Modal>
  );
}
