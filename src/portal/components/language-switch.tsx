import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { PORTAL_LANGUAGES } from '../words/languages.js';

/** Leads to the other language, and is named in it. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      lang={other}
      onClick={() => void i18n.changeLanguage(other)}
    >
      {PORTAL_LANGUAGES[other]}
    </Button>
  );
}
