import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { zhCN, type Messages } from './zh-CN.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Messages };
  }
}

const STORAGE_KEY = 'huitong.language';

/** Chinese unless the user has chosen otherwise in this browser. */
export function createI18n() {
  const i18n = createInstance();
  void i18n.use(initReactI18next).init({
    lng: localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  const follow = (language: string) => {
    localStorage.setItem(STORAGE_KEY, language);
    document.documentElement.lang = language;
    document.title = i18n.t('app.name');
  };
  follow(i18n.language);
  i18n.on('languageChanged', follow);
  return i18n;
}
