import { GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { PORTAL_LANGUAGES } from '../words/languages.js';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const items = Object.entries(PORTAL_LANGUAGES).map(([key, label]) => ({ key, label }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectedKeys: [i18n.language],
        onClick: ({ key }) => void i18n.changeLanguage(key),
      }}
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={t('app.language')}>
        <span className="language-name">
          {i18n.language === 'en' ? PORTAL_LANGUAGES.en : PORTAL_LANGUAGES['zh-CN']}
        </span>
      </Button>
    </Dropdown>
  );
}
