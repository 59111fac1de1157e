import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

const STORAGE_KEY = 'huitong.language';

/** Chinese unless the user has chosen otherwise in this browser. */
export function createI18n(): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  const follow = (language: string) => {
    localStorage.setItem(STORAGE_KEY, language);
    document.documentElement.lang = language;
    document.title = instance.t('app.name');
  };
  follow(instance.language);
  instance.on('languageChanged', follow);
  return instance;
}
