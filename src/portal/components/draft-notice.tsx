import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FormDraft } from './use-draft.js';

/** Above the fields of a form that shows again what was typed before. */
export function DraftNotice({ draft }: { readonly draft: FormDraft }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {draft.isRestored && (
        <Alert
          className="draft-notice"
          type="info"
          showIcon
          title={t('app.draftRestored')}
          action={
            <Button size="small" onClick={draft.discard}>
              {t('app.draftDiscard')}
            </Button>
          }
        />
      )}
    </div>
  );
}
