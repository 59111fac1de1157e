import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { PropsWithChildren } from 'react';
import { useTranslation } from 'react-i18next';

/** What Ant Design needs around all pages but the login: its own words in both languages, and messages. */
export function PageShell({ children }: PropsWithChildren) {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider locale={i18n.language === 'en' ? enUS : zhCN}>
      <App>{children}</App>
    </ConfigProvider>
  );
}
