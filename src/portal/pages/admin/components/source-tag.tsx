import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

interface SourceTagProps {
  readonly row: { readonly configured: boolean; readonly edited: boolean; readonly version: number };
}

/** Whether the configuration file says it, or somebody here. */
export function SourceTag({ row: { configured, edited, version } }: SourceTagProps) {
  const { t } = useTranslation();
  if (!edited) return <Tag>{t('admin.configured')}</Tag>;
  return (
    <span className="two-lines">
      <Tag color="cyan">{t(configured ? 'admin.edited' : 'admin.added')}</Tag>
      <small>{t('admin.version', { version })}</small>
    </span>
  );
}
